using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>
/// Lets rule tags follow the business day: takes the day's medians, and puts every customer whose rule tags differ
/// between
/// the day before and this one into the queue of the index. Safe to run twice, and to be killed in between.
/// </summary>
public sealed class MoveTagDay(IDatabase database, BusinessClock clock)
{
    private const int PageSize = 1000;

    /// <summary>
    /// The new day is committed before customers are looked at: whoever changes a customer from then on gets
    /// documents of
    /// the new day, and whoever does not is compared here.
    /// </summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var (before, now) = await BeginAsync(ct);
        if (now.Applied)
            return;

        if (before is not null)
            await QueueChangedAsync(before, now, ct);

        await database.WriteAsync(WritePriority.Interactive, (db, c) => db.TagDays.Where(d => d.Day == now.Day)
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.Applied, true), c), ct);
    }

    private async Task<(TagDay? Before, TagDay Now)> BeginAsync(CancellationToken ct)
    {
        await using var reader = database.Open();
        var days = await reader.TagDays.AsNoTracking().OrderByDescending(d => d.Day).Take(2).ToListAsync(ct);
        if (days is [var latest, ..] && latest.Day >= clock.Today)
            return (days.ElementAtOrDefault(1), latest);

        // A day that was never finished is compared from the one before it: its documents may not all have followed.
        var before = days is [{ Applied: false }, var earlier] ? earlier : days.FirstOrDefault();
        var today = await TakeMediansAsync(reader, ct);
        await database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            await db.TagDays.Where(d => before == null || d.Day != before.Day).ExecuteDeleteAsync(c);
            db.TagDays.Add(today);
            return await db.SaveChangesAsync(c);
        }, ct);
        return (before, today);
    }

    /// <summary>Lower medians over the customers with an order; zero where there is none.</summary>
    private async Task<TagDay> TakeMediansAsync(CustomerDb db, CancellationToken ct)
    {
        var ordered = db.Customers.AsNoTracking().Where(c => c.LastOrderOn != null);
        var middle = Math.Max(0, (await ordered.CountAsync(ct) - 1) / 2);
        var lastOrder = await ordered.OrderByDescending(c => c.LastOrderOn).Skip(middle).Select(c => c.LastOrderOn).FirstOrDefaultAsync(ct);
        return new TagDay
        {
            Day = clock.Today,
            RecencyDays = lastOrder is { } day ? clock.Today.DayNumber - day.DayNumber : 0,
            Orders6m = await ordered.OrderBy(c => c.Metrics.Orders6m).Skip(middle)
                .Select(c => c.Metrics.Orders6m).FirstOrDefaultAsync(ct),
            Spend12mFen = await ordered.OrderBy(c => c.Metrics.Spend12mFen).Skip(middle)
                .Select(c => c.Metrics.Spend12mFen).FirstOrDefaultAsync(ct),
        };
    }

    private async Task QueueChangedAsync(TagDay before, TagDay now, CancellationToken ct)
    {
        await using var db = database.Open();
        var rules = (await TagCatalogue.LoadAsync(db, now, ct)).Rules;
        var after = new CustomerId(0);
        while (true)
        {
            var page = await db.Customers.AsNoTracking().Include(c => c.Interests).Include(c => c.Tags).AsSplitQuery()
                .Where(c => c.Id > after).OrderBy(c => c.Id).Take(PageSize).ToListAsync(ct);
            if (page.Count == 0)
                return;

            var changed = page.Where(c => !rules.Terms(c, before).SequenceEqual(rules.Terms(c, now), StringComparer.Ordinal))
                .Select(c => c.Id).ToList();
            if (changed.Count > 0)
            {
                await database.WriteAsync(WritePriority.Bulk, async (writer, c) =>
                {
                    writer.IndexChanges.AddRange(changed.Select(id => new IndexChange { CustomerId = id, At = clock.Now }));
                    return await writer.SaveChangesAsync(c);
                }, ct);
            }

            after = page[^1].Id;
        }
    }
}
