using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

/// <summary>What clauses mean and the rule of the literal lanes, written a second time, as plainly as can be.</summary>
internal static class Brute
{
    public static bool Matches(NameMatch match, IReadOnlyList<IReadOnlyList<string>> stream) => PenaltyOf(match, stream) is not null;

    public static int? BestScore(IEnumerable<NameClause> clauses, IReadOnlyList<IReadOnlyList<string>> stream) =>
        clauses.Max(clause => clause.Score - PenaltyOf(clause.Match, stream));

    private static int? PenaltyOf(NameMatch match, IReadOnlyList<IReadOnlyList<string>> stream) => match switch
    {
        NameMatch.Term term => stream.Any(position => position.Contains(term.Token)) ? 0 : null,
        NameMatch.Phrase phrase => Enumerable.Range(0, stream.Count).Any(at =>
            at + phrase.Positions.Count <= stream.Count &&
            phrase.Positions.Index().All(wanted => stream[at + wanted.Index].Intersect(wanted.Item).Any())) ? 0 : null,
        NameMatch.Lattice lattice => Enumerable.Range(0, stream.Count).Min(at => WayFrom(lattice, 0, at, stream)),
        _ => throw new InvalidOperationException(),
    };

    private static int? WayFrom(NameMatch.Lattice lattice, int node, int at, IReadOnlyList<IReadOnlyList<string>> stream) =>
        node == lattice.Nodes - 1 ? 0
        : at >= stream.Count ? null
        : lattice.Steps.Where(step => step.From == node && stream[at].Contains(step.Token))
            .Min(step => step.Penalty + WayFrom(lattice, step.To, at + step.Length, stream));

    /// <summary>The score by the rule: every try of the query laid at every element of the name.</summary>
    public static int? ByRule(NameText query, NameText name, bool company)
    {
        var scores = new List<int>();
        string[] tails = ["先生", "女士", "小姐", "同学", "经理", "总", "老师", "公司"];
        var folded = string.Concat(query.Elements.Select(element => element.IsHan ? element.Folded : "\0"));
        var tail = tails.SingleOrDefault(tail => folded.EndsWith(tail, StringComparison.Ordinal))?.Length ?? 0;
        foreach (var left in new[] { 0, tail }.Distinct())
        {
            var wanted = query.Elements.SkipLast(left).ToArray();
            for (var at = 0; wanted.Length > 0 && at + wanted.Length <= name.Elements.Count; at++)
                AddScores(scores, wanted, left == 0 ? query.Raw : null, name, at, company);
        }

        return scores.Count == 0 ? null : scores.Max();
    }

    private static void AddScores(
        List<int> scores, NameElement[] wanted, string? raw, NameText name, int at, bool company)
    {
        var there = name.Elements.Skip(at).Take(wanted.Length).ToArray();
        var last = wanted[^1];
        var part = last.IsWord && there[^1].IsWord && last.Typed != there[^1].Typed &&
            there[^1].Typed.StartsWith(last.Typed, StringComparison.Ordinal) && last.Typed.Length <= 24;
        var compared = part ? wanted.Length - 1 : wanted.Length;
        for (var i = 0; i < compared; i++)
            if (wanted[i].Folded != there[i].Folded)
                return;

        var variants = wanted.Count(element => element.HasVariants);
        var different = Enumerable.Range(0, compared).Count(i => wanted[i].Typed != there[i].Typed);
        var changes = variants <= 3 ? different : Math.Min(different, variants <= 6 ? 2 : 1);
        var rest = part ? 1 : 0;
        scores.Add(LaneScore.Of(3, (changes << 13) + rest));
        if (at == 0)
            scores.Add(LaneScore.Of(2, (changes << 13) + rest));
        else if (company && BeginsAgain(name, at))
            scores.Add(LaneScore.Of(2, ((changes + 1) << 13) + rest));
        if (at == 0 && !part && wanted.Length == name.Elements.Count)
            scores.Add(LaneScore.Of(1, raw == name.Raw ? 0 : (changes << 13) + 1));
    }

    /// <summary>By the places that the generated names hold.</summary>
    private static bool BeginsAgain(NameText name, int at)
    {
        var folded = string.Concat(name.Elements.Select(element => element.IsHan ? element.Folded : "x"));
        if (EmbeddedText.Lines("legal-forms.txt").Contains(folded[at..]))
            return false;
        for (var start = 0; start < at;)
        {
            var rest = folded[start..];
            var place = ((string[])["深圳市", "深圳", "广东省", "广东", "沈阳"])
                .FirstOrDefault(place => rest.StartsWith(place, StringComparison.Ordinal));
            if (place is null)
                return false;
            start += place.Length;
            if (start == at)
                return true;
        }

        return false;
    }
}
