using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Events;
using Microsoft.EntityFrameworkCore;
using static CustomerSearch.Specs.Events.EventWorld;

namespace CustomerSearch.Specs.Events;

public sealed class RefusedEventSpecs : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        world = await World.StartAsync();
        await world.AddAsync(world.NewCustomer("ED2026001"));
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData("""{"eventId":"e","customerNo":"ED2026001","type":"login","at":"2026-11-24T12:05:01+08:00"}""", "at")]
    [InlineData("""{"eventId":"e","customerNo":"ED2026001","type":"login","at":"2026-11-24T12:00:00"}""", "at")]
    [InlineData("""{"eventId":"e","customerNo":"ED2026001","type":"login","at":"1999-11-24T12:00:00Z"}""", "at")]
    [InlineData("""{"eventId":"e","customerNo":"ED2026001","type":"order","at":"2026-11-24T12:00:00Z","orderId":"A","amountFen":-1}""", "amountFen", "at")]
    [InlineData("""{"eventId":"e","customerNo":"ED2026001","type":"order","at":"2026-11-20T12:00:00Z","orderId":"A","amountFen":1000000000000000}""", "amountFen")]
    [InlineData("""{"eventId":"e","customerNo":"ED2026001","type":"order","at":"2026-11-20T12:00:00Z","amountFen":1}""", "orderId")]
    [InlineData("""{"eventId":"e","customerNo":"ED2026001","type":"order","at":"2026-11-20T12:00:00Z","orderId":"A","amountFen":1.5}""", "amountFen")]
    [InlineData("""{"eventId":"e","customerNo":"ED2026001","type":"view","at":"2026-11-20T12:00:00Z"}""", "categories")]
    [InlineData("""{"eventId":"e","customerNo":"ED2026001","type":"view","at":"2026-11-20T12:00:00Z","categories":["a\nb"]}""", "categories")]
    [InlineData("""{"eventId":"e","customerNo":"ED2026001","type":"consent","at":"2026-11-20T12:00:00Z","channel":"飞鸽","state":"maybe"}""", "channel", "state")]
    [InlineData("""{"eventId":"e","customerNo":"ED2026001","type":"login","at":"2026-11-20T12:00:00Z","orderId":"A","amountFen":1}""", "amountFen", "orderId")]
    [InlineData("""{"eventId":"e","type":"login","at":"2026-11-20T12:00:00Z"}""", "customerNo")]
    [InlineData("""{"eventId":"e","customerNo":"ED2026001","external":{"system":"a","id":"b"},"type":"login","at":"2026-11-20T12:00:00Z"}""", "customerNo")]
    [InlineData("""{"eventId":"e","external":{"system":"a/b","id":"c"},"type":"login","at":"2026-11-20T12:00:00Z"}""", "external")]
    [InlineData("""{"eventId":"e","customerNo":"XX1","type":"login","at":"2026-11-20T12:00:00Z"}""", "customerNo")]
    [InlineData("""{"customerNo":"ED2026001","type":"dance","at":"2026-11-20T12:00:00Z"}""", "eventId", "type")]
    [InlineData("""{"eventId":"e","customerNo":"ED2026001","type":"login","at":"2026-11-20T12:00:00Z","weather":"fine"}""", "weather")]
    [InlineData("""{"eventId":"e","eventId":"f","customerNo":"ED2026001","type":"login","at":"2026-11-20T12:00:00Z"}""", "eventId")]
    [InlineData("""{"eventId":"e" """, "")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    public async Task A_line_that_cannot_be_is_rejected_with_every_reason_and_its_neighbours_are_taken(string line, params string[] fields)
    {
        var batch = await world.SendAsync(Login("before", "2026-11-20"), line, Login("after", "2026-11-20"));

        Assert.Equal((2, 1, 3), (batch.Created, batch.Rejected, batch.RowsRead));
        var reject = Assert.Single(await world.RejectsAsync(batch));
        Assert.Equal(2, reject.Row);
        Assert.Equal(fields, reject.Errors.EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Five_minutes_ahead_is_taken()
    {
        Assert.Equal(1, (await world.SendAsync(Login("e", "2026-11-24T12:05:00+08:00"))).Created);
    }

    [Fact]
    public async Task Blank_lines_and_carriage_returns_are_no_events_and_count_as_rows()
    {
        var batch = await world.SendAsync("\r", Login("e1", "2026-11-20"), "", "  ");

        Assert.Equal((1, 0), (batch.Created, batch.Rejected));
        Assert.Equal(batch.BytesTotal, batch.BytesRead);
    }

    [Fact]
    public async Task The_event_of_a_customer_who_comes_later_waits_and_then_counts()
    {
        var order = Order("e1", "A", "2026-11-20", 100, "ED2026777");
        var external = new { eventId = "e2", external = new { system = "ERP", id = "77" }, type = "login", at = At("2026-11-20") };
        Assert.Equal((0, 2), (await world.SendAsync(order, external) is var first ? (first.Created, first.Parked) : default));
        Assert.Equal(1, (await world.SendAsync(order)).Unchanged);
        Assert.Equal(1, (await world.SendAsync(Order("e1", "A", "2026-11-20", 999, "ED2026777"))).Rejected);

        await world.Get<AwaitCustomers>().RunAsync(default);
        await world.AddAsync(world.NewCustomer("ED2026777", c => c.ExternalIds.Add(new ExternalId { System = "ERP", Value = "77" })));
        world.Clock.Advance(TimeSpan.FromDays(6));
        await world.Get<AwaitCustomers>().RunAsync(default);
        await world.Get<AwaitCustomers>().RunAsync(default);

        var customer = await world.CustomerAsync("ED2026777");
        Assert.Equal((1, 100L, 1), (customer.Metrics.Orders6m, customer.Metrics.Spend12mFen, customer.Metrics.Logins30d));
        var batch = (await world.Get<ReadEventBatches>().FindAsync(first.ImportId, world.System(), default))!;
        Assert.Equal((2, 0, 0), (batch.Created, batch.Parked, batch.Rejected));
        await using var db = world.Database.Open();
        Assert.All(await db.CustomerEvents.ToListAsync(), e => Assert.Null(e.Reference));
    }

    [Fact]
    public async Task After_seven_days_a_parked_event_becomes_a_reject_and_may_be_sent_again()
    {
        var batch = await world.SendAsync(Order("e1", "A", "2026-11-20", 100, "ED2026777"));
        world.Clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await world.Get<AwaitCustomers>().RunAsync(default);
        Assert.Empty(await world.RejectsAsync(batch));

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Get<AwaitCustomers>().RunAsync(default);

        var reject = Assert.Single(await world.RejectsAsync(batch));
        Assert.Equal((1, "ED2026777", "The customer did not come within seven days."),
            (reject.Row, reject.CustomerNo, reject.Errors.GetProperty("customerNo")[0].GetString()));
        await world.AddAsync(world.NewCustomer("ED2026777"));
        Assert.Equal(1, (await world.SendAsync(Order("e1", "A", "2026-11-20", 100, "ED2026777"))).Created);
    }

    [Fact]
    public async Task The_event_of_a_deleted_customer_is_rejected()
    {
        await world.SendAsync(Login("parked", "2026-11-20"), new { eventId = "p", customerNo = "ED2026002", type = "login", at = At("2026-11-20") });
        await world.AddAsync(world.NewCustomer("ED2026002"));
        await world.Database.WriteAsync(WritePriority.Interactive, (db, ct) => db.Customers
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.DeletedAt, world.Clock.GetUtcNow()), ct), default);

        var batch = await world.SendAsync(Order("e1", "A", "2026-11-20", 100));
        await world.Get<AwaitCustomers>().RunAsync(default);

        Assert.Equal("The customer was deleted.", Assert.Single(await world.RejectsAsync(batch)).Errors.GetProperty("customerNo")[0].GetString());
        await using var db = world.Database.Open();
        Assert.Equal(["parked"], await db.CustomerEvents.Select(e => e.EventId).ToListAsync());
        Assert.Equal(2, await db.EventRejects.CountAsync());
    }
}
