using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// The writing side of an engine. Generations are numbered; each is written by its own number. A drain and a rebuild may
/// write the same one at once: the greater version stands. The contract suite says what every implementation promises.
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

    /// <summary>The generation that searches are led to; null where there is none, or more than one.</summary>
    Task<int?> AnsweringAsync(CancellationToken ct);

    /// <summary>Every generation of which anything stands, whoever made it.</summary>
    Task<IReadOnlyList<int>> ListAsync(CancellationToken ct);

    /// <summary>Makes a new, empty generation to be built; it answers no searches yet.</summary>
    Task CreateAsync(int generation, CancellationToken ct);

    /// <summary>
    /// Writes the entries under one external version: an entry whose customer already stands there with this or a
    /// greater version is left alone and counts as done. When the task ends the entries are durable and searchable.
    /// </summary>
    /// <returns>The entries the engine refuses as bad; the others are written.</returns>
    /// <exception cref="EngineUnavailableException">
    /// The engine could not write; nothing may be taken as written.
    /// </exception>
    /// <exception cref="GenerationBrokenException">The generation is not there, or can never be written again.</exception>
    Task<IReadOnlyList<RefusedEntry>> WriteAsync(
        int generation, long version, IReadOnlyList<IndexEntry> entries, CancellationToken ct);

    /// <summary>
    /// Lets a generation answer searches from now on, in one step, and reads back that it does. The one before stands
    /// and can be written, and promoted again, until it is dropped.
    /// </summary>
    Task PromoteAsync(int generation, CancellationToken ct);

    /// <summary>Removes a generation for good; no error where it is gone.</summary>
    /// <exception cref="InvalidOperationException">It answers searches.</exception>
    Task DropAsync(int generation, CancellationToken ct);

    /// <summary>What a search would be answered if this generation answered them.</summary>
    Task<EngineAnswer> AskAsync(int generation, EngineQuery query, CancellationToken ct);

    /// <summary>
    /// Every customer that stands in the generation, with its version and content hash; tombstones have a null hash.
    /// </summary>
    IAsyncEnumerable<IndexedCustomer> ReadAllAsync(int generation, CancellationToken ct);

    /// <summary>The same for the customers of some buckets, in one pass over whatever has to be read.</summary>
    /// <param name="buckets">As <see cref="CustomerBucket.Of"/> says.</param>
    IAsyncEnumerable<IndexedCustomer> ReadBucketsAsync(int generation, IReadOnlySet<int> buckets, CancellationToken ct);

    /// <summary>
    /// For each of the <see cref="CustomerBucket.Count"/> buckets what its living customers come to; tombstones count for nothing.
    /// </summary>
    Task<IReadOnlyList<BucketSum>> BucketSumsAsync(int generation, CancellationToken ct);

    /// <summary>Removes the tombstones whose version is below this one.</summary>
    /// <returns>How many there were.</returns>
    Task<long> PurgeTombstonesAsync(int generation, long below, CancellationToken ct);
}

/// <summary>
/// A generation that can never be written again: it is not there, or it refuses what every document has. Unlike an
/// engine that is down, waiting does not help.
/// </summary>
public sealed class GenerationBrokenException(int generation, string reason, Exception? inner = null)
    : Exception($"Generation {generation} of the index is {reason}.", inner)
{
    public int Generation => generation;
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

/// <summary>How many living customers a bucket has, and the sum of their content hashes.</summary>
public readonly record struct BucketSum(long Count, long Hashes)
{
    public BucketSum With(int contentHash) => new(Count + 1, Hashes + contentHash);
}
