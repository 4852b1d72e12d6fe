using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Events;
using CustomerSearch.Core.Tags;
using Microsoft.EntityFrameworkCore;
using static CustomerSearch.Specs.Events.EventWorld;

namespace CustomerSearch.Specs.Events;

/// <summary>Today is 24 November 2026.</summary>
public sealed class EventSpecs : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        world = await World.StartAsync();
        await world.AddAsync(world.NewCustomer("ED2026001", c => c.ExternalIds.Add(new ExternalId { System = "ERP", Value = "7/1" })));
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Orders_move_metrics_dates_status_preferences_and_through_rules_tags()
    {
        await world.IndexAsync();

        var batch = await world.SendAsync(
            Order("e1", "A", "2026-11-20", 9_000_000, categories: ["家电", "登山"]), Order("e2", "B", "2026-05-23", 1_000_000),
            Order("e3", "C", "2025-11-23", 500));

        Assert.Equal(("done", 3, 0), (batch.State, batch.Created, batch.Rejected));
        var customer = await world.CustomerAsync("ED2026001");
        var m = customer.Metrics;
        Assert.Equal((1, 10_000_000L, 833_333L, 10_000_500L, 3_333_500L, 0),
            (m.Orders6m, m.Spend12mFen, m.ArpuFen, m.LifetimeSpendFen, m.AverageOrderFen, m.ReturnRateBp));
        Assert.Equal(("成交客户", new DateOnly(2025, 11, 23), new DateOnly(2026, 11, 20)),
            (customer.Status, customer.FirstOrderOn, customer.LastOrderOn));
        await world.IndexAsync();
        foreach (var tag in (string[])["价值层级/高价值", "购买频次/中频", "产品偏好/登山", "客户阶段/老客户"])
            Assert.Equal(1, (await world.SearchAsync(new() { Purpose = "来电咨询", Tags = new() { All = [tag] } })).Count);
        var made = (await world.Get<CurrentCatalogue>().GetAsync(default)).Find("产品偏好/登山")!.Value.Tag;
        Assert.Equal(("近6个月购买过登山", TagOrigin.Rule), (made.Definition, made.Origin));
    }

    [Theory]
    [InlineData("2026-05-24", 1)]
    [InlineData("2026-05-23", 0)]
    public async Task An_order_on_the_last_day_of_the_six_months_counts_and_one_a_day_before_does_not(string on, int orders)
    {
        await world.SendAsync(Order("e1", "A", on, 100));

        Assert.Equal(orders, (await world.CustomerAsync("ED2026001")).Metrics.Orders6m);
    }

    [Theory]
    [InlineData("2025-11-24", 100)]
    [InlineData("2025-11-23", 0)]
    [InlineData("2025-11-23T16:30:00Z", 100)]
    public async Task Spend_of_twelve_months_begins_with_a_business_day(string on, long fen)
    {
        await world.SendAsync(Order("e1", "A", on, 100));

        Assert.Equal(fen, (await world.CustomerAsync("ED2026001")).Metrics.Spend12mFen);
    }

    [Theory]
    [InlineData("2026-10-25", 1)]
    [InlineData("2026-10-24", 0)]
    public async Task A_login_on_the_last_day_of_the_thirty_counts_and_one_a_day_before_does_not(string on, int logins)
    {
        await world.SendAsync(Login("e1", on));

        Assert.Equal(logins, (await world.CustomerAsync("ED2026001")).Metrics.Logins30d);
    }

    [Fact]
    public async Task The_same_event_again_changes_nothing_and_another_one_under_its_id_is_a_reject()
    {
        await world.SendAsync(Order("e1", "A", "2026-11-20", 100));
        var version = (await world.CustomerAsync("ED2026001")).Version;

        var batch = await world.SendAsync(Order("e1", "A", "2026-11-20", 100), Order("e1", "A", "2026-11-20", 101), Login("e2", "2026-11-20"), Login("e2", "2026-11-20"));

        Assert.Equal((1, 2, 1), (batch.Created, batch.Unchanged, batch.Rejected));
        var reject = Assert.Single(await world.RejectsAsync(batch));
        Assert.Equal((2, "e1", "ED2026001", "Was sent before, with other content."),
            (reject.Row, reject.EventId, reject.CustomerNo, reject.Errors.GetProperty("eventId")[0].GetString()));
        Assert.Equal((version + 1, 100L), ((await world.CustomerAsync("ED2026001")).Version, (await world.CustomerAsync("ED2026001")).Metrics.Spend12mFen));
    }

    [Fact]
    public async Task A_cancellation_counts_whether_it_comes_before_or_after_its_order()
    {
        await world.SendAsync(Cancel("c1", "A", "2026-11-21"), Order("e2", "B", "2026-11-01", 300, categories: "图书"));
        await world.SendAsync(Order("e1", "A", "2026-11-20", 500), Cancel("c2", "B", "2026-11-02"));

        var customer = await world.CustomerAsync("ED2026001");
        Assert.Equal((0, 0L, "潜在客户"), (customer.Metrics.Orders6m, customer.Metrics.LifetimeSpendFen, customer.Status));
        Assert.Null(customer.LastOrderOn);
        Assert.Empty(customer.Interests);
    }

    [Fact]
    public async Task The_latest_word_on_an_order_holds_and_a_return_takes_off_its_money_and_counts_in_the_rate()
    {
        await world.SendAsync(
            Order("e2", "A", "2026-11-21", 900), Order("e1", "A", "2026-11-20", 500), Order("e3", "B", "2026-11-20", 100), Order("e4", "C", "2026-11-20", 0),
            new { eventId = "r1", customerNo = "ED2026001", type = "return", at = At("2026-11-22"), orderId = "B", amountFen = 250 });

        var m = (await world.CustomerAsync("ED2026001")).Metrics;
        Assert.Equal((3, 900L, 300L, 3333), (m.Orders6m, m.Spend12mFen, m.AverageOrderFen, m.ReturnRateBp));
    }

    [Fact]
    public async Task What_was_imported_stands_until_the_first_event_of_its_kind_and_earlier_order_days_are_kept()
    {
        await world.AddAsync(world.NewCustomer("ED2026002", c =>
        {
            (c.FirstOrderOn, c.LastOrderOn, c.Status) = (new(2019, 1, 1), new(2026, 6, 1), "沉默客户");
            c.Metrics = new() { Orders6m = 7, Logins30d = 9, Spend12mFen = 100, LifetimeSpendFen = 1000, ReturnRateBp = 5 };
        }));

        await world.SendAsync(new { eventId = "l1", customerNo = "ED2026002", type = "login", at = At("2026-11-20") });
        var afterLogin = await world.CustomerAsync("ED2026002");
        Assert.Equal((7, 1, 1000L, "沉默客户"), (afterLogin.Metrics.Orders6m, afterLogin.Metrics.Logins30d, afterLogin.Metrics.LifetimeSpendFen, afterLogin.Status));
        await world.SendAsync(Order("e1", "A", "2025-12-01", 40, "ED2026002"));

        var c = await world.CustomerAsync("ED2026002");
        Assert.Equal((0, 40L, 40L, 0), (c.Metrics.Orders6m, c.Metrics.Spend12mFen, c.Metrics.LifetimeSpendFen, c.Metrics.ReturnRateBp));
        Assert.Equal((new DateOnly(2019, 1, 1), new DateOnly(2026, 6, 1), "沉默客户"), (c.FirstOrderOn, c.LastOrderOn, c.Status));
    }

    [Fact]
    public async Task A_status_set_by_hand_holds_until_the_next_order_and_a_late_older_one_does_not_end_it()
    {
        await world.Database.WriteAsync(WritePriority.Interactive, (db, ct) => db.Customers.ExecuteUpdateAsync(set => set
            .SetProperty(c => c.Status, "流失客户")
            .SetProperty(c => c.StatusSetAt, new DateTimeOffset(2026, 11, 10, 0, 0, 0, TimeSpan.Zero)), ct), default);

        await world.SendAsync(Order("e1", "A", "2026-11-01", 100));
        Assert.Equal("流失客户", (await world.CustomerAsync("ED2026001")).Status);
        await world.SendAsync(Order("e2", "B", "2026-11-11", 100));

        Assert.Equal("成交客户", (await world.CustomerAsync("ED2026001")).Status);
    }

    [Fact]
    public async Task Views_contacts_and_consents_leave_their_mark_late_ones_too()
    {
        await world.SendAsync(
            new { eventId = "v1", customerNo = "ED2026001", type = "view", at = At("2026-11-20"), categories = new[] { "数码" } },
            new { eventId = "v2", external = new { system = "ERP", id = "7/1" }, type = "view", at = At("2026-10-20"), categories = new[] { "数码", "图书" } },
            new { eventId = "k1", customerNo = "ED2026001", type = "contact", at = At("2026-11-20"), channel = "电话" },
            new { eventId = "k2", customerNo = "ED2026001", type = "contact", at = At("2026-10-20") },
            new { eventId = "s1", customerNo = "ED2026001", type = "consent", at = At("2026-11-20"), channel = "短信", state = "withdrawn" },
            new { eventId = "s2", customerNo = "ED2026001", type = "consent", at = At("2026-10-20"), channel = "短信", state = "given" });

        var customer = await world.CustomerAsync("ED2026001");
        Assert.Equal([("图书", new DateOnly(2026, 10, 20)), ("数码", new DateOnly(2026, 11, 20))],
            customer.Interests.OrderBy(i => i.LastOn).Select(i => (i.Category, i.LastOn)));
        Assert.Equal((new DateOnly(2026, 10, 20), new DateOnly(2026, 11, 20)), (customer.FirstContactOn, customer.LastContactOn));
        Assert.Equal(2, customer.Consents.Count);
        Assert.Equal(ConsentState.Withdrawn, customer.Consents.MaxBy(c => c.At)!.State);
    }

    [Fact]
    public async Task Taking_a_batch_leaves_one_record_and_the_lines_are_durable_before_and_gone_after()
    {
        await world.TakeAsync(Login("l1", "2026-11-20"));

        await using var db = world.Database.Open();
        var record = await db.Records.AsNoTracking().SingleAsync();
        Assert.Equal(("take-events", "system1"), (record.Kind, record.UserName));
        Assert.Single(await db.EventBodies.AsNoTracking().ToListAsync());
        await world.Get<ApplyEvents>().RunAsync(default);
        Assert.Empty(await db.EventBodies.AsNoTracking().ToListAsync());
        Assert.Equal(1, (await world.CustomerAsync("ED2026001")).Metrics.Logins30d);
    }

    [Fact]
    public async Task A_category_that_nobody_knew_becomes_a_tag_on_record_once()
    {
        await world.SendAsync(Order("e1", "A", "2026-11-20", 1, categories: ["露营", "家电"]));
        await world.SendAsync(Order("e2", "B", "2026-11-20", 1, categories: ["露营"]));

        await using var db = world.Database.Open();
        var record = Assert.Single(await db.Records.AsNoTracking().Where(r => r.Kind == "add-tags").ToListAsync());
        Assert.Equal(world.Administrator.Id, record.OperatorId);
        Assert.Contains("/露营", record.Criteria, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_that_run_at_once_apply_every_event_once()
    {
        var id = await world.TakeAsync([.. Enumerable.Range(0, 300).Select(i => Order($"e{i}", $"o{i}", "2026-11-20", 1))]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.Get<ApplyEvents>().RunAsync(default))));

        var batch = (await world.Get<ReadEventBatches>().FindAsync(id, world.System(), default))!;
        Assert.Equal((300, 0, 300), (batch.Created, batch.Unchanged, batch.RowsRead));
        Assert.Equal(300, (await world.CustomerAsync("ED2026001")).Metrics.Orders6m);
    }
}
