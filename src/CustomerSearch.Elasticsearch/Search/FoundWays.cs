using CustomerSearch.Core.Customers;

namespace CustomerSearch.Elasticsearch.Search;

/// <summary>Who has a way through each of the lattices that were looked for first, and the penalty of the cheapest.</summary>
internal sealed class FoundWays
{
    private readonly Dictionary<StreamLattice, Dictionary<CustomerId, int>> found = [];

    public static FoundWays None { get; } = new();

    public void Add(StreamLattice lattice, CustomerId id, int penalty) => Of(lattice)[id] = penalty;

    /// <summary>Notes that a lattice was looked for, whether or not anybody is found.</summary>
    public Dictionary<CustomerId, int> Of(StreamLattice lattice)
    {
        if (!found.TryGetValue(lattice, out var known))
            found.Add(lattice, known = []);
        return known;
    }

    public bool TryGet(StreamLattice lattice, out IReadOnlyDictionary<CustomerId, int> ids)
    {
        var known = found.TryGetValue(lattice, out var there);
        ids = there ?? [];
        return known;
    }
}
