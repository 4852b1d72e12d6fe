using System.Diagnostics.CodeAnalysis;

namespace CustomerSearch.Core.Names;

/// <summary>A query for a name: what an engine is to look for, and why a name was found.</summary>
public sealed class NameQuery
{
    /// <summary>What may stand behind a name in a query without belonging to it; at most one of them fits.</summary>
    private static readonly string[] Tails = [.. EmbeddedText.Lines("honorifics.txt"), "公司"];

    /// <summary>Best first.</summary>
    private readonly NameWay[] ways;

    private NameQuery(NameText text, NameMode mode)
    {
        Text = text;
        Mode = mode;
        var found = new LiteralLanes(text, text.Elements.Count).Ways();
        if (LengthWithoutTail(text.Elements) is { } length)
            found.AddRange(new LiteralLanes(text, length).Ways());
        ways = [.. found.OrderByDescending(way => way.Score)];
        Clauses = [.. ways.Select(way => new NameClause(way.Score, way.Match))];
        RepresentativeClauses = [.. ways.Select(way => new NameClause(way.RepresentativeScore, way.Match))];
    }

    public NameText Text { get; }

    public NameMode Mode { get; }

    /// <summary>
    /// What to look for in the stream of the customer's name, the greatest score first. A name is worth the greatest
    /// score of the clauses that match it; one that no clause matches is not found. At most some dozens.
    /// </summary>
    public IReadOnlyList<NameClause> Clauses { get; }

    /// <summary>The same for the stream of the legal representative's name: lane 11, in the same order.</summary>
    public IReadOnlyList<NameClause> RepresentativeClauses { get; }

    /// <summary>Reads a query; refuses it by a value, never throws. What looks like engine syntax is literal.</summary>
    public static bool TryParse(
        string text, NameMode mode, [NotNullWhen(true)] out NameQuery? query, out NameError error)
    {
        query = NameText.TryParse(text, out var name, out error) ? new NameQuery(name, mode) : null;
        return query is not null;
    }

    /// <summary>Why a customer's name is found, with the score the engine gives it; null where it is not.</summary>
    /// <param name="name">The stored name.</param>
    /// <param name="company">Whether the customer is a company by its kind.</param>
    public NameHit? Explain(NameText name, bool company) =>
        Find(NameTerms.ForIndex(name, company)) is var (way, at, length)
            ? new NameHit(way.Score, way.Lane, (company ? "名称" : "姓名") + way.Reason, Matched(name, way, at, length))
            : null;

    /// <summary>Why the name of a legal representative, a person's, is found; null where it is not.</summary>
    public NameHit? ExplainRepresentative(NameText name) =>
        Find(NameTerms.ForIndex(name, company: false)) is var (way, at, length)
            ? new NameHit(way.RepresentativeScore, LaneScore.Representative, "法定代表人" + way.Reason,
                Matched(name, way, at, length))
            : null;

    private (NameWay Way, int At, int Length)? Find(IReadOnlyList<IReadOnlyList<string>> stream)
    {
        foreach (var way in ways)
            if (way.Match.FindIn(stream) is var (at, length))
                return (way, at, length);
        return null;
    }

    private static (int Start, int End)[] Matched(NameText name, NameWay way, int at, int length)
    {
        var last = name.Elements[Math.Min(at + length, name.Elements.Count) - 1];
        return [(name.Elements[at].Start, way.PartOfLastWord is { } part ? last.EndOf(part) : last.End)];
    }

    private static int? LengthWithoutTail(IReadOnlyList<NameElement> elements)
    {
        foreach (var tail in Tails)
        {
            var rest = elements.Count - tail.Length;
            if (rest > 0 && tail.Index().All(unit => elements[rest + unit.Index].Folded == unit.Item.ToString()))
                return rest;
        }

        return null;
    }
}
