using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Elasticsearch.Indexing;
using CustomerSearch.Elasticsearch.Rest;
using CustomerSearch.Elasticsearch.Search;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Elasticsearch;

/// <summary>The index in an Elasticsearch cluster. It holds nothing itself, so any number of instances may use one.</summary>
public sealed class ElasticsearchIndex : ISearchEngine, IIndexWriter, IDisposable
{
    private readonly HttpClient http;
    private readonly TimeSpan deadline;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly GenerationNames names;
    private readonly Sender sender;
    private readonly LatticeSearches lattices;
    private readonly GenerationIndexes generations;
    private readonly GenerationReader reader;
    private readonly BulkWriter bulk;

    /// <summary>How many shards each generation has, so that an answer of more than one is known.</summary>
    private readonly ConcurrentDictionary<int, int> shards = new();

    private readonly TombstonePurge purge;

    /// <param name="options">Where it is and who signs in.</param>
    /// <param name="deadline">After this long a search ends as unavailable.</param>
    public ElasticsearchIndex(ElasticsearchOptions options, TimeSpan deadline, TimeProvider clock, ILogger<ElasticsearchIndex> logger)
    {
        this.deadline = deadline;
        this.clock = clock;
        this.logger = logger;
        http = Connections.Open(options);
        names = new GenerationNames(options.Index);
        sender = new Sender(http, new NodePool(options.Nodes, clock), new ServerCheck(logger));
        lattices = new LatticeSearches(sender);
        generations = new GenerationIndexes(sender, names, options, clock);
        reader = new GenerationReader(sender, names, options, clock);
        var writeTimeout = TimeSpan.FromMilliseconds(options.WriteTimeoutMs);
        bulk = new BulkWriter(sender, names, writeTimeout, clock);
        purge = new TombstonePurge(sender, reader, names, writeTimeout, clock);
    }

    public string Name => "elasticsearch";

    public string SchemaHash => IndexDefinition.Hash;

    /// <exception cref="EngineUnavailableException">It is down, too slow, has no index, or answered in part.</exception>
    public Task<EngineAnswer> SearchAsync(EngineQuery query, CancellationToken ct) => GuardedAsync(() => AskAsync(names.Search, query, ct));

    public Task<EngineAnswer> AskAsync(int generation, EngineQuery query, CancellationToken ct) =>
        GuardedAsync(generation, () => AskAsync(names.IndexOf(generation), query, ct));

    public Task<IndexOpening> OpenAsync(IProgress<(long Done, long Total)> progress, CancellationToken ct) => GuardedAsync(async () =>
    {
        var (number, fault) = await FindAsync(ct);
        if (number is { } generation)
        {
            await generations.AwaitShardsAsync(generation, ct);
            Log.Opened(logger, generation);
            return (IndexOpening)new IndexOpening.Ready(generation, await reader.HighestVersionAsync(generation, ct));
        }

        Log.Unusable(logger, fault);
        return new IndexOpening.Unusable(fault);
    });

    public Task<int?> AnsweringAsync(CancellationToken ct) => GuardedAsync(() => SearchedAsync(ct));

    public Task<IReadOnlyList<int>> ListAsync(CancellationToken ct) => GuardedAsync(() => generations.ListAsync(ct));

    public Task CreateAsync(int generation, CancellationToken ct) => GuardedAsync(async () =>
    {
        await RefuseWhereItAnswersAsync(generation, ct);
        await generations.CreateAsync(generation, ct);
        shards.TryRemove(generation, out _);
        return true;
    });

    public Task<IReadOnlyList<RefusedEntry>> WriteAsync(
        int generation, long version, IReadOnlyList<IndexEntry> entries, CancellationToken ct) => GuardedAsync(generation, async () =>
    {
        if (entries.Count == 0)
            return [];
        var refused = await bulk.WriteAsync(generation, version, entries, ct);
        await generations.RefreshAsync(generation, ct);
        return refused;
    });

    public Task PromoteAsync(int generation, CancellationToken ct) => GuardedAsync(generation, async () =>
    {
        await generations.PromoteAsync(generation, ct);
        Log.Promoted(logger, generation);
        return true;
    });

    public Task DropAsync(int generation, CancellationToken ct) => GuardedAsync(async () =>
    {
        await RefuseWhereItAnswersAsync(generation, ct);
        await generations.DropAsync(generation, ct);
        return true;
    });

    public IAsyncEnumerable<IndexedCustomer> ReadAllAsync(int generation, CancellationToken ct) =>
        GuardedAsync(generation, reader.ReadAsync(generation, ct), ct);

