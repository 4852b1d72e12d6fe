using System.Diagnostics;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Indexing;

public sealed class DrainSpecs : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_customer_written_by_another_program_is_found_after_a_drain_and_one_deleted_is_not()
    {
        await world.IndexAsync();
        await world.AddAsync(world.NewCustomer("ED2026001", c => c.Name = "赵敏"));
        await world.IndexAsync();
        Assert.Equal(1, (await ByNameAsync("赵敏")).Count);

        await ExecuteAsync("UPDATE Customer SET Name = '周芷若'");
        await world.IndexAsync();
        Assert.Equal(0, (await ByNameAsync("赵敏")).Count);
        Assert.Equal(1, (await ByNameAsync("周芷若")).Count);

        await ExecuteAsync("DELETE FROM Customer");
        await world.IndexAsync();
        Assert.Equal(0, (await ByNameAsync("周芷若")).Count);
    }

    [Fact]
    public async Task What_flows_in_is_gathered_and_not_written_pass_by_pass()
    {
        const int changes = 500;
        await world.IndexAsync();
        var queue = world.Get<ChangeQueue>();
        var before = await queue.PassAsync(CancellationToken.None);
        var flowing = Task.CompletedTask;
        var clock = Stopwatch.StartNew();
        for (var i = 1; i <= changes; i++)
        {
            await world.Database.WriteAsync(WritePriority.Bulk, (db, ct) => db.Database.ExecuteSqlAsync(
                $"INSERT INTO IndexChange (CustomerId, At, Attempts) VALUES ({i}, 0, 0)", ct), CancellationToken.None);
            if (i == 1)
                flowing = world.Get<DrainChanges>().RunAsync(CancellationToken.None);
        }

        await flowing;
        await world.Get<DrainChanges>().RunAsync(CancellationToken.None);
        Assert.False(await queue.AnyAsync(CancellationToken.None));
        var passes = await queue.PassAsync(CancellationToken.None) - before;
        Assert.InRange(passes, 1, 3 + (clock.ElapsedMilliseconds / 250));
    }

    [Fact]
    public async Task A_persons_write_ends_the_gathering()
    {
        var signal = new CommitSignal();
        var waiting = CommitSignal.WaitAsync(signal.Next, TimeSpan.FromDays(1), CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        signal.Pulse();

        await waiting;
    }

    [Fact]
    public async Task A_pass_takes_the_oldest_and_the_newest_so_that_nobody_waits_behind_an_import()
    {
        await ExecuteAsync(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100) INSERT INTO IndexChange (CustomerId, At, Attempts) SELECT i, 0, 0 FROM n");

        var taken = await world.Get<ChangeQueue>().TakeAsync(10, CancellationToken.None);

        Assert.Equal([1, 2, 3, 4, 5, 96, 97, 98, 99, 100], taken.Customers.Select(id => id.Value).Order());
    }

    [Fact]
    public async Task What_a_dead_pass_had_taken_is_taken_again_and_a_change_after_the_taking_stays()
    {
        await ExecuteAsync("INSERT INTO IndexChange (CustomerId, At, Attempts) VALUES (1, 0, 0)");
        var queue = world.Get<ChangeQueue>();
        var dead = await queue.TakeAsync(10, CancellationToken.None);
        await ExecuteAsync("INSERT INTO IndexChange (CustomerId, At, Attempts) VALUES (2, 0, 0)");

        var next = await queue.TakeAsync(10, CancellationToken.None);
        await ExecuteAsync("INSERT INTO IndexChange (CustomerId, At, Attempts) VALUES (1, 0, 0)");
        await queue.SettleAsync(dead.Pass, [], CancellationToken.None);
        await queue.SettleAsync(next.Pass, [], CancellationToken.None);

        Assert.Equal([1, 2], next.Customers.Select(id => id.Value).Order());
        await using var db = world.Database.Open();
        Assert.Equal([new CustomerId(1)], await db.IndexChanges.Select(x => x.CustomerId).ToListAsync());
    }

    [Fact]
    public async Task A_refused_document_becomes_a_dead_letter_at_the_third_attempt_and_holds_up_nobody()
    {
        await ExecuteAsync("INSERT INTO IndexChange (CustomerId, At, Attempts) VALUES (1, 0, 0), (2, 0, 0)");
        var queue = world.Get<ChangeQueue>();
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            var taken = await queue.TakeAsync(10, CancellationToken.None);
            await queue.SettleAsync(taken.Pass, [new RefusedEntry(new CustomerId(1), "too long")], CancellationToken.None);
        }

        await using var db = world.Database.Open();
        Assert.False(await db.IndexChanges.AnyAsync());
        Assert.Equal(new CustomerId(1), (await db.DeadLetters.SingleAsync()).CustomerId);
    }

    [Fact]
    public async Task One_lease_at_a_time_and_it_is_free_again_when_given_back()
    {
        var leases = world.Get<IndexLeases>();
        await using (var held = await leases.TryTakeAsync(IndexWork.Drain, CancellationToken.None))
        {
            Assert.NotNull(held);
            Assert.Null(await leases.TryTakeAsync(IndexWork.Drain, CancellationToken.None));
        }

        await using var next = await leases.TryTakeAsync(IndexWork.Drain, CancellationToken.None);
        Assert.NotNull(next);
    }

    [Fact]
    public async Task A_lease_that_is_renewed_in_time_is_held_on()
    {
        var leases = world.Get<IndexLeases>();
        await using var held = await leases.TryTakeAsync(IndexWork.Drain, CancellationToken.None);
        world.Clock.Advance(TimeSpan.FromSeconds(10));
        await held!.RenewAsync(CancellationToken.None);
        world.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Null(await leases.TryTakeAsync(IndexWork.Drain, CancellationToken.None));
    }

    [Fact]
    public async Task A_lease_that_lapsed_sends_nothing_more()
    {
        await using var held = await world.Get<IndexLeases>().TryTakeAsync(IndexWork.Drain, CancellationToken.None);
        world.Clock.Advance(TimeSpan.FromSeconds(16));

        await Assert.ThrowsAsync<LeaseLostException>(() => held!.RenewAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Every_document_equals_a_fresh_one_after_a_drain()
    {
        await world.AddAsync([.. Enumerable.Range(1, 50).Select(i => world.NewCustomer($"ED2026{i:000}"))]);
        await world.IndexAsync();
        await ExecuteAsync("UPDATE Customer SET City = '上海' WHERE Id % 2 = 0; DELETE FROM CustomerOwner WHERE CustomerId % 3 = 0");
        await world.IndexAsync();

        var indexed = new Dictionary<CustomerId, int?>();
        await foreach (var row in world.Get<IIndexWriter>().ReadAllAsync(world.Get<IndexStatus>().Generation!.Value, CancellationToken.None))
            indexed[row.Id] = row.ContentHash;
        var fresh = await world.Get<IndexPassWriter>().ReadPageAsync(new CustomerId(0), 1000, CancellationToken.None);

        Assert.Equal(
            fresh.ToDictionary(e => e.Id, e => (int?)((IndexEntry.Present)e).Document.ContentHash).OrderBy(p => p.Key),
            indexed.OrderBy(p => p.Key));
    }

    private Task<SearchAnswer> ByNameAsync(string name) =>
        world.SearchAsync(new SearchRequest { Purpose = "来电咨询", Name = new NameRequest { Text = name } });

    private Task ExecuteAsync(string sql) => world.Database.WriteAsync(
        WritePriority.Interactive, (db, ct) => db.Database.ExecuteSqlRawAsync(sql, ct), CancellationToken.None);
}
