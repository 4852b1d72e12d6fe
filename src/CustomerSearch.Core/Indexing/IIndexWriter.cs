using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// The writing side of an engine. Generations are numbered; each is written by its own number. Callers hold the index
/// lease, so no two of them write at once. The contract suite says what every implementation promises.
/// </summary>
public interface IIndexWriter
{
    /// <summary>Hash of everything that decides what a document looks like in the index.</summary>
    string SchemaHash { get; }

    /// <summary>
    /// Opens the generation that answers searches, checking it as far as its last stop makes needful.
    /// </summary>
    /// <param name="progress">Parts checked of parts in all.</param>
    Task<IndexOpening> OpenAsync(IProgress<(long Done, long Total)> progress, CancellationToken ct);

    /// <summary>Makes a new, empty generation to be built; it answers no searches yet.</summary>
    Task CreateAsync(int generation, CancellationToken ct);

    /// <summary>
    /// Writes the entries under one external version: an entry whose customer already stands there with this or a
    /// greater
    /// version is left alone and counts as done. When the task ends the entries are durable and searchable.
    /// </summary>
    /// <returns>The entries the engine refuses as bad; the others are written.</returns>
    /// <exception cref="Search.EngineUnavailableException">
    /// The engine could not write; nothing may be taken as written.
    /// </exception>
    Task<IReadOnlyList<RefusedEntry>> WriteAsync(
        int generation, long version, IReadOnlyList<IndexEntry> entries, CancellationToken ct);

    /// <summary>Lets a built generation answer searches from now on, in one step, and drops the one before.</summary>
    Task PromoteAsync(int generation, CancellationToken ct);

    /// <summary>
    /// Every customer that stands in the generation, with its version and content hash; tombstones have a null hash.
    /// </summary>
    IAsyncEnumerable<IndexedCustomer> ReadAllAsync(int generation, CancellationToken ct);
}

/// <summary>What was found where the index should be.</summary>
public abstract record IndexOpening
{
    private IndexOpening()
    {
    }

    /// <summary>It answers searches now.</summary>
    public sealed record Ready(int Generation, long HighestVersion) : IndexOpening;

    /// <summary>It must be built anew.</summary>
    /// <param name="Reason">missing, damaged or outdated.</param>
    public sealed record Unusable(string Reason) : IndexOpening;
}

/// <summary>An entry that the engine will never take.</summary>
/// <param name="Id">Whose entry.</param>
/// <param name="Error">The engine's class of error, without any value.</param>
public sealed record RefusedEntry(CustomerId Id, string Error);

/// <summary>What the index has of one customer.</summary>
public readonly record struct IndexedCustomer(CustomerId Id, long Version, int? ContentHash);
