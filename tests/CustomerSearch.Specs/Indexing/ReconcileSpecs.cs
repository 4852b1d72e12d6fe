using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Service.Indexing;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Indexing;

public sealed class ReconcileSpecs : IAsyncLifetime
{
    private World world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IIndexWriter Writer => world.Get<IIndexWriter>();

    public async ValueTask InitializeAsync() => world = await GenerationSteps.StartIndexedAsync(customers: 200);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task An_index_that_is_the_databases_has_no_difference()
    {
        Assert.Empty(await AllAsync());

        var check = await world.Get<IndexChecks>().ReadAsync(Ct);
        Assert.Equal((200, 200, world.Clock.GetUtcNow()), (check.InDatabase, check.InIndex, check.AllComparedAt!.Value));
        Assert.Null(check.AllWantedAt);
    }

    [Fact]
    public async Task Every_planted_difference_is_found_and_repaired()
    {
        // Missing, missing behind a tombstone, other content, stale content under an old version, extra.
        await PlantAsync(new IndexEntry.Absent(new(3)));
        await PlantAsync(new IndexEntry.Present(await OtherAsync(5)));
        await PlantAsync(new IndexEntry.Present(Extra(88_888)));
        await BehindTheTriggersAsync("UPDATE Customer SET City = '拉萨' WHERE Id = 7");
        await BehindTheTriggersAsync("DELETE FROM Customer WHERE Id = 9");
        await BehindTheTriggersAsync(
            "INSERT INTO CustomerOwner (CustomerId, AccountId) SELECT 11, Id FROM Account WHERE UserName = 'clerk2'");

        var found = await AllAsync();

        Assert.Equal(
            [(3, DifferenceKind.Missing), (5, DifferenceKind.Different), (7, DifferenceKind.Different), (9, DifferenceKind.Extra),
                (11, DifferenceKind.Different), (88_888, DifferenceKind.Extra)],
            found.Select(d => (d.Id.Value, d.Kind)).OrderBy(d => d.Value));
        await world.IndexAsync();
        Assert.Empty(await AllAsync());
        Assert.Equal(199, (await Writer.ReadAllAsync(1, Ct).CountAsync(c => c.ContentHash is not null, Ct)));
        var check = await world.Get<IndexChecks>().ReadAsync(Ct);
        Assert.Equal((1, 2, 3), (check.Missing, check.Extra, check.Different));
    }

    [Fact]
    public async Task A_customer_written_past_the_triggers_is_found()
    {
        await BehindTheTriggersAsync("INSERT OR REPLACE INTO Customer SELECT * FROM Customer WHERE Id = 12; UPDATE Customer SET Name = '赵敏' WHERE Id = 12");

        Assert.Equal([(12, DifferenceKind.Different)], (await AllAsync()).Select(d => (d.Id.Value, d.Kind)));
    }

    [Fact]
    public async Task A_change_that_waits_to_be_written_is_no_difference()
    {
        await world.AddAsync(world.NewCustomer("ED2026900"));
        await ExecuteAsync("UPDATE Customer SET City = '拉萨' WHERE Id = 7; DELETE FROM Customer WHERE Id = 8");

        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task Each_hour_a_part_is_compared_so_that_a_day_finds_every_difference()
    {
        var found = new List<long>();
        for (var id = 20; id < 40; id++)
            await PlantAsync(new IndexEntry.Present(await OtherAsync(id)));
        for (var minute = 0; minute < 24 * 60; minute += 5)
        {
            found.AddRange((await world.Get<ReconcileIndex>().RunAsync(Ct)).Select(d => d.Id.Value));
            world.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        Assert.Equal(Enumerable.Range(20, 20).Select(i => (long)i), found.Order());
        Assert.NotNull((await world.Get<IndexChecks>().ReadAsync(Ct)).AllComparedAt);
    }

    [Fact]
    public async Task A_count_that_does_not_fit_has_everything_compared_within_five_minutes()
    {
        Assert.Empty(await world.Get<ReconcileIndex>().RunAsync(Ct));
        await PlantAsync(new IndexEntry.Absent(new(150)));
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal([150], (await world.Get<ReconcileIndex>().RunAsync(Ct)).Select(d => d.Id.Value));
    }

    [Fact]
    public async Task A_document_of_a_pass_that_was_never_drawn_has_the_index_built_anew()
    {
        await Writer.WriteAsync(1, 1_000_000, [new IndexEntry.Absent(new(3))], Ct);

        Assert.Single(await AllAsync());
        Assert.True(await world.Get<RebuildIndex>().RunAsync(Ct));
        await world.IndexAsync();

        Assert.Equal(2, world.Get<IndexStatus>().Generation);
        Assert.Empty(await AllAsync());
    }

    [Fact]
    public async Task Tombstones_go_a_day_later_but_not_while_a_change_waits_or_a_generation_is_built()
    {
        await world.Get<PurgeTombstones>().RunAsync(Ct);
        await ExecuteAsync("DELETE FROM Customer WHERE Id <= 3");
        await world.IndexAsync();
        world.Clock.Advance(TimeSpan.FromHours(25));
        // The mark of the first look is older than these tombstones.
        Assert.Equal(0, await world.Get<PurgeTombstones>().RunAsync(Ct));
        world.Clock.Advance(TimeSpan.FromHours(25));
        await world.Get<RequestRebuild>().RunAsync(world.Administrator, Ct);
        Assert.Equal(0, await world.Get<PurgeTombstones>().RunAsync(Ct));
        await world.Get<RebuildIndex>().RunAsync(Ct);
        await ExecuteAsync("INSERT INTO IndexChange (CustomerId, At, Attempts) VALUES (4, 0, 0)");
        Assert.Equal(0, await world.Get<PurgeTombstones>().RunAsync(Ct));
        await world.IndexAsync();

        Assert.Equal(3, await world.Get<PurgeTombstones>().RunAsync(Ct));

        Assert.Equal(197, await Writer.ReadAllAsync(1, Ct).CountAsync(Ct));
    }

    private async Task<IReadOnlyList<IndexDifference>> AllAsync()
    {
        await world.Get<RequestComparison>().RunAsync(world.Administrator, Ct);
        return await world.Get<ReconcileIndex>().RunAsync(Ct);
    }

    /// <summary>Writes to the index what no change asked for.</summary>
    private async Task PlantAsync(IndexEntry entry) =>
        Assert.Empty(await Writer.WriteAsync(1, await world.Get<ChangeQueue>().DrawPassAsync(Ct), [entry], Ct));

    private async Task<CustomerDocument> OtherAsync(long id)
    {
        var entry = (IndexEntry.Present)(await world.Get<IndexPassWriter>().ReadAsync([new(id)], Ct))[0];
        return entry.Document with { ContentHash = entry.Document.ContentHash ^ 1 };
    }

    private static CustomerDocument Extra(long id) => new()
    {
        Id = new(id), Name = [], LegalRepresentative = [], Remark = [], NameLength = 0, LastContactOn = 0, Exact = [], Numbers = [],
        ContentHash = 1,
    };

    /// <summary>As a writer does whom the triggers do not see.</summary>
    private Task BehindTheTriggersAsync(string sql) => ExecuteAsync(
        $"{sql}; DELETE FROM IndexChange");

    private Task ExecuteAsync(string sql) => world.Database.WriteAsync(
        WritePriority.Interactive, (db, ct) => db.Database.ExecuteSqlRawAsync(sql, ct), CancellationToken.None);
}
