using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Search;
using CustomerSearch.Core.Tags;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Tags;

public sealed class MoveTagDaySpecs : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task After_midnight_only_customers_whose_tags_the_day_changed_are_queued_and_found_by_the_new_tag()
    {
        var turning = world.NewCustomer("ED2026001", c => c.BornOn = new DateOnly(2008, 11, 25));
        var steady = world.NewCustomer("ED2026002", c => c.BornOn = new DateOnly(1990, 5, 1));
        await world.AddAsync(turning, steady);
        await world.IndexAsync();
        Assert.Equal(0, (await OfAgeAsync()).Count);
        world.Clock.Advance(TimeSpan.FromHours(13));

        await world.Get<MoveTagDay>().RunAsync(CancellationToken.None);

        Assert.Equal([turning.Id], await QueuedAsync());
        await world.IndexAsync();
        Assert.Equal("ED2026001", Assert.Single((await OfAgeAsync()).Hits).CustomerNo);
    }

    [Fact]
    public async Task Running_it_twice_queues_nobody_twice()
    {
        await world.AddAsync(world.NewCustomer("ED2026001", c => c.BornOn = new DateOnly(2008, 11, 25)));
        await world.IndexAsync();
        world.Clock.Advance(TimeSpan.FromHours(13));

        await world.Get<MoveTagDay>().RunAsync(CancellationToken.None);
        await world.Get<MoveTagDay>().RunAsync(CancellationToken.None);

        Assert.Single(await QueuedAsync());
    }

    [Fact]
    public async Task A_day_that_was_begun_and_not_finished_is_finished_at_the_next_run()
    {
        await world.AddAsync(world.NewCustomer("ED2026001", c => c.BornOn = new DateOnly(2008, 11, 25)));
        await world.IndexAsync();
        await world.Database.WriteAsync(WritePriority.Interactive, async (db, ct) =>
        {
            db.TagDays.Add(new TagDay { Day = new DateOnly(2026, 11, 25) });
            return await db.SaveChangesAsync(ct);
        }, CancellationToken.None);
        world.Clock.Advance(TimeSpan.FromHours(13));

        await world.Get<MoveTagDay>().RunAsync(CancellationToken.None);

        Assert.Single(await QueuedAsync());
    }

    [Fact]
    public async Task The_medians_are_taken_over_the_customers_with_an_order()
    {
        await world.AddAsync(
            Ordered("ED2026001", 3, 1, 100), Ordered("ED2026002", 10, 2, 200), Ordered("ED2026003", 40, 9, 900),
            world.NewCustomer("ED2026004"));
        world.Clock.Advance(TimeSpan.FromHours(13));

        await world.Get<MoveTagDay>().RunAsync(CancellationToken.None);

        await using var db = world.Database.Open();
        var day = await db.TagDays.OrderByDescending(d => d.Day).FirstAsync();
        Assert.Equal((11, 2, 200L), (day.RecencyDays, day.Orders6m, day.Spend12mFen));
    }

    private Customer Ordered(string number, int days, int orders, long fen) => world.NewCustomer(number, c =>
    {
        c.FirstOrderOn = c.LastOrderOn = new DateOnly(2026, 11, 24).AddDays(-days);
        (c.Metrics.Orders6m, c.Metrics.Spend12mFen) = (orders, fen);
    });

    private Task<SearchAnswer> OfAgeAsync() =>
        world.SearchAsync(new SearchRequest { Purpose = "来电咨询", Tags = new TagsRequest { All = ["年龄段/18-25"] } });

    private async Task<List<CustomerId>> QueuedAsync()
    {
        await using var db = world.Database.Open();
        return await db.IndexChanges.Select(x => x.CustomerId).ToListAsync();
    }
}
