using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Lucene.Indexing;
using CustomerSearch.Lucene.Search;
using CustomerSearch.Lucene.Storage;
using Lucene.Net.Index;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Lucene;

/// <summary>The index inside this process: one directory, one process at a time.</summary>
public sealed class LuceneIndex : ISearchEngine, IIndexWriter, IAsyncDisposable
{
    private readonly IGenerationStore store;
    private readonly TimeSpan deadline;
    private readonly TimeProvider clock;
    private readonly ILogger logger;

    /// <summary>Held to open, make, promote, drop or close generations; searches and writes never wait for it.</summary>
    private readonly SemaphoreSlim lifeCycle = new(1, 1);

    private readonly FrequentTerms frequentTerms = new();
    private readonly ConcurrentDictionary<int, Generation> generations = new();
    private volatile Generation? live;
    private volatile string whyClosed = "The index is not open yet.";
    private volatile bool opened;
    private bool disposed;

    /// <param name="directory">Holds a directory per generation; made where it is missing.</param>
    /// <param name="deadline">After this long a search ends as unavailable.</param>
    public LuceneIndex(string directory, TimeSpan deadline, TimeProvider clock, ILogger<LuceneIndex> logger)
        : this(new DiskStore(directory), deadline, clock, logger)
    {
    }

    internal LuceneIndex(IGenerationStore store, TimeSpan deadline, TimeProvider clock, ILogger<LuceneIndex> logger)
    {
        this.store = store;
        this.deadline = deadline;
        this.clock = clock;
        this.logger = logger;
    }

    public string Name => "lucene";

    public string SchemaHash => Schema.Hash;

    /// <summary>An index that is gone with the process.</summary>
    public static LuceneIndex InMemory(TimeSpan deadline, TimeProvider clock, ILogger<LuceneIndex> logger) =>
        new(new MemoryStore(), deadline, clock, logger);

    /// <exception cref="EngineUnavailableException">Nothing is open, or the search took too long.</exception>
    public Task<EngineAnswer> SearchAsync(EngineQuery query, CancellationToken ct) => AnswerAsync(() => live, query, ct);

    public Task<EngineAnswer> AskAsync(int generation, EngineQuery query, CancellationToken ct) =>
        AnswerAsync(() => Find(generation), query, ct);

    private Task<EngineAnswer> AnswerAsync(Func<Generation?> which, EngineQuery query, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var snapshot = Take(which);
        try
        {
            return Task.FromResult(new SnapshotSearch(snapshot, frequentTerms, KeepGoing).Answer(query));
        }
        catch (Exception e) when (WorldFaults.Caused(e))
        {
            throw new EngineUnavailableException("The index could not be read.", e);
        }
        finally
        {
            snapshot.Release();
        }

        void KeepGoing()
        {
            ct.ThrowIfCancellationRequested();
            if (clock.GetElapsedTime(started) > deadline)
                throw new EngineUnavailableException($"The search took longer than {deadline}.");
        }
    }

    public Task<IndexOpening> OpenAsync(IProgress<(long Done, long Total)> progress, CancellationToken ct) =>
        AloneAsync(() => OwnThread.RunAsync(() => Open(progress, ct)), ct);

    public Task<int?> AnsweringAsync(CancellationToken ct) => Task.FromResult(live?.Number);

    public Task<IReadOnlyList<int>> ListAsync(CancellationToken ct) => AloneAsync(() => Task.FromResult(store.Generations), ct);

    public Task CreateAsync(int generation, CancellationToken ct) => AloneAsync(async () =>
    {
        await RemoveAsync(generation);
        generations[generation] = new Generation(generation, store.Open(generation), OpenMode.CREATE, building: true, logger);
        opened = true;
        return true;
    }, ct);

    public Task<IReadOnlyList<RefusedEntry>> WriteAsync(
        int generation, long version, IReadOnlyList<IndexEntry> entries, CancellationToken ct) =>
        Find(generation).WriteAsync(version, entries, ct);

    public async Task PromoteAsync(int generation, CancellationToken ct)
    {
        var promoted = Find(generation);
        await promoted.SettleAsync(ct);
        await AloneAsync(() =>
        {
            store.MakeCurrent(generation);
            if (store.Current != generation)
                throw new EngineUnavailableException($"Generation {generation} of the index was not promoted.");
            live = promoted;
            Log.Promoted(logger, generation);
            return Task.FromResult(true);
        }, ct);
    }

