using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Audit;

public sealed class ChainSpecs : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Many_callers_at_once_get_gapless_numbers_and_one_unbroken_chain()
    {
        var receipts = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => RecordAsync()));

        Assert.Equal(Enumerable.Range(1, 500), receipts.Select(r => r.Number.Running).Order());
        var finding = await VerifyAsync();
        Assert.True(finding.IsIntact, finding.Finding);
        Assert.Equal(500, finding.Checked);
    }

    [Fact]
    public async Task The_thousandth_search_of_a_day_has_four_digits_and_follows_the_999th()
    {
        Receipt last = null!;
        await Task.WhenAll(Enumerable.Range(0, 999).Select(_ => RecordAsync()));
        last = await RecordAsync();

        Assert.Equal("RX202611241000", last.Number.ToString());
        Assert.True(last.Number.CompareTo(RecordNumber.Parse("RX20261124999", null)) > 0);
    }

    [Fact]
    public async Task A_new_business_day_begins_at_one_in_the_business_time_zone()
    {
        await RecordAsync();
        world.Clock.Advance(TimeSpan.FromHours(12));

        Assert.Equal("RX20261125001", (await RecordAsync()).Number.ToString());
        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task A_clock_that_steps_back_over_midnight_never_takes_the_day_back()
    {
        await RecordAsync();
        world.Clock.AdjustTime(world.Clock.GetUtcNow().AddDays(-1));

        Assert.Equal("RX20261124002", (await RecordAsync()).Number.ToString());
        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task A_clock_more_than_a_day_behind_the_last_record_numbers_nothing()
    {
        await RecordAsync();
        world.Clock.AdjustTime(world.Clock.GetUtcNow().AddDays(-2));

        await Assert.ThrowsAsync<RecordUnavailableException>(RecordAsync);
    }

    [Fact]
    public async Task Inside_a_unit_of_work_the_log_refuses_to_wait_for_itself()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Database.WriteAsync(
            WritePriority.Interactive, async (_, _) => await RecordAsync(), CancellationToken.None));
    }

    [Fact]
    public async Task What_a_power_cut_may_take_back_has_no_record()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Database.WriteAsync(
            WritePriority.Bulk,
            async (db, ct) =>
            {
                await world.Get<AuditLog>().AppendAsync(db, Draft(RecordSeries.Operation), ct);
                return true;
            },
            CancellationToken.None));
    }

    [Fact]
    public async Task A_record_appended_to_a_unit_of_work_that_fails_leaves_no_gap()
    {
        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => world.Database.WriteAsync<bool>(
            WritePriority.Interactive,
            async (db, ct) =>
            {
                await world.Get<AuditLog>().AppendAsync(db, Draft(RecordSeries.Operation), ct);
                throw new TimeZoneNotFoundException();
            },
            CancellationToken.None));

        Assert.Equal(1, (await world.Get<AuditLog>().RecordAsync(Draft(RecordSeries.Operation))).Number.Running);
        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Theory]
    [InlineData("UPDATE Record SET Count = 7 WHERE Position = 5", 5)]
    [InlineData("UPDATE Record SET RealName = '别人' WHERE Position = 5", 5)]
    [InlineData("UPDATE Record SET Shown = x'0000000000000001' WHERE Position = 5", 5)]
    [InlineData("DELETE FROM Record WHERE Position = 5", 6)]
    [InlineData("DELETE FROM Record WHERE Position > 8", 9)]
    [InlineData("DELETE FROM Record", 1)]
    [InlineData(
        """
        UPDATE Record SET Position = -1 WHERE Position = 5; UPDATE Record SET Position = 5 WHERE Position = 6;
        UPDATE Record SET Position = 6 WHERE Position = -1
        """, 5)]
    public async Task Tampering_is_named_by_its_first_position(string sql, long expected)
    {
        for (var i = 0; i < 10; i++)
            await RecordAsync();

        await ExecuteAsync(sql);

        Assert.Equal(expected, (await VerifyAsync()).FirstBroken);
    }

    [Fact]
    public async Task A_tail_cut_together_with_its_head_shows_by_the_anchor_outside_the_database()
    {
        for (var i = 0; i < 10; i++)
            await RecordAsync();
        await WriteAnchorAsync();
        await ExecuteAsync("""
            DELETE FROM Record WHERE Position > 8;
            UPDATE ChainHead SET Position = 8, LastSearch = 8, Hash = (SELECT Hash FROM Record WHERE Position = 8)
            """);

        var finding = await VerifyAsync();

        Assert.Equal(9, finding.FirstBroken);
        Assert.Contains("anchor", finding.Finding, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restored_database_numbers_nothing_until_it_is_acknowledged_and_then_goes_on_past_the_anchor()
    {
        for (var i = 0; i < 10; i++)
            await RecordAsync();
        await WriteAnchorAsync();
        await ExecuteAsync("""
            DELETE FROM Record WHERE Position > 3;
            UPDATE ChainHead SET Position = 3, LastSearch = 3, Hash = (SELECT Hash FROM Record WHERE Position = 3)
            """);
        await world.Get<AnchorKeeper>().CompareAsync(CancellationToken.None);
        await Assert.ThrowsAsync<RecordUnavailableException>(RecordAsync);

        var acknowledged = await world.Get<AcknowledgeRestore>().RunAsync("恢复演练", world.Administrator, CancellationToken.None);

        Assert.NotNull(acknowledged);
        Assert.True((await RecordAsync()).Number.Running > 10);
        var finding = await VerifyAsync();
        Assert.True(finding.IsIntact, finding.Finding);
    }

    private static AuditRecord Draft(RecordSeries series) => new()
    {
        RecordId = Guid.CreateVersion7(), Kind = "keyword", Series = series, Outcome = Outcome.Ok,
        Criteria = """{"keyword":"王"}""", Count = 3,
    };

    private Task<Receipt> RecordAsync() => world.Get<AuditLog>().RecordAsync(Draft(RecordSeries.Search));

    private Task<ChainFinding> VerifyAsync() =>
        world.Get<VerifyChain>().RunAsync(new Progress<(long, long)>(), CancellationToken.None);

    private async Task WriteAnchorAsync()
    {
        await using var db = world.Database.Open();
        world.Get<AnchorFile>().Write(Anchor.Of(await db.ChainHeads.SingleAsync()));
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var db = world.Database.Open();
        await db.Database.ExecuteSqlRawAsync(sql);
    }
}
