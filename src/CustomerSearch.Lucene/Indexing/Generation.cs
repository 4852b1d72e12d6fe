using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using Lucene.Net.Index;
using Lucene.Net.Util;
using Microsoft.Extensions.Logging;
using Directory = Lucene.Net.Store.Directory;

namespace CustomerSearch.Lucene.Indexing;

/// <summary>
/// One open generation: its writer, the versions it holds, and the snapshot that readers take. Writes come one at a time;
/// readers never wait for them.
/// </summary>
/// <remarks>Two threads inside Lucene.NET's writer can corrupt an index that crashes, hence the gate and the serial merges.</remarks>
internal sealed class Generation : IAsyncDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Directory directory;
    private readonly ILogger logger;
    private readonly DocumentBuilder builder = new();
    private Dictionary<CustomerId, long> versions = [];
    private IndexWriter? writer;
    private volatile Snapshot? snapshot;
    private bool closed;

    /// <exception cref="IOException">The directory cannot be opened.</exception>
    public Generation(int number, Directory directory, OpenMode mode, ILogger logger)
    {
        Number = number;
        this.directory = directory;
        this.logger = logger;
        Open(mode);
        Customers = versions.Count;
        HighestVersion = versions.Count == 0 ? 0 : versions.Values.Max();
    }

    public int Number { get; }

    /// <summary>The highest version it held when it was opened; 0 where it is empty.</summary>
    public long HighestVersion { get; }

    /// <summary>How many customers it held when it was opened, tombstones among them.</summary>
    public int Customers { get; }

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
    public async Task<IReadOnlyList<RefusedEntry>> WriteAsync(
        long version, IReadOnlyList<IndexEntry> entries, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            if (closed)
                throw new EngineUnavailableException($"Generation {Number} of the index is closed.");
            // A write that has begun is brought to its end: half of one is worth nothing.
            return await Task.Run(() => Write(version, entries), CancellationToken.None);
        }
        finally
        {
            gate.Release();
        }
    }

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

    private List<RefusedEntry> Write(long version, IReadOnlyList<IndexEntry> entries)
    {
        var done = false;
        try
        {
            if (writer is null)
                Open(OpenMode.APPEND);
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

            if (written.Count > 0)
                Commit();
            foreach (var id in written)
                versions[id] = version;
            done = true;
            return refused;
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

    private bool Stands(CustomerId id, long version) => versions.TryGetValue(id, out var known) && known >= version;

    private void Put(HashSet<CustomerId> written, CustomerId id, IReadOnlyList<IIndexableField> fields)
    {
        // What the generation does not hold need not be looked for in every segment.
        if (versions.ContainsKey(id))
            writer!.UpdateDocument(Schema.IdTerm(id), fields);
        else
            writer!.AddDocument(fields);
        written.Add(id);
    }

    private void Commit()
    {
        writer!.Commit();
        if (DirectoryReader.OpenIfChanged(snapshot!.Reader, writer, applyAllDeletes: true) is { } newer)
            Publish(new Snapshot(Number, newer));
    }

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
        writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer: null)
        {
            OpenMode = mode,
            MergeScheduler = new SerialMergeScheduler(),
            MergePolicy = new TieredMergePolicy { NoCFSRatio = 0 },
            UseCompoundFile = false,
            MaxThreadStates = 1,
        });
        var done = false;
        try
        {
            if (mode == OpenMode.CREATE)
            {
                writer.SetCommitData(new Dictionary<string, string> { [Schema.HashKey] = Schema.Hash });
                writer.Commit();
            }

            var newest = new Snapshot(Number, DirectoryReader.Open(writer, applyAllDeletes: true));
            versions = newest.ReadAll(CancellationToken.None).ToDictionary(c => c.Id, c => c.Version);
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
