using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// Builds a new generation of the index from the system of record. The generation is registered first, so that every
/// change from then on reaches it; each page of the scan draws its pass before it reads, so that the later read wins.
/// </summary>
public sealed partial class BuildIndex(
    IDatabase database, IIndexWriter writer, IndexPassWriter passWriter, ChangeQueue queue, DrainChanges drain,
    IndexLeases leases, IndexStatus status, BusinessClock clock, ILogger<BuildIndex> logger)
{
    /// <summary>Each page is one commit of the index, which flushes to the disk.</summary>
    private const int PageSize = 2000;
    private static readonly TimeSpan LeaseRetry = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken ct)
    {
        await using var lease = await TakeLeaseAsync(ct);
        var generation = await RegisterAsync(ct);
        status.Enter(IndexState.Building, generation);
        await writer.CreateAsync(generation, ct);
        var covered = await queue.TakeAllAsync(ct);
        await ScanAsync(lease, generation, ct);
        await queue.SettleAsync(covered, [], ct);
        await drain.DrainAllAsync(lease, ct);
        await writer.PromoteAsync(generation, ct);
        await RegisterLiveAsync(generation, ct);
        foreach (var old in (await writer.ListAsync(ct)).Where(standing => standing != generation))
            await writer.DropAsync(old, ct);
        status.Enter(IndexState.Ready, generation);
        Built(logger, generation);
    }

    /// <summary>Notes that this generation and no other answers searches.</summary>
    internal Task RegisterLiveAsync(int generation, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Index, async (db, c) =>
        {
            await db.IndexGenerations.ExecuteDeleteAsync(c);
            db.IndexGenerations.Add(new() { Number = generation, State = GenerationState.Live, CreatedAt = clock.Now });
            return await db.SaveChangesAsync(c);
        }, ct);

    private async Task<IndexLeases.HeldLease> TakeLeaseAsync(CancellationToken ct)
    {
        while (true)
        {
            if (await leases.TryTakeAsync(ct) is { } lease)
                return lease;

            await Task.Delay(LeaseRetry, clock.TimeProvider, ct);
        }
    }

    /// <summary>
    /// Registers a number that no generation had before; what an interrupted build left is forgotten.
    /// </summary>
    private Task<int> RegisterAsync(CancellationToken ct) =>
        database.WriteAsync(WritePriority.Index, async (db, c) =>
        {
            var highest = await db.IndexGenerations.MaxAsync(g => (int?)g.Number, c) ?? 0;
            await db.IndexGenerations.ExecuteDeleteAsync(c);
            db.IndexGenerations.Add(new() { Number = highest + 1, State = GenerationState.Building, CreatedAt = clock.Now });
            await db.SaveChangesAsync(c);
            return highest + 1;
        }, ct);

    private async Task ScanAsync(IndexLeases.HeldLease lease, int generation, CancellationToken ct)
    {
        var total = await CountAsync(ct);
        long done = 0;
        var page = await ReadPageAsync(new CustomerId(0), ct);
        while (page.Entries is [.., var last])
        {
            // The next page is read while this one is written.
            var reading = Task.Run(() => ReadPageAsync(last.Id, ct), ct);
            await Task.WhenAll(WritePageAsync(lease, generation, page, ct), reading);
            done += page.Entries.Count;
            status.Report(done, Math.Max(done, total));
            Progress(logger, done, total);
            page = await reading;
        }
    }

    private async Task<(long Pass, List<IndexEntry> Entries)> ReadPageAsync(CustomerId after, CancellationToken ct)
    {
        var pass = await queue.DrawPassAsync(ct);
        return (pass, await passWriter.ReadPageAsync(after, PageSize, ct));
    }

    private async Task WritePageAsync(
        IndexLeases.HeldLease lease, int generation, (long Pass, List<IndexEntry> Entries) page, CancellationToken ct)
    {
        var refused = await passWriter.WriteAsync(lease, [generation], page.Pass, page.Entries, ct);
        await queue.DeadLetterAsync(page.Pass, refused, ct);
    }

    private async Task<long> CountAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.Customers.LongCountAsync(ct);
    }

    [LoggerMessage(2006, LogLevel.Information, "Building the index: {Done} of {Total} customers")]
    private static partial void Progress(ILogger logger, long done, long total);

    [LoggerMessage(2007, LogLevel.Information, "Generation {Generation} of the index is built and answers searches")]
    private static partial void Built(ILogger logger, int generation);
}
