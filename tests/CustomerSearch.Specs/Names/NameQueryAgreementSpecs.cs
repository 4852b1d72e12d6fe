using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

public sealed class NameQueryAgreementSpecs
{
    private static readonly string[] Pieces =
    [
        "刘", "劉", "华", "華", "国", "國", "荣", "榮", "钟", "鍾", "鐘", "敏", "敏", "𠮷", "𠮶",
        "a", "ab", "abc", "B", " ", " ", "·", "'", "|", "$", "~", "^", "😀",
    ];

    private static readonly string[] Places = ["深圳", "深圳市", "广东", "廣東省"];
    private static readonly string[] Tails = ["先生", "女士", "总", "總", "公司", "有限公司", "abcd"];

    [Theory]
    [InlineData(NameMode.Auto)]
    [InlineData(NameMode.Fuzzy)]
    public void The_rule_the_clauses_over_the_stream_and_the_explanation_give_the_same_score(NameMode mode)
    {
        var random = new Random(42);
        var found = new int[13];
        for (var round = 0; round < 20_000; round++)
        {
            var query = Parse(Text(random, random.Next(1, 5)), mode);
            var name = Name(Text(random, random.Next(1, 6)), query.Text.Raw, random);
            var company = random.Next(2) == 0;

            var byClauses = Brute.BestScore(query.Clauses, NameTerms.ForIndex(name, company));
            var hit = query.Explain(name, company);
            var because = $"'{query.Text.Raw}' in '{name.Raw}'{(company ? " (company)" : "")}";
            Assert.True(byClauses == hit?.Score, because);
            Assert.True(byClauses == ByRule(query, name, company), because);
            if (hit is null)
                continue;
            found[hit.Lane]++;
            Assert.Equal(LaneScore.LaneOf(hit.Score), hit.Lane);
            var length = name.Raw.EnumerateRunes().Count();
            Assert.All(hit.Matched, range =>
                Assert.True(range.Start >= 0 && range.Start < range.End && range.End <= length));
        }

        Assert.All(found[1..3], count => Assert.True(count > 700, string.Join(' ', found)));
    }

    [Fact]
    public void Long_queries_with_many_variants_agree_too()
    {
        var random = new Random(4);
        string[] forms = ["刘", "劉", "华", "華", "国", "國", "钟", "鍾", "鐘"];
        for (var round = 0; round < 3_000; round++)
        {
            var text = random.GetItems(forms, random.Next(1, 12));
            var query = Parse(string.Concat(text), NameMode.Auto);
            var name = Name(string.Concat(text.Select(Other)) + (random.Next(2) == 0 ? "敏" : ""), "", random);
            var score = Brute.BestScore(query.Clauses, NameTerms.ForIndex(name, company: false));
            Assert.Equal(ByRule(query, name, company: false), score);
            Assert.Equal(score, query.Explain(name, company: false)?.Score);
        }

        string Other(string form)
        {
            if (random.Next(3) > 0)
                return form;
            var all = ((string[])["刘劉", "华華", "国國", "钟鍾鐘"]).Single(all => all.Contains(form));
            return all[(all.IndexOf(form, StringComparison.Ordinal) + 1) % all.Length].ToString();
        }
    }

    [Fact]
    public void The_clauses_for_a_representative_are_the_same_in_lane_11()
    {
        var random = new Random(11);
        for (var round = 0; round < 5_000; round++)
        {
            var query = Parse(Text(random, random.Next(1, 4)), NameMode.Auto);
            var one = Name(Text(random, random.Next(1, 5)), query.Text.Raw, random);
            var other = Name(Text(random, random.Next(1, 5)), query.Text.Raw, random);
            var (first, second) = (query.ExplainRepresentative(one), query.ExplainRepresentative(other));

            Assert.Equal(Brute.BestScore(query.RepresentativeClauses, NameTerms.AsWritten(one)), first?.Score);
            Assert.Equal(query.Explain(one, company: false) is not { Lane: <= LaneScore.Contains }, first is null);
            if (first is null || second is null)
                continue;
            Assert.Equal(LaneScore.Representative, first.Lane);
            Assert.Equal(
                Math.Sign(query.Explain(one, company: false)!.Score - query.Explain(other, company: false)!.Score),
                Math.Sign(first.Score - second.Score));
        }
    }

    private static int? ByRule(NameQuery query, NameText name, bool company) =>
        new[] { Brute.ByRule(query.Text, name, company), RuleBook.Best(query.Text, query.Mode, name, company) }.Max();

    /// <summary>A name that often holds the query, in a form that often differs.</summary>
    private static NameText Name(string text, string query, Random random)
    {
        var raw = random.Next(5) switch
        {
            0 => text,
            1 => query,
            2 => query + text,
            3 => text + query,
            _ => random.GetItems(Places, 1)[0] + query + random.GetItems(Tails, 1)[0],
        };
        if (random.Next(3) == 0)
            raw = raw.Replace('刘', '劉').Replace('國', '国').Replace('鍾', '钟');
        return NameText.TryParse(raw, out var name, out _) ? name : Name("敏", "敏", random);
    }

    private static NameQuery Parse(string text, NameMode mode) =>
        NameQuery.TryParse(text, mode, out var query, out _) ? query : Parse("敏", mode);

    private static string Text(Random random, int length) =>
        (random.Next(8) == 0 ? random.GetItems(Places, 1)[0] : "") +
        string.Concat(random.GetItems(Pieces, length)) +
        (random.Next(5) == 0 ? random.GetItems(Tails, 1)[0] : "");
}
