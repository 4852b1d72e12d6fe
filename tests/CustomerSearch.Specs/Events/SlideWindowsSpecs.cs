using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Events;
using Microsoft.EntityFrameworkCore;
using static CustomerSearch.Specs.Events.EventWorld;

namespace CustomerSearch.Specs.Events;

/// <summary>Today is 24 November 2026; the next day begins twelve hours from now.</summary>
public sealed class SlideWindowsSpecs : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        world = await World.StartAsync();
        await world.Get<SlideWindows>().RunAsync(default);
        await world.AddAsync([.. Enumerable.Range(1, 6).Select(i => world.NewCustomer($"ED2026{i:000}"))]);
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_night_touches_only_customers_with_an_event_that_leaves_a_window_or_a_silence_that_begins()
    {
        await world.SendAsync(
            Order("e1", "A", "2026-05-24", 100), Order("e2", "B", "2026-05-25", 100, "ED2026002"), Order("e3", "C", "2025-11-24", 100, "ED2026003"),
            new { eventId = "l4", customerNo = "ED2026004", type = "login", at = At("2026-10-25") },
            new { eventId = "l5", customerNo = "ED2026005", type = "login", at = At("2026-10-26") },
            Order("e6", "D", "2026-08-25", 100, "ED2026006"));
        await world.IndexAsync();
        var before = await VersionsAsync();
        world.Clock.Advance(TimeSpan.FromHours(13));

        await world.Get<SlideWindows>().RunAsync(default);

        var after = await VersionsAsync();
        Assert.Equal(["ED2026001", "ED2026003", "ED2026004", "ED2026006"], after.Where(v => before[v.Key] != v.Value).Select(v => v.Key));
        Assert.Equal((0, 1), ((await world.CustomerAsync("ED2026001")).Metrics.Orders6m, (await world.CustomerAsync("ED2026002")).Metrics.Orders6m));
        Assert.Equal((0L, 100L), ((await world.CustomerAsync("ED2026003")).Metrics.Spend12mFen, (await world.CustomerAsync("ED2026003")).Metrics.LifetimeSpendFen));
        Assert.Equal((0, 1), ((await world.CustomerAsync("ED2026004")).Metrics.Logins30d, (await world.CustomerAsync("ED2026005")).Metrics.Logins30d));
        Assert.Equal("沉默客户", (await world.CustomerAsync("ED2026006")).Status);
        await using var db = world.Database.Open();
        Assert.Equal(4, (await db.IndexChanges.Select(x => x.CustomerId).ToListAsync()).Distinct().Count());
    }

    [Theory]
    [InlineData("2026-08-24", "成交客户", "2026-11-24", "成交客户")]
    [InlineData("2026-08-25", "成交客户", "2026-11-25", "沉默客户")]
    [InlineData("2025-11-25", "沉默客户", "2026-11-25", "流失客户")]
    [InlineData("2026-11-30", "成交客户", "2027-02-27", "成交客户")]
    [InlineData("2026-11-30", "成交客户", "2027-02-28", "沉默客户")]
    public async Task Status_follows_the_day_on_which_a_silence_begins_also_without_events(string lastOrder, string now, string day, string then)
    {
        await SetAsync(c => (c.LastOrderOn, c.Status) = (DateOnly.Parse(lastOrder), now));

        await SlideToAsync(DateOnly.Parse(day));

        Assert.Equal(then, (await world.CustomerAsync("ED2026001")).Status);
    }

    [Fact]
    public async Task A_status_set_by_hand_outlasts_any_silence()
    {
        await SetAsync(c => (c.LastOrderOn, c.Status, c.StatusSetAt) = (new(2026, 8, 25), "成交客户", world.Clock.GetUtcNow()));

        await SlideToAsync(new DateOnly(2028, 1, 1));

        Assert.Equal("成交客户", (await world.CustomerAsync("ED2026001")).Status);
    }

    [Fact]
    public async Task Nights_that_were_missed_are_made_up_for_and_a_second_run_changes_nothing()
    {
        await world.SendAsync(Order("e1", "A", "2026-06-10", 100), Order("e2", "B", "2026-11-10", 100, "ED2026002"));
        await SlideToAsync(new DateOnly(2027, 3, 1));

        Assert.Equal((0, 1), ((await world.CustomerAsync("ED2026001")).Metrics.Orders6m, (await world.CustomerAsync("ED2026002")).Metrics.Orders6m));
        Assert.Equal(("沉默客户", "沉默客户"), ((await world.CustomerAsync("ED2026001")).Status, (await world.CustomerAsync("ED2026002")).Status));
        var versions = await VersionsAsync();
        await world.Get<SlideWindows>().RunAsync(default);
        Assert.Equal(versions, await VersionsAsync());
    }

    private async Task SlideToAsync(DateOnly day)
    {
        var clock = world.Get<BusinessClock>();
        world.Clock.SetUtcNow(clock.StartOf(day) + TimeSpan.FromHours(1) > clock.Now ? clock.StartOf(day) + TimeSpan.FromHours(1) : clock.Now);
        await world.Get<SlideWindows>().RunAsync(default);
    }

    private Task SetAsync(Action<Customer> change) => world.Database.WriteAsync(WritePriority.Interactive, async (db, ct) =>
    {
        change(await db.Customers.SingleAsync(c => c.Number == "ED2026001", ct));
        return await db.SaveChangesAsync(ct);
    }, default);

    private async Task<SortedDictionary<string, long>> VersionsAsync()
    {
        await using var db = world.Database.Open();
        return new(await db.Customers.ToDictionaryAsync(c => c.Number, c => c.Version), StringComparer.Ordinal);
    }
}
