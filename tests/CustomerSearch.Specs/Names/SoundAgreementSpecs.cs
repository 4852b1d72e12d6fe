using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

public sealed class SoundAgreementSpecs
{
    private static readonly string[] Surnames =
        ["王", "张", "李", "曾", "单", "仇", "吕", "萧", "肖", "佘", "余", "欧阳", "尉迟", "诸葛", "方", "安", "范", "林", "趙", "沈"];

    private static readonly string[] Given =
        ["芳", "安", "甘", "晓", "小", "旭", "明", "敏", "力", "丽", "女", "乐", "重", "佳", "静", "婷", "晶", "恩", "章", "炜", "伟", "國", "己", "已"];

    private static readonly string[] Places = ["深圳", "广东省深圳市", "沈阳", ""];
    private static readonly string[] Forms = ["有限公司", "公司", "集团有限公司", ""];

    [Theory]
    [InlineData(NameMode.Auto, 11)]
    [InlineData(NameMode.Fuzzy, 12)]
    public void The_rule_the_clauses_over_the_stream_and_the_explanation_give_the_same_score(NameMode mode, int seed)
    {
        var random = new Random(seed);
        var found = new int[13];
        for (var round = 0; round < 2_000; round++)
        {
            var company = random.Next(4) == 0;
            var name = Parse(Name(random, company));
            var own = random.Next(10) == 0 && name.Elements.Any(e => e.IsHan) ? Own(random, name) : null;
            var text = Query(random, random.Next(3) == 0 ? Parse(Name(random, company)) : name, mode);
            if (!NameQuery.TryParse(text, mode, out var query, out _))
                continue;

            var byRule = new[] { Brute.ByRule(query.Text, name, company), RuleBook.Best(query.Text, mode, name, company, own) }.Max();
            var byClauses = Brute.BestScore(query.Clauses, NameTerms.ForIndex(name, company, own));
            var hit = query.Explain(name, company, own);

            var because = $"'{text}' in '{name.Raw}'{(company ? " (company)" : "")}: "
                + $"rule {Show(byRule)}, clauses {Show(byClauses)}, explained {Show(hit?.Score)}";
            Assert.True(byRule == byClauses && byClauses == hit?.Score, because);
            if (hit is null)
                continue;
            found[hit.Lane]++;
            var length = name.Raw.EnumerateRunes().Count();
            Assert.All(hit.Matched, range => Assert.True(range.Start >= 0 && range.Start < range.End && range.End <= length, because));
            Assert.True(hit.Matched.Zip(hit.Matched.Skip(1)).All(pair => pair.First.End <= pair.Second.Start), because);
            Assert.NotEmpty(hit.Reason);
        }

        Assert.True(found[1..(mode == NameMode.Fuzzy ? 11 : 7)].All(count => count > 0), string.Join(' ', found));
    }

    private static string Show(int? score) =>
        score is { } found ? $"{LaneScore.LaneOf(found)}/{LaneScore.PenaltyOf(found):x}" : "none";

    private static string Name(Random random, bool company)
    {
        var name = random.GetItems(Surnames, 1)[0] + string.Concat(random.GetItems(Given, random.Next(company ? 5 : 4)));
        if (company)
            return random.GetItems(Places, 1)[0] + name + random.GetItems(Forms, 1)[0];
        return random.Next(25) switch { 0 => "John Li Smith", 1 => name + "·smith", 2 => "abc" + name, _ => name };
    }

    /// <summary>Something typed for a name, often with a mistake in it.</summary>
    private static string Query(Random random, NameText name, NameMode mode)
    {
        var elements = name.Elements.ToArray();
        var start = random.Next(3) == 0 ? random.Next(elements.Length) : 0;
        var length = random.Next(3) == 0 ? 1 + random.Next(elements.Length - start) : elements.Length - start;
        var readings = NameReadings.Of(elements, own: null);
        var han = random.Next(3) == 0;
        var typed = Enumerable.Range(start, length).Select(at =>
            han || readings[at].Length == 0 ? elements[at].Typed + (elements[at].IsHan ? "" : " ")
            : random.Next(6) == 0 ? elements[at].Folded
            : Typed(random, Syllables.TextOf(readings[at][random.Next(readings[at].Length)].Syllable), at == start + length - 1));
        var text = string.Join(random.Next(8) == 0 ? "'" : "", typed);
        if (text.Length > 1 && random.Next(mode == NameMode.Fuzzy ? 2 : 8) == 0)
            text = Mistaken(random, text);
        return text + (random.Next(10) == 0 ? "总" : "");
    }

    private static string Typed(Random random, string syllable, bool last) => random.Next(last ? 4 : 3) switch
    {
        0 when random.Next(2) == 0 => syllable[..1],
        0 when syllable.StartsWith("zh", StringComparison.Ordinal) || syllable.StartsWith("sh", StringComparison.Ordinal) => syllable[..2],
        3 => syllable[..(1 + random.Next(syllable.Length))],
        _ => syllable,
    };

    private static string Mistaken(Random random, string text)
    {
        var at = random.Next(text.Length);
        return random.Next(5) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, text[random.Next(text.Length)].ToString()),
            2 when at > 0 => text[..(at - 1)] + text[at] + text[at - 1] + text[(at + 1)..],
            3 => text.Replace("ng", "n", StringComparison.Ordinal).Replace('萧', '肖').Replace('晓', '小'),
            _ => text[..at] + (char.IsAsciiLetter(text[at]) ? "aeinghz"[random.Next(7)] : "敏力晓"[random.Next(3)]) + text[(at + 1)..],
        };
    }

    private static OwnReading Own(Random random, NameText name) => OwnReading.TryParse(
        string.Join(' ', name.Elements.Where(e => e.IsHan).Select(_ => random.GetItems(["shan", "li", "zeng", "an"], 1)[0])), name, out var own)
        ? own : throw new InvalidOperationException();

    private static NameText Parse(string raw) =>
        NameText.TryParse(raw, out var text, out _) ? text : throw new InvalidDataException(raw);
}
