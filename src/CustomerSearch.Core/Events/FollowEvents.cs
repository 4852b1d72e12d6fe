using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Events;

/// <summary>
/// Lets customers follow their events inside a unit of work. Metrics are computed anew from all events of the customer,
/// so that late, doubled and cancelled ones need no thought; what an import said stands until the first event of its kind.
/// </summary>
internal static class FollowEvents
{
    private static readonly EventType[] OfOrders = [EventType.Order, EventType.OrderCancelled, EventType.Return];

    /// <param name="fresh">Events that were just stored, of customers that are there.</param>
    public static async Task RunAsync(CustomerDb db, IReadOnlyList<CustomerEvent> fresh, BusinessClock clock, CancellationToken ct)
    {
        var ids = fresh.Select(e => e.CustomerId).Distinct().ToList();
        var customers = await db.Customers.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        await OrdersAsync(db, Having(OfOrders), clock.Today, ct);
        await LoginsAsync(db, Having(EventType.Login), clock.Today, ct);
        await ViewsAsync(db, [.. fresh.Where(e => e.Type == EventType.View)], ct);
        foreach (var contact in fresh.Where(e => e.Type == EventType.Contact))
            Contacted(customers[contact.CustomerId], contact.Day);

        db.ConsentChanges.AddRange(fresh.Where(e => e.Type == EventType.Consent).Select(e => new ConsentChange
        {
            CustomerId = e.CustomerId, Channel = e.Channel!, State = e.State!.Value, At = e.At, Source = Vocabulary.Imported,
        }));
        await SaveAsync(db, customers, clock, ct);

        Dictionary<CustomerId, Customer> Having(params EventType[] types) => fresh.Where(e => types.Contains(e.Type))
            .Select(e => e.CustomerId).Distinct().ToDictionary(id => id, id => customers[id]);
    }

