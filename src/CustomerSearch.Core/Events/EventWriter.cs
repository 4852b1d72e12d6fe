using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Events;

/// <summary>What became of the lines of a page.</summary>
internal sealed record WrittenPage(int Created, int Unchanged, int Parked, IReadOnlyList<ReadEvent.Bad> Rejects);

/// <summary>Stores the events of a page inside a unit of work, each once, and lets their customers follow.</summary>
internal sealed class EventWriter(CustomerDb db, IBulkWriter bulk, BusinessClock clock)
{
    /// <summary>How long an unknown customer is waited for.</summary>
    public static readonly TimeSpan Parking = TimeSpan.FromDays(7);

    public async Task<WrittenPage> WriteAsync(AccountId account, IReadOnlyList<ReadEvent> page, CancellationToken ct)
    {
        var good = page.OfType<ReadEvent.Good>().ToList();
        List<ReadEvent.Bad> rejects = [.. page.OfType<ReadEvent.Bad>()];
        var ids = good.ConvertAll(g => g.Event.EventId);
        var known = await db.CustomerEvents.Where(e => e.AccountId == account && ids.Contains(e.EventId))
            .Select(e => new { e.EventId, e.ContentHash }).ToDictionaryAsync(e => e.EventId, e => e.ContentHash, ct);
        var customers = await ResolveAsync(db, [.. good.Select(g => g.Event.Reference!).Distinct()], ct);
        var unchanged = 0;
        List<CustomerEvent> fresh = [];
        List<CustomerEvent> waiting = [];
        foreach (var (row, e) in good)
        {
            if (known.TryGetValue(e.EventId, out var hash))
            {
                if (hash.AsSpan().SequenceEqual(e.ContentHash))
                    unchanged++;
                else
                    rejects.Add(Reject(row, e, "eventId", "Was sent before, with other content."));
                continue;
            }

            if (customers.TryGetValue(e.Reference!, out var customer))
            {
                if (customer is not { } there)
                {
                    rejects.Add(Reject(row, e, "customerNo", "The customer was deleted."));
                    continue;
                }

                (e.CustomerId, e.Reference) = (there, null);
                fresh.Add(e);
            }
            else
            {
                e.ParkedUntil = clock.Now + Parking;
                waiting.Add(e);
            }

            known[e.EventId] = e.ContentHash;
        }

        bulk.Insert(db, [.. fresh, .. waiting]);
        await FollowEvents.RunAsync(db, fresh, clock, ct);
        return new WrittenPage(fresh.Count, unchanged, waiting.Count, rejects);
    }

    /// <summary>Whom references name: a customer, null for one that was deleted; absent for nobody.</summary>
    public static async Task<Dictionary<string, CustomerId?>> ResolveAsync(
        CustomerDb db, IReadOnlyList<string> references, CancellationToken ct)
    {
        Dictionary<string, CustomerId?> found = [];
        var numbers = references.Where(r => !r.Contains('/', StringComparison.Ordinal)).ToList();
        if (numbers.Count > 0)
        {
            foreach (var customer in await db.Customers.IgnoreQueryFilters().Where(c => numbers.Contains(c.Number))
                .Select(c => new { c.Number, c.Id, c.DeletedAt }).ToListAsync(ct))
                found[customer.Number] = customer.DeletedAt is null ? customer.Id : null;
        }

        if (numbers.Count == references.Count)
            return found;

        var named = references.Where(r => r.Contains('/', StringComparison.Ordinal)).Select(r => r.Split('/', 2)).ToList();
        var (systems, values) = (named.Select(n => n[0]).Distinct().ToList(), named.Select(n => n[1]).Distinct().ToList());
        var matches = await (
            from external in db.ExternalIds
            join customer in db.Customers.IgnoreQueryFilters() on external.CustomerId equals customer.Id
            where systems.Contains(external.System) && values.Contains(external.Value)
            select new { external.System, external.Value, customer.Id, customer.DeletedAt }).ToListAsync(ct);
        foreach (var match in matches)
            found[$"{match.System}/{match.Value}"] = match.DeletedAt is null ? match.Id : null;

        return found;
    }

    private static ReadEvent.Bad Reject(int row, CustomerEvent e, string field, string message) =>
        new(row, e.EventId, EventRejects.NumberOf(e.Reference), EventReader.Error(field, message));
}
