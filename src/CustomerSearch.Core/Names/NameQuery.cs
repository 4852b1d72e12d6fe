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
        var found = WaysOf(text.Elements.Count);
        if (LengthWithoutTail(text.Elements) is { } length)
            found = found.Concat(WaysOf(length));
        ways = [.. found.OrderByDescending(way => way.Score)];
        Clauses = [.. ways.Select(way => new NameClause(way.Score, way.Match))];
        RepresentativeClauses = [.. ways.Where(way => way.Lane <= LaneScore.Contains)
            .Select(way => new NameClause(way.RepresentativeScore, way.Match))];
    }

    public NameText Text { get; }

    public NameMode Mode { get; }

    /// <summary>
    /// What to look for in the stream of the customer's name, the greatest score first. A name is worth the greatest
    /// score of the clauses that match it, less the penalty of the match; one that no clause matches is not found. At most
    /// some dozens.
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
    /// <param name="own">The customer's own reading of the name, where there is one.</param>
    public NameHit? Explain(NameText name, bool company, OwnReading? own = null) =>
        Find(NameTerms.ForIndex(name, company, own), ways) is { } found
            ? new NameHit(found.Score, LaneScore.LaneOf(found.Score), Reason(found, company ? "名称" : "姓名"), found.Matched(name))
            : null;

    /// <summary>Why the name of a legal representative, a person's, is found; null where it is not.</summary>
    public NameHit? ExplainRepresentative(NameText name) =>
        Find(NameTerms.AsWritten(name), ways.Where(way => way.Lane <= LaneScore.Contains)) is { } found
            ? new NameHit(found.Way.RepresentativeScore, LaneScore.Representative, Reason(found, "法定代表人"), found.Matched(name))
            : null;

    private static string Reason(FoundWay found, string what) => found.Way.Reason is not { } reason ? NameReasons.Of(found.Score)
        : found.Way.Lane <= LaneScore.Contains ? what + reason : reason;

    /// <summary>The best of the ways, which come with their greatest possible score first.</summary>
    private static FoundWay? Find(IReadOnlyList<IReadOnlyList<string>> stream, IEnumerable<NameWay> ways)
    {
        var positions = new TokenPositions(stream);
        FoundWay? best = null;
        foreach (var way in ways)
        {
            if (best is not null && best.Score >= way.Score)
                break;
            if (FoundWay.In(positions, way) is { } found && (best is null || found.Score > best.Score))
                best = found;
        }

        return best;
    }

    private IEnumerable<NameWay> WaysOf(int count)
    {
        IEnumerable<NameWay> found = new LiteralLanes(Text, count).Ways();
        if (new SoundLanes(Text, count).Way() is { } sound)
            found = found.Append(sound);
        return Mode == NameMode.Fuzzy ? found.Concat(new FuzzyLanes(Text, count).Ways()) : found;
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
