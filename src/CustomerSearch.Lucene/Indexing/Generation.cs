using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Lucene.Search;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Microsoft.Extensions.Logging;
using Directory = Lucene.Net.Store.Directory;

namespace CustomerSearch.Lucene.Indexing;

/// <summary>
/// One open generation: its writer, the versions it holds, and the snapshot that readers take. Writes come one at a
/// time; readers never wait for them.
/// </summary>
/// <remarks>
/// Two threads inside Lucene.NET's writer can corrupt an index that crashes: hence the gate and the serial merges. Only
/// while one is built it is merged beside its writers; what a crash leaves of that is checked in full, or built again.
/// </remarks>
internal sealed class Generation : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Directory directory;
    private readonly ILogger logger;
    private readonly FieldBuilder builder = new();
    private readonly KnownTerms terms = new();
    private Dictionary<CustomerId, long>? versions;
    private DeferredMerges merges = new(defer: false);
    private IndexWriter? writer;
    private volatile Snapshot? snapshot;
    private long highest;
    private bool building;
    private bool closed;

    /// <param name="building">It is not settled yet: its merges wait until it is.</param>
    /// <exception cref="IOException">The directory cannot be opened.</exception>
    public Generation(int number, Directory directory, OpenMode mode, bool building, ILogger logger)
    {
        Number = number;
        this.directory = directory;
        this.logger = logger;
        this.building = building;
        Open(mode);
        Customers = snapshot!.Reader.NumDocs;
    }

    public int Number { get; }

    /// <summary>The highest version it ever held; 0 where nothing was ever in it.</summary>
    public long HighestVersion => Volatile.Read(ref highest);

    /// <summary>The version of each customer, read at the first write: a million take a second that no search waits for.</summary>
    private Dictionary<CustomerId, long> Versions =>
        versions ??= snapshot!.ReadAll(CancellationToken.None).ToDictionary(c => c.Id, c => c.Version);

    /// <summary>How many customers it held when it was opened, tombstones among them.</summary>
    public int Customers { get; }

    /// <summary>False after a failure from which it could not go back to its last commit.</summary>
    public bool IsSound => writer is not null;

    /// <summary>Takes the newest snapshot; the caller releases it. Null when the generation is closed.</summary>
    public Snapshot? Take()
    {
        while (snapshot is { } newest)
        {
            // Between reading and holding it, it may have been replaced and closed.
            if (newest.TryHold())
                return newest;
        }

        return null;
    }

    /// <exception cref="EngineUnavailableException">Nothing of the entries is taken as written.</exception>
    public Task<IReadOnlyList<RefusedEntry>> WriteAsync(long version, IReadOnlyList<IndexEntry> entries, CancellationToken ct) =>
        AloneAsync(() => Write(version, entries), ct);

    /// <summary>
    /// Ends the building: merges everything into one segment, for each term of a query is looked up in each of them.
    /// Writes do not wait for it.
    /// </summary>
    /// <exception cref="EngineUnavailableException">There was no room to merge; what is written stands.</exception>
    public async Task SettleAsync(CancellationToken ct)
    {
        if (!building)
            return;

        await AloneAsync(() => true, ct);
        await OwnThread.RunAsync(Merge);
        await AloneAsync(() =>
        {
            building = false;
            merges.End();
            Commit();
            return true;
        }, ct);
    }

    /// <summary>Removes the tombstones whose version is below this one.</summary>
    /// <exception cref="EngineUnavailableException">They stand as they stood.</exception>
    public Task<long> PurgeTombstonesAsync(long below, CancellationToken ct) => AloneAsync(() =>
    {
        var old = snapshot!.ReadAll(ct).Where(c => c.ContentHash is null && c.Version < below).Select(c => c.Id).ToList();
        foreach (var id in old)
            writer!.DeleteDocuments(Schema.IdTerm(id));
        if (old.Count > 0)
            Commit();
        foreach (var id in old)
            versions?.Remove(id);
        return (long)old.Count;
    }, ct);

    /// <summary>Closes it after the write that runs; snapshots that somebody holds stay good.</summary>
    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync(CancellationToken.None);
        try
        {
            if (!closed)
                CloseWriter();
            closed = true;
            Publish(null);
            directory.Dispose();
        }
        finally
        {
            gate.Release();
        }
    }

    // One at a time, to the end, on a thread of its own; what fails goes back to the last commit.
    private async Task<T> AloneAsync<T>(Func<T> work, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            if (closed)
                throw new EngineUnavailableException($"Generation {Number} of the index is closed.");
            return await OwnThread.RunAsync(() => WithRecovery(work));
        }
        finally
        {
            gate.Release();
        }
    }

    private T WithRecovery<T>(Func<T> work)
    {
        var done = false;
        try
        {
            if (writer is null)
                Open(OpenMode.APPEND);
            var result = work();
            done = true;
            return result;
        }
        catch (Exception e) when (WorldFaults.Caused(e))
        {
            Log.WriteFailed(logger, e, Number);
            throw new EngineUnavailableException($"Generation {Number} of the index could not be written.", e);
        }
        finally
        {
            if (!done)
                Recover();
        }
    }

    private void Merge()
    {
        try
        {
            merges.Settle(writer!);
        }
        catch (Exception e) when (WorldFaults.Caused(e) || e is ObjectDisposedException)
        {
            // Closed by a write that failed meanwhile, or no room: what is committed stands, merged or not.
            Log.WriteFailed(logger, e, Number);
            throw new EngineUnavailableException($"Generation {Number} of the index could not be merged.", e);
        }
    }

    private IReadOnlyList<RefusedEntry> Write(long version, IReadOnlyList<IndexEntry> entries)
    {
        var refused = new List<RefusedEntry>();
        var written = new HashSet<CustomerId>();
        foreach (var entry in entries)
        {
            if (Stands(entry.Id, version) || written.Contains(entry.Id))
                continue;
            if (builder.TryBuild(entry, version, out var error) is not { } fields)
                refused.Add(new(entry.Id, error!));
            else
                Put(written, entry.Id, fields);
        }

        Volatile.Write(ref highest, Math.Max(highest, version));
        if (written.Count > 0)
            Commit();
        foreach (var id in written)
            Versions[id] = version;
        return refused;
    }

    private bool Stands(CustomerId id, long version) => Versions.TryGetValue(id, out var known) && known >= version;

    private void Put(HashSet<CustomerId> written, CustomerId id, IReadOnlyList<IIndexableField> fields)
    {
        // What the generation does not hold need not be looked for in every segment.
        if (Versions.ContainsKey(id))
            writer!.UpdateDocument(Schema.IdTerm(id), fields);
        else
            writer!.AddDocument(fields);
        written.Add(id);
    }

    private void Commit()
    {
        NoteState();
        writer!.Commit();
        if (DirectoryReader.OpenIfChanged(snapshot!.Reader, writer, applyAllDeletes: true) is { } newer)
            Publish(new Snapshot(Number, newer, terms));
    }

    private void NoteState() => CommitState.Note(writer!, highest, settled: !building);

    // Back to the last commit, so that writer, versions and snapshot say the same again. Readers keep the old snapshot
    // meanwhile, and for good where that fails; the next write tries again.
    private void Recover()
    {
        try
        {
            CloseWriter();
            Open(OpenMode.APPEND);
        }
        catch (Exception e) when (WorldFaults.Caused(e))
        {
            Log.NotRecovered(logger, e, Number);
        }
    }

    private void Open(OpenMode mode)
    {
        merges = new DeferredMerges(building);
        writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer: null)
        {
            OpenMode = mode,
            MergeScheduler = merges,
            MergePolicy = merges.Policy(),
            MaxThreadStates = 1,
        });
        var done = false;
        try
        {
            if (mode == OpenMode.CREATE)
            {
                NoteState();
                writer.Commit();
            }

            var newest = new Snapshot(Number, DirectoryReader.Open(writer, applyAllDeletes: true), terms);
            versions = null;
            highest = CommitState.HighestOf(newest.Reader.IndexCommit.UserData);
            Publish(newest);
            done = true;
        }
        finally
        {
            if (!done)
                CloseWriter();
        }
    }

    // Everything worth keeping is committed.
    private void CloseWriter()
    {
        var old = writer;
        writer = null;
        old?.Rollback();
    }

    private void Publish(Snapshot? newest)
    {
        var old = snapshot;
        snapshot = newest;
        old?.Release();
    }
}
