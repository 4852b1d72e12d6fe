using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Names;

namespace CustomerSearch.Core.Search;

/// <summary>
/// A search as every engine understands it: pure data, already resolved (no relative date, no scope, no purpose is left
/// in it). An engine translates it without any decision about meaning.
/// </summary>
public sealed record EngineQuery
{
    /// <summary>All must hold; they do not score.</summary>
    public required IReadOnlyList<EngineFilter> Filters { get; init; }

    /// <summary>
    /// Where not empty, at least one must match; a hit's score is the greatest <see cref="ScoredClause.Score"/> among those
    /// that match, less the penalty of the match where that is a lattice. Where empty, every hit scores 0.
    /// </summary>
    public required IReadOnlyList<ScoredClause> Clauses { get; init; }

    /// <summary>
    /// How many hits to return, best first: greatest score, shorter name, later last contact, smaller id.
    /// </summary>
    public required int Size { get; init; }
}

/// <summary>One alternative of a keyword or name search, with the score of its lane.</summary>
/// <param name="Score">Lane and order inside the lane, see <see cref="LaneScore"/>; below 2^24.</param>
/// <param name="Match">What must match.</param>
public sealed record ScoredClause(int Score, EngineMatch Match);

/// <summary>What a scored clause matches.</summary>
public abstract record EngineMatch
{
    private EngineMatch()
    {
    }

    /// <summary>An exact value of an exact field.</summary>
    public sealed record Value(SearchField Field, string Text) : EngineMatch;

    /// <summary>The beginning of a value of an exact field.</summary>
    public sealed record Beginning(SearchField Field, string Text) : EngineMatch;

    /// <summary>A match over one of the positional streams.</summary>
    public sealed record Words(TextStream Stream, NameMatch Match) : EngineMatch;
}

/// <summary>The positional streams of a document.</summary>
public enum TextStream
{
    Name,
    LegalRepresentative,
    Remark,
}

/// <summary>A condition that only filters.</summary>
public abstract record EngineFilter
{
    private EngineFilter()
    {
    }

    /// <summary>The field has one of the values. An empty list matches nothing.</summary>
    public sealed record AnyOf(SearchField Field, IReadOnlyList<string> Values) : EngineFilter;

    /// <summary>
    /// The field has a value from <paramref name="From"/> to <paramref name="To"/>, both included; null is open.
    /// </summary>
    public sealed record Between(SearchField Field, long? From, long? To) : EngineFilter;

    /// <summary>One of the conditions holds. An empty list matches nothing.</summary>
    public sealed record Or(IReadOnlyList<EngineFilter> Conditions) : EngineFilter;

    /// <summary>One of the matches holds. An empty list matches nothing.</summary>
    public sealed record Matches(IReadOnlyList<EngineMatch> Alternatives) : EngineFilter;

    /// <summary>The condition does not hold.</summary>
    public sealed record Not(EngineFilter Condition) : EngineFilter;
}

/// <summary>What an engine found.</summary>
/// <param name="Hits">The best hits in order, at most <see cref="EngineQuery.Size"/>.</param>
/// <param name="Count">How many match, exactly.</param>
/// <param name="Lanes">How many hits each lane has, by lane; empty for a query without scored clauses.</param>
/// <param name="Generation">The generation of the index that answered.</param>
public sealed record EngineAnswer(
    IReadOnlyList<EngineHit> Hits, long Count, IReadOnlyDictionary<int, long> Lanes, int Generation);

/// <summary>One hit: whose document, and with which score.</summary>
public readonly record struct EngineHit(CustomerId Id, int Score);