    public IAsyncEnumerable<IndexedCustomer> ReadBucketsAsync(int generation, IReadOnlySet<int> buckets, CancellationToken ct) =>
        GuardedAsync(generation, reader.ReadBucketsAsync(generation, buckets, ct), ct);

    public Task<IReadOnlyList<BucketSum>> BucketSumsAsync(int generation, CancellationToken ct) =>
        GuardedAsync(generation, () => reader.BucketSumsAsync(generation, ct));

    public Task<long> PurgeTombstonesAsync(int generation, long below, CancellationToken ct) =>
        GuardedAsync(generation, async () =>
        {
            await generations.RefreshAsync(generation, ct);
            var removed = await purge.RunAsync(generation, below, ct);
            await generations.RefreshAsync(generation, ct);
            return removed;
        });

    public void Dispose() => http.Dispose();

    private async Task<EngineAnswer> AskAsync(string target, EngineQuery query, CancellationToken ct)
    {
        var left = new Deadline(clock, deadline);

        // Both requests of a search go to the same copy of a shard, so that the second sees what the first saw.
        var path = $"{target}/_search?allow_partial_search_results=false&request_cache=false&preference={clock.GetTimestamp()}";
        var ways = await lattices.RunAsync(path, query, LatticePlan.Of(query).Open, left, ct);
        var translator = new ElasticTranslator(query, ways);
        using var answer = await sender.SendAsync(RestRequest.Read(path, translator.Translate(left.Left)), left, ct);
        var generation = names.NumberOf(target) ?? await GenerationOfAsync(answer, ct);
        if (AnswerReader.ShardsOf(answer.Json) != await ShardsOfAsync(generation, ct))
            throw new EngineUnavailableException("The search alias points at more than one index.");
        return AnswerReader.Read(answer.Json, query, translator.LanesAsked, generation);
    }

    private async Task<int> ShardsOfAsync(int generation, CancellationToken ct)
    {
        if (!shards.TryGetValue(generation, out var known))
            shards[generation] = known = await generations.ShardsOfAsync(generation, ct);
        return known;
    }

    private async Task<(int? Generation, string Fault)> FindAsync(CancellationToken ct)
    {
        var searched = await generations.SearchedAsync(ct);
        if (searched.Count == 0)
            return (null, "missing");
        if (searched is not [var only] || names.NumberOf(only) is not { } number)
            return (null, "damaged");

        var (schema, canBeWritten) = await generations.LookAsync(number, ct);
        if (schema != IndexDefinition.Hash)
            return (null, "outdated");
        return canBeWritten ? (number, "") : (null, "damaged");
    }

    /// <summary>The hits name their index; where there are none, the alias does.</summary>
    private async Task<int> GenerationOfAsync(RestAnswer answer, CancellationToken ct) =>
        (AnswerReader.IndexOf(answer.Json) is { } index ? names.NumberOf(index) : await SearchedAsync(ct))
        ?? throw new EngineUnavailableException("The search alias does not point at one generation of the index.");

    /// <summary>The one generation that the search alias points at; null where it points at none, at several or at a stranger.</summary>
    private async Task<int?> SearchedAsync(CancellationToken ct) =>
        await generations.SearchedAsync(ct) is [var only] ? names.NumberOf(only) : null;

    private async Task RefuseWhereItAnswersAsync(int generation, CancellationToken ct)
    {
        if ((await generations.SearchedAsync(ct)).Contains(names.IndexOf(generation)))
            throw new InvalidOperationException($"Generation {generation} of the index answers searches.");
    }

    private static async IAsyncEnumerable<T> GuardedAsync<T>(
        int generation, IAsyncEnumerable<T> all, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var each = all.GetAsyncEnumerator(ct);
        while (await GuardedAsync(generation, () => each.MoveNextAsync().AsTask()))
            yield return each.Current;
    }

    /// <summary>What is asked of one generation by name fails for good where that is gone.</summary>
    private static async Task<T> GuardedAsync<T>(int generation, Func<Task<T>> work)
    {
        try
        {
            return await GuardedAsync(work);
        }
        catch (EngineUnavailableException e) when (e.InnerException is RequestRefusedException { Status: 404 })
        {
            throw new GenerationBrokenException(generation, "not there", e);
        }
    }

    private static async Task<T> GuardedAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (RequestRefusedException e)
        {
            throw new EngineUnavailableException(
                e.Message, e, e.Status is 401 or 403 ? EngineTrouble.Configuration : EngineTrouble.Passing);
        }
    }
}
