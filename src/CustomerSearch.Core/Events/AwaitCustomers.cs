using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Events;

/// <summary>
/// Gives parked events to their customers once these are there, and rejects those whose week is over. Safe to run twice
/// at once.
/// </summary>
public sealed class AwaitCustomers(IDatabase database, BusinessClock clock)
{
    private const int PageSize = 200;

    public async Task RunAsync(CancellationToken ct)
    {
        long? after = 0;
        while (after is { } id)
            after = await PageAsync(id, ct);
    }

    /// <returns>Where the next page begins; null after the last.</returns>
    private async Task<long?> PageAsync(long after, CancellationToken ct)
    {
        List<CustomerEvent> page;
        Dictionary<string, CustomerId?> customers;
        await using (var db = database.Open())
        {
            page = await db.CustomerEvents.AsNoTracking().Where(e => e.ParkedUntil != null && e.Id > after)
                .OrderBy(e => e.Id).Take(PageSize).ToListAsync(ct);
            customers = await EventWriter.ResolveAsync(db, [.. page.Select(e => e.Reference!).Distinct()], ct);
        }

        var due = page.Where(e => customers.ContainsKey(e.Reference!) || e.ParkedUntil <= clock.Now).Select(e => e.Id).ToList();
        if (due.Count > 0)
            await database.WriteAsync(WritePriority.Bulk, (db, c) => WriteAsync(db, due, c), ct);

        return page.Count < PageSize ? null : page[^1].Id;
    }

    private async Task<bool> WriteAsync(CustomerDb db, List<long> due, CancellationToken ct)
    {
        var events = await db.CustomerEvents.Where(e => due.Contains(e.Id) && e.ParkedUntil != null).ToListAsync(ct);
        var customers = await EventWriter.ResolveAsync(db, [.. events.Select(e => e.Reference!).Distinct()], ct);
        List<CustomerEvent> fresh = [];
        foreach (var e in events)
        {
            if (customers.TryGetValue(e.Reference!, out var customer) && customer is { } there)
            {
                (e.CustomerId, e.Reference, e.ParkedUntil) = (there, null, null);
                fresh.Add(e);
            }
            else
            {
                var isDeleted = customers.ContainsKey(e.Reference!);
                Reject(db, e, isDeleted ? "The customer was deleted." : "The customer did not come within seven days.");
            }
        }

        await db.SaveChangesAsync(ct);
        await FollowEvents.RunAsync(db, fresh, clock, ct);
        foreach (var batch in events.GroupBy(e => e.BatchId))
        {
            var (found, all) = (batch.Count(fresh.Contains), batch.Count());
            await db.EventBatches.Where(b => b.Id == batch.Key).ExecuteUpdateAsync(set => set
                .SetProperty(b => b.Parked, b => b.Parked - all)
                .SetProperty(b => b.Created, b => b.Created + found)
                .SetProperty(b => b.Rejected, b => b.Rejected + all - found), ct);
        }

        return true;
    }

    /// <summary>The event is forgotten with its id, so that it can be sent again.</summary>
    private static void Reject(CustomerDb db, CustomerEvent e, string message)
    {
        db.CustomerEvents.Remove(e);
        db.EventRejects.Add(EventRejects.Of(e.BatchId, new ReadEvent.Bad(
            e.Row, e.EventId, EventRejects.NumberOf(e.Reference), EventReader.Error("customerNo", message))));
    }
}
