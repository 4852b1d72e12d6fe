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

    /// <summary>Held to open, make, promote or close generations; searches and writes never wait for it.</summary>
    private readonly SemaphoreSlim lifeCycle = new(1, 1);

    private readonly FrequentTerms frequentTerms = new();
    private readonly ConcurrentDictionary<int, Generation> generations = new();
    private volatile Generation? live;
    private volatile string whyClosed = "The index is not open yet.";
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
    public Task<EngineAnswer> SearchAsync(EngineQuery query, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        var snapshot = Take(() => live);
        try
        {
            return Task.FromResult(Answer(query, snapshot, KeepGoing));
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
        AloneAsync(() => Task.Run(() => Open(progress, ct), ct), ct);

    public Task CreateAsync(int generation, CancellationToken ct) => AloneAsync(async () =>
    {
        if (generations.TryRemove(generation, out var previous))
        {
            if (previous == live)
                throw new InvalidOperationException($"Generation {generation} answers searches.");
            await previous.DisposeAsync();
        }

        store.Delete(generation);
        generations[generation] = new Generation(generation, store.Open(generation), OpenMode.CREATE, logger);
        return true;
    }, ct);

    public Task<IReadOnlyList<RefusedEntry>> WriteAsync(
        int generation, long version, IReadOnlyList<IndexEntry> entries, CancellationToken ct) =>
        Find(generation).WriteAsync(version, entries, ct);

    public Task PromoteAsync(int generation, CancellationToken ct) => AloneAsync(async () =>
    {
        var promoted = Find(generation);
        await promoted.SettleAsync(ct);
        store.MakeCurrent(generation);
        live = promoted;
        Log.Promoted(logger, generation);
        foreach (var old in generations.Values.Where(g => g != promoted))
        {
            generations.TryRemove(old.Number, out _);
            await old.DisposeAsync();
        }

        DeleteAllBut(generation);
        return true;
    }, ct);

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
            var current = live;
            var sound = current is { IsSound: true };
            live = null;
            foreach (var generation in generations.Values)
                await generation.DisposeAsync();
            generations.Clear();
            if (sound)
                MarkClean(current!.Number);
            return true;
        }, CancellationToken.None);
    }

    private EngineAnswer Answer(EngineQuery query, Snapshot snapshot, Action keepGoing)
    {
        var translator = new LuceneTranslator(snapshot.Terms);
        var collector = new RankingCollector(query, keepGoing);
        snapshot.Searcher.Search(translator.Translate(query), collector);
        var facets = new FacetCounter(frequentTerms);
        return new EngineAnswer(
            collector.TakeHits(),
            collector.Count,
            collector.Lanes,
            [.. query.Facets.Select(facet => facets.Count(facet, collector.Hits))],
            new TallyCounter(translator, keepGoing).Count(query.Tallies, snapshot.Reader),
            snapshot.Generation);
    }

    private IndexOpening Open(IProgress<(long Done, long Total)> progress, CancellationToken ct)
    {
        if (live is not { } current)
        {
            whyClosed = "The index is being checked.";
            (current, var fault) = CurrentGeneration.Open(store, progress, logger, ct);
            DeleteAllBut(store.Current);
            if (current is null)
            {
                whyClosed = $"The index is {fault} and must be built anew.";
                Log.Unusable(logger, fault);
                return new IndexOpening.Unusable(fault);
            }

            generations[current.Number] = current;
            live = current;
            Log.Opened(logger, current.Number, current.Customers);
        }

        return new IndexOpening.Ready(current.Number, current.HighestVersion);
    }

    private void DeleteAllBut(int? kept)
    {
        foreach (var generation in store.Generations.Where(g => g != kept))
        {
            try
            {
                store.Delete(generation);
            }
            catch (Exception e) when (WorldFaults.Caused(e))
            {
                Log.NotDeleted(logger, e, generation);
            }
        }
    }

    private void MarkClean(int generation)
    {
        try
        {
            store.MarkClean(generation);
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

    private Generation Find(int generation) => generations.TryGetValue(generation, out var found)
        ? found
        : throw new EngineUnavailableException($"Generation {generation} of the index is not open. {whyClosed}");

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
