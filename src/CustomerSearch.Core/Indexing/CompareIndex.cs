using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Indexing;

public enum DifferenceKind
{
    /// <summary>In the database, not in the index.</summary>
    Missing,

    /// <summary>In the index, not in the database.</summary>
    Extra,

    /// <summary>The index has another document than the customer makes.</summary>
    Different,
}

/// <summary>A customer of whom index and database say different things.</summary>
/// <param name="Version">Under which version the index has it; 0 where it never had.</param>
public sealed record IndexDifference(CustomerId Id, DifferenceKind Kind, long Version);

/// <summary>
/// Compares a generation with freshly built documents, by bucket. A change under way is no difference: what differs is
/// looked at twice, and who has a change in the queue is left out.
/// </summary>
public sealed class CompareIndex(IDatabase database, IIndexWriter writer, IndexPassWriter documents, ChangeQueue queue)
{
    private const int PageSize = 500;

    /// <param name="lease">Held for what the comparison is for, and renewed meanwhile.</param>
    public async Task<List<IndexDifference>> RunAsync(
        IndexLeases.HeldLease lease, int generation, IReadOnlySet<int> buckets, CancellationToken ct)
    {
        var fresh = await FreshAsync(lease, await IdsAsync(buckets, ct), ct);
        var sums = new BucketSum[CustomerBucket.Count];
        foreach (var (id, hash) in fresh)
            sums[CustomerBucket.Of(id)] = sums[CustomerBucket.Of(id)].With(hash);
        var standing = await writer.BucketSumsAsync(generation, ct);
        HashSet<int> suspect = [.. buckets.Where(bucket => sums[bucket] != standing[bucket])];
        if (suspect.Count == 0)
            return [];

        var first = Differences(fresh, await ReadAsync(lease, generation, suspect, ct), suspect);
        var pending = await queue.PendingAsync([.. first.Select(d => d.Id)], ct);
        HashSet<CustomerId> ids = [.. first.Select(d => d.Id).Where(id => !pending.Contains(id))];
        if (ids.Count == 0)
            return [];

        suspect = [.. ids.Select(CustomerBucket.Of)];
        var again = await ReadAsync(lease, generation, suspect, ct);
        var second = Differences(
            await FreshAsync(lease, [.. ids], ct), again.Where(pair => ids.Contains(pair.Key)).ToDictionary(), suspect);
        return [.. second.Intersect(first)];
    }

    /// <summary>How many customers each bucket has in the database.</summary>
    public async Task<long[]> CountAsync(CancellationToken ct)
    {
        var counts = new long[CustomerBucket.Count];
        await using var db = database.Open();
        await foreach (var id in db.Customers.Select(c => c.Id).AsAsyncEnumerable().WithCancellation(ct))
            counts[CustomerBucket.Of(id)]++;
        return counts;
    }

    private async Task<List<CustomerId>> IdsAsync(IReadOnlySet<int> buckets, CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.Customers.Select(c => c.Id).AsAsyncEnumerable()
            .Where(id => buckets.Contains(CustomerBucket.Of(id))).ToListAsync(ct);
    }

    private async Task<Dictionary<CustomerId, int>> FreshAsync(
        IndexLeases.HeldLease lease, List<CustomerId> ids, CancellationToken ct)
    {
        Dictionary<CustomerId, int> fresh = [];
        foreach (var page in ids.Chunk(PageSize))
        {
            await lease.RenewAsync(ct);
            foreach (var document in (await documents.ReadAsync(page, ct)).OfType<IndexEntry.Present>().Select(e => e.Document))
                fresh[document.Id] = document.ContentHash;
        }

        return fresh;
    }

    private async Task<Dictionary<CustomerId, IndexedCustomer>> ReadAsync(
        IndexLeases.HeldLease lease, int generation, HashSet<int> buckets, CancellationToken ct)
    {
        Dictionary<CustomerId, IndexedCustomer> standing = [];
        await lease.RenewAsync(ct);
        await foreach (var customer in writer.ReadBucketsAsync(generation, buckets, ct))
        {
            await lease.RenewAsync(ct);
            standing[customer.Id] = customer;
        }

        return standing;
    }

    private static List<IndexDifference> Differences(
        Dictionary<CustomerId, int> fresh, Dictionary<CustomerId, IndexedCustomer> standing, HashSet<int> buckets)
    {
        List<IndexDifference> differences = [];
        foreach (var (id, hash) in fresh.Where(pair => buckets.Contains(CustomerBucket.Of(pair.Key))))
        {
            var found = standing.GetValueOrDefault(id);
            if (found.ContentHash is null)
                differences.Add(new(id, DifferenceKind.Missing, found.Version));
            else if (found.ContentHash != hash)
                differences.Add(new(id, DifferenceKind.Different, found.Version));
        }

        differences.AddRange(standing.Values.Where(c => c.ContentHash is not null && !fresh.ContainsKey(c.Id))
            .Select(c => new IndexDifference(c.Id, DifferenceKind.Extra, c.Version)));
        return differences;
    }
}
