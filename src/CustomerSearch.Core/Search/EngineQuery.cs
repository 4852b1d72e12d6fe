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
    /// Where not empty, at least one must match; a hit's score is the greatest <see cref="ScoredClause.Score"/>
    /// among those
    /// that match. Where empty, every hit scores 0.
    /// </summary>
    public required IReadOnlyList<ScoredClause> Clauses { get; init; }

    /// <summary>How many hits to return; 0 only counts.</summary>
    public required int Size { get; init; }

    /// <summary>The order of hits, the first deciding; among equals the smaller id comes first.</summary>
    public IReadOnlyList<EngineOrder> Order { get; init; } = [new EngineOrder.Relevance()];

    /// <summary>
    /// Only hits behind this place are returned: the <see cref="EngineHit.Keys"/> of a hit of the same query. Counts,
    /// lanes and facets stay those of all hits. Null begins at the first.
    /// </summary>
    public IReadOnlyList<long>? After { get; init; }

    /// <summary>What the hits are to be counted by.</summary>
    public IReadOnlyList<EngineFacet> Facets { get; init; } = [];

    /// <summary>
    /// Further counts over the whole index in the same request: for each, how many documents fulfil all its filters,
    /// whatever else the query asks for.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<EngineFilter>> Tallies { get; init; } = [];
}

/// <summary>One key of an order.</summary>
public abstract record EngineOrder
{
    private EngineOrder()
    {
    }

    /// <summary>Three keys: greatest score, shorter name, later last contact.</summary>
    public sealed record Relevance : EngineOrder;

    /// <summary>The value of a number or day; where there is none it counts as -1, so below every other.</summary>
    public sealed record Value(SearchField Field, bool Descending) : EngineOrder;
}

/// <summary>Counts the hits by the values of an exact field; with a prefix only by those that begin with it.</summary>
public sealed record EngineFacet(SearchField Field, string Prefix = "");

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
/// <param name="Hits">The hits in order, at most <see cref="EngineQuery.Size"/>.</param>
/// <param name="Count">How many match, exactly.</param>
/// <param name="Lanes">How many hits each lane has, by lane; empty for a query without scored clauses.</param>
/// <param name="Facets">For each facet asked for, how many hits each value has; values without one are absent.</param>
/// <param name="Tallies">The further counts asked for.</param>
/// <param name="Generation">The generation of the index that answered.</param>
public sealed record EngineAnswer(
    IReadOnlyList<EngineHit> Hits,
    long Count,
    IReadOnlyDictionary<int, long> Lanes,
    IReadOnlyList<IReadOnlyDictionary<string, long>> Facets,
    IReadOnlyList<long> Tallies,
    int Generation);

/// <summary>One hit.</summary>
/// <param name="Id">Whose document it is.</param>
/// <param name="Score">The score of its lane; 0 where nothing scores.</param>
/// <param name="Keys">
/// Its values of the order's keys, the id last: integers that mean the same in every engine and generation.
/// </param>
public sealed record EngineHit(CustomerId Id, int Score, IReadOnlyList<long> Keys);