    public Task DropAsync(int generation, CancellationToken ct) => AloneAsync(async () =>
    {
        await RemoveAsync(generation);
        return true;
    }, ct);

    public Task<long> PurgeTombstonesAsync(int generation, long below, CancellationToken ct) =>
        Find(generation).PurgeTombstonesAsync(below, ct);

    public async Task<IReadOnlyList<BucketSum>> BucketSumsAsync(int generation, CancellationToken ct)
    {
        var sums = new BucketSum[CustomerBucket.Count];
        await foreach (var customer in ReadAllAsync(generation, ct))
        {
            if (customer.ContentHash is { } hash)
                sums[CustomerBucket.Of(customer.Id)] = sums[CustomerBucket.Of(customer.Id)].With(hash);
        }

        return sums;
    }

    public IAsyncEnumerable<IndexedCustomer> ReadBucketsAsync(int generation, IReadOnlySet<int> buckets, CancellationToken ct) =>
        ReadAllAsync(generation, ct).Where(customer => buckets.Contains(CustomerBucket.Of(customer.Id)));

    public async IAsyncEnumerable<IndexedCustomer> ReadAllAsync(
        int generation, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        var snapshot = Take(() => Find(generation));
        try
        {
            foreach (var customer in snapshot.ReadAll(ct))
                yield return customer;
        }
        finally
        {
            snapshot.Release();
        }
    }

    /// <summary>Closes the index and marks it, so that the next start need not check it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        await AloneAsync(async () =>
        {
            disposed = true;
            whyClosed = "The index is closed.";
            opened = false;
            live = null;
            List<int> sound = [.. generations.Values.Where(g => g.IsSound).Select(g => g.Number).Order()];
            foreach (var generation in generations.Values)
                await generation.DisposeAsync();
            generations.Clear();
            if (sound.Count > 0)
                MarkClean(sound);
            return true;
        }, CancellationToken.None);
    }

    private IndexOpening Open(IProgress<(long Done, long Total)> progress, CancellationToken ct)
    {
        if (live is { } current)
            return new IndexOpening.Ready(current.Number, current.HighestVersion);

        whyClosed = "The index is being checked.";
        var clean = store.TakeCleanMark();
        var fault = "missing";
        // The one that answers comes first, and answers while the others are looked at.
        foreach (var number in store.Generations.OrderByDescending(n => n == store.Current))
        {
            var why = "";
            if (!generations.TryGetValue(number, out var generation))
                (generation, why) = StandingGeneration.Open(store, number, clean.Contains(number), progress, logger, ct);
            if (generation is not null)
                generations[number] = generation;
            if (number != store.Current)
                continue;
            live = generation;
            fault = why;
        }

        opened = true;
        if (live is { } found)
        {
            Log.Opened(logger, found.Number, found.Customers);
            return new IndexOpening.Ready(found.Number, found.HighestVersion);
        }

        whyClosed = $"The index is {fault} and must be built anew.";
        Log.Unusable(logger, fault);
        return new IndexOpening.Unusable(fault);
    }

    private async Task RemoveAsync(int generation)
    {
        if (generations.TryGetValue(generation, out var standing))
        {
            if (standing == live)
                throw new InvalidOperationException($"Generation {generation} answers searches.");
            generations.TryRemove(generation, out _);
            await standing.DisposeAsync();
        }

        store.Delete(generation);
    }

    private void MarkClean(IReadOnlyList<int> generations)
    {
        try
        {
            store.MarkClean(generations);
        }
        catch (Exception e) when (WorldFaults.Caused(e))
        {
            Log.NotMarked(logger, e);
        }
    }

    private async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await lifeCycle.WaitAsync(ct);
        try
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return await work();
        }
        catch (Exception e) when (WorldFaults.Caused(e))
        {
            throw new EngineUnavailableException("The index could not be opened, made, promoted or closed.", e);
        }
        finally
        {
            lifeCycle.Release();
        }
    }

    private Generation Find(int generation)
    {
        if (generations.TryGetValue(generation, out var found))
            return found;
        throw opened
            ? new GenerationBrokenException(generation, "missing or damaged")
            : new EngineUnavailableException($"Generation {generation} of the index is not open. {whyClosed}");
    }

    private Snapshot Take(Func<Generation?> which)
    {
        while (which() is { } generation)
        {
            if (generation.Take() is { } snapshot)
                return snapshot;
        }

        throw new EngineUnavailableException(whyClosed);
    }
}
