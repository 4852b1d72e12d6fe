using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Elasticsearch.Search;

/// <summary>A lattice over one of the streams.</summary>
internal readonly record struct StreamLattice(TextStream Stream, NameMatch.Lattice Lattice);

/// <summary>
/// Which lattices of a query are written out as phrases and which are not, because they have too many ways. Those are
/// looked for first: the engine names everybody who may have a way, the lattice is walked here over what stands in each of
/// their streams, and the query itself asks for those found by their ids.
/// </summary>
internal sealed class LatticePlan
{
    /// <summary>
    /// How many positions phrases of one query may have together. An engine takes at least 1,024 leaves in a query.
    /// </summary>
    private const int MostPositions = 500;

    private LatticePlan(IReadOnlyList<StreamLattice> open) => Open = open;

    /// <summary>The lattices that are not written out.</summary>
    public IReadOnlyList<StreamLattice> Open { get; }

    public static LatticePlan Of(EngineQuery query)
    {
        var scored = query.Clauses.Select(clause => clause.Match).SelectMany(LatticesOf).ToHashSet();
        var filtering = query.Filters.Concat(query.Tallies.SelectMany(tally => tally)).SelectMany(LatticesOf).ToHashSet();
        var left = (double)MostPositions;
        var open = new List<StreamLattice>();
        foreach (var (lattice, cost) in scored.Union(filtering)
            .Select(lattice => (lattice, Cost: Cost(lattice, scored, filtering))).OrderBy(pair => pair.Cost))
        {
            if (cost > left)
                open.Add(lattice);
            else
                left -= cost;
        }

        return new LatticePlan(open);
    }

    /// <summary>Whether a filter can be said without knowing the open lattices.</summary>
    public static bool HasLattice(EngineFilter filter) => LatticesOf(filter).Any();

    private static double Cost(StreamLattice lattice, HashSet<StreamLattice> scored, HashSet<StreamLattice> filtering) =>
        (scored.Contains(lattice) ? new LatticeWays(lattice.Lattice, priced: true).Positions : 0)
        + (filtering.Contains(lattice) ? new LatticeWays(lattice.Lattice, priced: false).Positions : 0);

    private static IEnumerable<StreamLattice> LatticesOf(EngineMatch match) =>
        match is EngineMatch.Words(var stream, NameMatch.Lattice lattice) ? [new StreamLattice(stream, lattice)] : [];

    private static IEnumerable<StreamLattice> LatticesOf(EngineFilter filter) => filter switch
    {
        EngineFilter.Or(var conditions) => conditions.SelectMany(LatticesOf),
        EngineFilter.Not(var condition) => LatticesOf(condition),
        EngineFilter.Matches(var alternatives) => alternatives.SelectMany(LatticesOf),
        _ => [],
    };
}
