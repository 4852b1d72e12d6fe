using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>
/// Gives customers of merged tags the successor itself. Nobody waits for it: the catalogue counts the one as the other
/// from the merge on. Safe to run twice at once, and to be killed in between.
/// </summary>
public sealed class MoveMergedTags(IDatabase database)
{
    private const int PageSize = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        while (await database.WriteAsync(WritePriority.Bulk, MovePageAsync, ct))
        {
        }
    }

    /// <returns>Whether more may be left.</returns>
    private static async Task<bool> MovePageAsync(CustomerDb db, CancellationToken ct)
    {
        var next = await (
            from set in db.CustomerTags
            join tag in db.Tags on set.TagId equals tag.Id
            where tag.MergedInto != null
            orderby tag.Id
            select new { tag.Id, Into = tag.MergedInto!.Value }).FirstOrDefaultAsync(ct);
        if (next is null)
            return false;

        var customers = await db.CustomerTags.Where(t => t.TagId == next.Id).OrderBy(t => t.CustomerId).Take(PageSize)
            .Select(t => t.CustomerId).ToListAsync(ct);
        var moving = db.CustomerTags.Where(t => t.TagId == next.Id && customers.Contains(t.CustomerId));
        await moving.Where(t => !db.CustomerTags.Any(other => other.CustomerId == t.CustomerId && other.TagId == next.Into))
            .ExecuteUpdateAsync(set => set.SetProperty(t => t.TagId, next.Into), ct);
        await moving.ExecuteDeleteAsync(ct);
        return true;
    }
}
