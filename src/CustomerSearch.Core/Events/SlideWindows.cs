using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Events;

/// <summary>
/// Moves the windows of metrics and the status to the business day, for customers with an event that leaves a window or
/// with a silence that begins: nobody else is touched. Safe to run twice, and to be killed in between.
/// </summary>
public sealed class SlideWindows(IDatabase database, BusinessClock clock)
{
    private const int PageSize = 100;

    /// <summary>A month's last day clamps: the days by which a silence may begin earlier or later than its window says.</summary>
    private const int Clamp = 4;

    public async Task RunAsync(CancellationToken ct)
    {
        var today = clock.Today;
        if (await SlidToAsync(today, ct) is not { } before || before >= today)
            return;

        await EachPageAsync((db, after) => Leaving(db, before, today).Where(id => id > after), FollowEvents.PassDayAsync, ct);
        await EachPageAsync(
            (db, after) => Silent(db, before, today).Where(id => id > after),
            (db, ids, _, c) => FallSilentAsync(db, ids, before, c), ct);
        await database.WriteAsync(WritePriority.Interactive, (db, c) => db.WindowDays.Where(w => w.Day < today)
            .ExecuteUpdateAsync(set => set.SetProperty(w => w.Day, today), c), ct);
    }

    /// <returns>The day to which the windows were moved; null where this is the first.</returns>
    private Task<DateOnly?> SlidToAsync(DateOnly today, CancellationToken ct) =>
        database.WriteAsync<DateOnly?>(WritePriority.Interactive, async (db, c) =>
        {
            if (await db.WindowDays.AsNoTracking().SingleOrDefaultAsync(c) is { } row)
                return row.Day;

            db.WindowDays.Add(new WindowDay { Day = today });
            await db.SaveChangesAsync(c);
            return null;
        }, ct);

    private async Task EachPageAsync(
        Func<CustomerDb, CustomerId, IQueryable<CustomerId>> ids,
        Func<CustomerDb, IReadOnlyList<CustomerId>, BusinessClock, CancellationToken, Task> work, CancellationToken ct)
    {
        var after = new CustomerId(0);
        while (true)
        {
            List<CustomerId> page;
            await using (var db = database.Open())
                page = await ids(db, after).Distinct().OrderBy(id => id).Take(PageSize).ToListAsync(ct);
            if (page.Count == 0)
                return;

            await database.WriteAsync(WritePriority.Bulk, async (db, c) =>
            {
                await work(db, page, clock, c);
                return true;
            }, ct);
            after = page[^1];
        }
    }

    private static IQueryable<CustomerId> Leaving(CustomerDb db, DateOnly before, DateOnly today)
    {
        var (halfFrom, halfTo) = (Windows.SixMonths(before), Windows.SixMonths(today));
        var (yearFrom, yearTo) = (Windows.TwelveMonths(before), Windows.TwelveMonths(today));
        var (monthFrom, monthTo) = (Windows.ThirtyDays(before), Windows.ThirtyDays(today));
        return db.CustomerEvents.Where(e =>
            (e.Type == EventType.Order && e.Day >= halfFrom && e.Day < halfTo)
            || (e.Type == EventType.Order && e.Day >= yearFrom && e.Day < yearTo)
            || (e.Type == EventType.Login && e.Day >= monthFrom && e.Day < monthTo)).Select(e => e.CustomerId);
    }

    private static IQueryable<CustomerId> Silent(CustomerDb db, DateOnly before, DateOnly today)
    {
        var (silentFrom, silentTo) = Around(before, today, CustomerStatus.MonthsToSilence);
        var (lostFrom, lostTo) = Around(before, today, CustomerStatus.MonthsToLoss);
        return db.Customers.Where(c => c.StatusSetAt == null
            && ((c.LastOrderOn >= silentFrom && c.LastOrderOn <= silentTo) || (c.LastOrderOn >= lostFrom && c.LastOrderOn <= lostTo)))
            .Select(c => c.Id);
    }

    private static (DateOnly From, DateOnly To) Around(DateOnly before, DateOnly today, int months) =>
        (before.AddMonths(-months).AddDays(-Clamp), today.AddMonths(-months).AddDays(Clamp));

    /// <summary>Only who passes a bound between the two days: a status that was wrong before is nobody's concern here.</summary>
    private async Task FallSilentAsync(CustomerDb db, IReadOnlyList<CustomerId> ids, DateOnly before, CancellationToken ct)
    {
        foreach (var customer in await db.Customers.Where(c => ids.Contains(c.Id) && c.StatusSetAt == null).ToListAsync(ct))
        {
            var status = CustomerStatus.On(customer.LastOrderOn, clock.Today);
            if (customer.LastOrderOn is null || status == CustomerStatus.On(customer.LastOrderOn, before) || status == customer.Status)
                continue;

            customer.Status = status;
            customer.Version++;
            customer.UpdatedAt = clock.Now;
        }

        await db.SaveChangesAsync(ct);
    }
}
