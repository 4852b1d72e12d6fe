using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// Proves that the index is the database's and repairs where it is not: counts every five minutes, a part of the buckets
/// each hour, so that all are proven in a day, or all at once when asked. What differs is put into the queue of changes.
/// </summary>
public sealed partial class ReconcileIndex(
    IDatabase database, IIndexWriter writer, Generations generations, CompareIndex compare, ChangeQueue queue, IndexChecks checks,
    IndexLeases leases, BusinessClock clock, ILogger<ReconcileIndex> logger)
{
    /// <summary>Into how many parts the buckets are cut.</summary>
    public const int Parts = 24;

    private static readonly TimeSpan BetweenCounts = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenParts = TimeSpan.FromHours(1);

    /// <summary>Does what is due; ends at once when somebody else does.</summary>
    /// <returns>The differences found; they are repaired by the next drains.</returns>
    public async Task<IReadOnlyList<IndexDifference>> RunAsync(CancellationToken ct)
    {
        await using var lease = await leases.TryTakeAsync(IndexWork.Reconcile, ct);
        if (lease is null || await generations.LiveAsync(ct) is not { } live)
            return [];

        var check = await checks.ReadAsync(ct);
        if (check.CountedAt is not { } counted || clock.Now - counted >= BetweenCounts)
            check = await CountAsync(live, ct);
        if (check.AllWantedAt is { } asked)
            return await CompareAllAsync(lease, live, asked, ct);
        return check.ComparedAt is { } compared && clock.Now - compared < BetweenParts
            ? []
            : await ComparePartAsync(lease, live, check.NextPart, ct);
    }

    /// <summary>A count that does not fit while nothing waits to be written is reason enough to look at everybody.</summary>
    private async Task<IndexCheck> CountAsync(int live, CancellationToken ct)
    {
        var settled = !await queue.AnyAsync(ct);
        var inDatabase = await CustomersAsync(ct);
        var inIndex = (await writer.BucketSumsAsync(live, ct)).Sum(bucket => bucket.Count);
        settled &= !await queue.AnyAsync(ct);
        return await checks.ChangeAsync(check =>
        {
            (check.CountedAt, check.InDatabase, check.InIndex) = (clock.Now, inDatabase, inIndex);
            if (settled && inDatabase != inIndex)
                check.AllWantedAt ??= clock.Now;
        }, ct);
    }

    private async Task<long> CustomersAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.Customers.LongCountAsync(ct);
    }

    private async Task<IReadOnlyList<IndexDifference>> CompareAllAsync(
        IndexLeases.HeldLease lease, int live, DateTimeOffset asked, CancellationToken ct)
    {
        List<IndexDifference> all = [];
        for (var part = 0; part < Parts; part++)
            all.AddRange(await CompareAsync(lease, live, part, ct));
        await checks.ChangeAsync(check =>
        {
            (check.ComparedAt, check.AllComparedAt) = (clock.Now, clock.Now);
            if (check.AllWantedAt == asked)
                check.AllWantedAt = null;
        }, ct);
        return all;
    }

    private async Task<IReadOnlyList<IndexDifference>> ComparePartAsync(
        IndexLeases.HeldLease lease, int live, int part, CancellationToken ct)
    {
        var found = await CompareAsync(lease, live, part, ct);
        await checks.ChangeAsync(check =>
        {
            (check.ComparedAt, check.NextPart) = (clock.Now, (part + 1) % Parts);
            if (check.NextPart == 0)
                check.AllComparedAt = clock.Now;
        }, ct);
        return found;
    }

    private async Task<List<IndexDifference>> CompareAsync(IndexLeases.HeldLease lease, int live, int part, CancellationToken ct)
    {
        var buckets = Enumerable.Range(0, CustomerBucket.Count).Where(bucket => bucket % Parts == part).ToHashSet();
        var found = await compare.RunAsync(lease, live, buckets, ct);
        if (found.Count == 0)
            return found;

        // A version that was never drawn cannot be overwritten: the whole index is another database's.
        if (found.Max(d => d.Version) > await queue.PassAsync(ct))
            await generations.RequestAsync("ahead of the database", ct);
        await queue.PutAsync([.. found.Select(d => d.Id)], ct);
        var counts = found.CountBy(d => d.Kind).ToDictionary();
        await checks.ChangeAsync(check =>
        {
            check.Missing += counts.GetValueOrDefault(DifferenceKind.Missing);
            check.Extra += counts.GetValueOrDefault(DifferenceKind.Extra);
            check.Different += counts.GetValueOrDefault(DifferenceKind.Different);
        }, ct);
        Differ(logger, found.Count, live);
        return found;
    }

    [LoggerMessage(2014, LogLevel.Error, "{Count} customers of generation {Generation} differ from the database; they are written anew")]
    private static partial void Differ(ILogger logger, int count, int generation);
}