    /// <summary>Computes the metrics of customers anew because a day has passed.</summary>
    public static async Task PassDayAsync(CustomerDb db, IReadOnlyList<CustomerId> ids, BusinessClock clock, CancellationToken ct)
    {
        var customers = await db.Customers.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, ct);
        await OrdersAsync(db, customers, clock.Today, ct);
        await LoginsAsync(db, customers, clock.Today, ct);
        await SaveAsync(db, customers, clock, ct);
    }

    private static async Task OrdersAsync(
        CustomerDb db, Dictionary<CustomerId, Customer> customers, DateOnly today, CancellationToken ct)
    {
        List<CustomerId> ids = [.. customers.Keys];
        if (ids.Count == 0)
            return;

        var events = (await db.CustomerEvents.AsNoTracking().Where(e => ids.Contains(e.CustomerId) && OfOrders.Contains(e.Type))
            .ToListAsync(ct)).ToLookup(e => e.CustomerId);
        var baselines = await db.OrderBaselines.Where(b => ids.Contains(b.CustomerId)).ToDictionaryAsync(b => b.CustomerId, ct);
        var interests = (await db.CustomerInterests.Where(i => ids.Contains(i.CustomerId) && i.Kind == InterestKind.Bought)
            .ToListAsync(ct)).ToLookup(i => i.CustomerId);
        foreach (var (id, customer) in customers)
        {
            // Only an order takes over from what was imported: a return or a cancellation alone tells of none.
            if (!events[id].Any(e => e.Type == EventType.Order))
                continue;

            if (!baselines.TryGetValue(id, out var baseline))
            {
                baseline = new()
                {
                    CustomerId = id, FirstOrderOn = customer.FirstOrderOn, LastOrderOn = customer.LastOrderOn,
                };
                db.OrderBaselines.Add(baseline);
            }

            var orders = OrderBook.Of(events[id]);
            Ordered(customer, orders, baseline, today);
            FollowStatus(customer, events[id], today);
            Bought(db, interests[id], id, orders, events[id]);
        }
    }

    private static void Ordered(Customer customer, List<Order> orders, OrderBaseline baseline, DateOnly today)
    {
        var lifetime = orders.Sum(o => o.NetFen);
        var yearly = orders.Where(o => o.Day >= Windows.TwelveMonths(today)).Sum(o => o.NetFen);
        var metrics = customer.Metrics;
        metrics.Orders6m = orders.Count(o => o.Day >= Windows.SixMonths(today));
        metrics.Spend12mFen = yearly;
        metrics.ArpuFen = yearly / 12;
        metrics.LifetimeSpendFen = lifetime;
        metrics.AverageOrderFen = orders.Count == 0 ? 0 : lifetime / orders.Count;
        metrics.ReturnRateBp = orders.Count == 0 ? 0 : (int)(orders.Count(o => o.IsReturned) * 10_000L / orders.Count);
        customer.FirstOrderOn = orders.Select(o => (DateOnly?)o.Day).Append(baseline.FirstOrderOn).Min();
        customer.LastOrderOn = orders.Select(o => (DateOnly?)o.Day).Append(baseline.LastOrderOn).Max();
    }

    /// <summary>A status set by hand holds until the next order, whatever becomes of that order.</summary>
    private static void FollowStatus(Customer customer, IEnumerable<CustomerEvent> events, DateOnly today)
    {
        if (customer.StatusSetAt is { } setAt && !events.Any(e => e.Type == EventType.Order && e.At > setAt))
            return;

        customer.StatusSetAt = null;
        customer.Status = CustomerStatus.On(customer.LastOrderOn, today);
    }

    /// <summary>The last day of each category that any order told of; one whose orders were all cancelled is gone.</summary>
    private static void Bought(
        CustomerDb db, IEnumerable<CustomerInterest> present, CustomerId id, List<Order> orders, IEnumerable<CustomerEvent> events)
    {
        var last = orders.SelectMany(o => o.Categories, (o, category) => (category, o.Day))
            .GroupBy(pair => pair.category, pair => pair.Day).ToDictionary(g => g.Key, g => g.Max());
        var known = present.ToDictionary(i => i.Category);
        foreach (var category in events.SelectMany(e => e.CategoryList).Distinct())
        {
            var interest = known.GetValueOrDefault(category);
            if (!last.TryGetValue(category, out var day))
            {
                if (interest is not null)
                    db.CustomerInterests.Remove(interest);
            }
            else if (interest is null)
            {
                db.CustomerInterests.Add(new() { CustomerId = id, Kind = InterestKind.Bought, Category = category, LastOn = day });
            }
            else
            {
                interest.LastOn = day;
            }
        }
    }

    private static async Task LoginsAsync(
        CustomerDb db, Dictionary<CustomerId, Customer> customers, DateOnly today, CancellationToken ct)
    {
        List<CustomerId> ids = [.. customers.Keys];
        if (ids.Count == 0)
            return;

        var since = Windows.ThirtyDays(today);
        var counts = await db.CustomerEvents.Where(e => ids.Contains(e.CustomerId) && e.Type == EventType.Login)
            .GroupBy(e => e.CustomerId).Select(g => new { g.Key, Within = g.Count(e => e.Day >= since) }).ToListAsync(ct);
        foreach (var count in counts)
            customers[count.Key].Metrics.Logins30d = count.Within;
    }

    private static async Task ViewsAsync(CustomerDb db, IReadOnlyList<CustomerEvent> views, CancellationToken ct)
    {
        if (views.Count == 0)
            return;

        var ids = views.Select(e => e.CustomerId).Distinct().ToList();
        var known = await db.CustomerInterests.Where(i => ids.Contains(i.CustomerId) && i.Kind == InterestKind.Viewed)
            .ToDictionaryAsync(i => (i.CustomerId, i.Category), ct);
        foreach (var (view, category) in views.SelectMany(e => e.CategoryList, (e, category) => (e, category)))
        {
            if (!known.TryGetValue((view.CustomerId, category), out var interest))
            {
                interest = new() { CustomerId = view.CustomerId, Kind = InterestKind.Viewed, Category = category, LastOn = view.Day };
                known[(view.CustomerId, category)] = interest;
                db.CustomerInterests.Add(interest);
            }
            else if (view.Day > interest.LastOn)
            {
                interest.LastOn = view.Day;
            }
        }
    }

    private static void Contacted(Customer customer, DateOnly day)
    {
        if (!(customer.FirstContactOn <= day))
            customer.FirstContactOn = day;
        if (!(customer.LastContactOn >= day))
            customer.LastContactOn = day;
    }

    /// <summary>Only who is changed by it gets another version, and with it another document.</summary>
    private static async Task SaveAsync(
        CustomerDb db, Dictionary<CustomerId, Customer> customers, BusinessClock clock, CancellationToken ct)
    {
        var tracker = db.ChangeTracker;
        tracker.DetectChanges();
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            var interests = tracker.Entries<CustomerInterest>().Where(e => e.State != EntityState.Unchanged);
            var consents = tracker.Entries<ConsentChange>().Where(e => e.State != EntityState.Unchanged);
            var parts = interests.Select(e => e.Entity.CustomerId).Concat(consents.Select(e => e.Entity.CustomerId)).ToHashSet();
            foreach (var (id, customer) in customers)
            {
                var entry = db.Entry(customer);
                if (entry.State == EntityState.Unchanged && !parts.Contains(id))
                    continue;

                entry.Property(c => c.Version).CurrentValue++;
                entry.Property(c => c.UpdatedAt).CurrentValue = clock.Now;
            }

            await db.SaveChangesAsync(ct);
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = true;
        }
    }
}
