using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// Writes every customer into a building generation, in order of id. Each page draws its pass before it reads, so that
/// the later read wins over what drains write meanwhile. Goes on where an earlier scan was. Who comes after it began
/// comes by a change, so that a scan ends however fast the base grows.
/// </summary>
public sealed partial class ScanCustomers(
    IDatabase database, IndexPassWriter passWriter, ChangeQueue queue, Generations generations, IndexStatus status,
    BackgroundTurns turns, ILogger<ScanCustomers> logger)
{
    /// <summary>Each page is one commit of the index, which flushes to the disk.</summary>
    private const int PageSize = 2000;

    private static readonly (long Pass, List<IndexEntry> Entries) NoPage = (0, []);

    /// <returns>What the documents written come to, by bucket; null where an earlier scan wrote some of them.</returns>
    /// <exception cref="LeaseLostException">Somebody else builds it now, or it was given up.</exception>
    public async Task<IReadOnlyList<BucketSum>?> RunAsync(IndexLeases.HeldLease lease, IndexGeneration building, CancellationToken ct)
    {
        var sums = new BucketSum[CustomerBucket.Count];
        var (total, end) = await ExtentAsync(ct);
        var done = building.Done;
        var page = await ReadPageAsync(building.Position, ct);
        while (page.Entries is [.., var last])
        {
            // The next page is read while this one is written.
            var reading = last.Id.CompareTo(end) < 0 ? Task.Run(() => ReadPageAsync(last.Id, ct), ct) : Task.FromResult(NoPage);
            await Task.WhenAll(WritePageAsync(lease, building, page, ct), reading);
            done += page.Entries.Count;
            Add(sums, page.Entries);
            await generations.AdvanceAsync(building, last.Id, done, Math.Max(done, total), ct);
            status.Report(done, Math.Max(done, total));
            Progress(logger, building.Number, done, total);
            page = await reading;
        }

        return building.Done == 0 ? sums : null;
    }

    private async Task<(long Pass, List<IndexEntry> Entries)> ReadPageAsync(CustomerId after, CancellationToken ct)
    {
        using var turn = await turns.TakeAsync(ct);
        var pass = await queue.DrawPassAsync(ct);
        return (pass, await passWriter.ReadPageAsync(after, PageSize, ct));
    }

    private async Task WritePageAsync(
        IndexLeases.HeldLease lease, IndexGeneration building, (long Pass, List<IndexEntry> Entries) page, CancellationToken ct)
    {
        using var turn = await turns.TakeAsync(ct);
        var refused = await passWriter.WriteAsync(lease, [building.Number], page.Pass, page.Entries, ct);
        await queue.DeadLetterAsync(page.Pass, refused, ct);
    }

    private static void Add(BucketSum[] sums, List<IndexEntry> entries)
    {
        foreach (var document in entries.OfType<IndexEntry.Present>().Select(e => e.Document))
            sums[CustomerBucket.Of(document.Id)] = sums[CustomerBucket.Of(document.Id)].With(document.ContentHash);
    }

    private async Task<(long Count, CustomerId Last)> ExtentAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        var last = await db.Customers.OrderByDescending(c => c.Id).Select(c => c.Id).FirstOrDefaultAsync(ct);
        return (await db.Customers.LongCountAsync(ct), last);
    }

    [LoggerMessage(2006, LogLevel.Information, "Building generation {Generation} of the index: {Done} of {Total} customers")]
    private static partial void Progress(ILogger logger, int generation, long done, long total);
}
