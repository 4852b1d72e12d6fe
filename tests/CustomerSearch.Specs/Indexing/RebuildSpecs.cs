using CustomerSearch.Core.Indexing;
using CustomerSearch.Service.Indexing;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Indexing;

public sealed class RebuildSpecs : IAsyncLifetime
{
    private World world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => world = await GenerationSteps.StartIndexedAsync(customers: 60);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_rebuild_swaps_to_a_generation_that_has_everybody_and_keeps_the_one_before_written()
    {
        await world.RebuildAsync();
        await world.AddAsync(world.NewCustomer("ED2026900", c => c.Name = "赵敏"));
        await world.ExecuteAsync("DELETE FROM Customer WHERE Number = 'ED2026001'");
        await world.IndexAsync();

        Assert.Equal([(2, GenerationState.Live), (1, GenerationState.Kept)], await world.StatesAsync());
        Assert.Equal(2, world.Get<IndexStatus>().Generation);
        Assert.Equal(await world.FreshAsync(), await world.IndexedAsync(2));
        Assert.Equal(await world.FreshAsync(), await world.IndexedAsync(1));
    }

    [Fact]
    public async Task Rolling_back_answers_from_the_one_before_with_every_change_since_and_can_be_undone()
    {
        await world.RebuildAsync();
        await world.AddAsync(world.NewCustomer("ED2026900", c => c.Name = "赵敏"));
        await world.IndexAsync();

        Assert.Equal(1, await world.Get<RollBackIndex>().RunAsync(world.Administrator, Ct));
        Assert.Equal([(2, GenerationState.Kept), (1, GenerationState.Live)], await world.StatesAsync());
        Assert.Equal(1, await world.CountAsync("赵敏"));

        Assert.Equal(2, await world.Get<RollBackIndex>().RunAsync(world.Administrator, Ct));
        Assert.Equal(1, await world.CountAsync("赵敏"));
        await using var db = world.Database.Open();
        Assert.Equal(2, await db.Records.CountAsync(r => r.Kind == "roll-back-index", Ct));
    }

    [Fact]
    public async Task Without_a_generation_before_there_is_nothing_to_roll_back_to()
    {
        Assert.Null(await world.Get<RollBackIndex>().RunAsync(world.Administrator, Ct));

        await using var db = world.Database.Open();
        Assert.False(await db.Records.AnyAsync(r => r.Kind == "roll-back-index", Ct));
    }

    [Fact]
    public async Task The_one_before_is_kept_for_a_day_and_then_dropped_and_its_number_is_not_used_again()
    {
        await world.RebuildAsync();
        world.Clock.Advance(TimeSpan.FromHours(23));
        await world.Get<DropGenerations>().RunAsync(Ct);
        Assert.Equal([1, 2], await world.StandingAsync());

        world.Clock.Advance(TimeSpan.FromHours(2));
        await world.Get<DropGenerations>().RunAsync(Ct);
        Assert.Equal([2], await world.StandingAsync());
        Assert.Equal([(2, GenerationState.Live), (1, GenerationState.Dropped)], await world.StatesAsync());

        await world.RebuildAsync();
        Assert.Equal(3, world.Get<IndexStatus>().Generation);
    }

    [Fact]
    public async Task Of_two_kept_generations_only_the_newer_stays()
    {
        await world.RebuildAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        await world.RebuildAsync();

        await world.Get<DropGenerations>().RunAsync(Ct);

        Assert.Equal([2, 3], await world.StandingAsync());
    }

    [Fact]
    public async Task While_one_is_being_built_another_is_not_asked_for()
    {
        Assert.Equal(2, await world.Get<RequestRebuild>().RunAsync(world.Administrator, Ct));

        Assert.Null(await world.Get<RequestRebuild>().RunAsync(world.Administrator, Ct));
        await using var db = world.Database.Open();
        Assert.Equal(1, await db.Records.CountAsync(r => r.Kind == "rebuild-index", Ct));
    }

    [Fact]
    public async Task Two_rebuilds_at_once_build_one_generation()
    {
        await world.Get<RequestRebuild>().RunAsync(world.Administrator, Ct);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => world.Get<RebuildIndex>().RunAsync(Ct))));

        Assert.Equal([(2, GenerationState.Live), (1, GenerationState.Kept)], await world.StatesAsync());
    }

    [Fact]
    public async Task What_an_earlier_holder_of_the_lease_still_notes_is_refused()
    {
        await world.Get<RequestRebuild>().RunAsync(world.Administrator, Ct);
        var generations = world.Get<Generations>();
        await using var first = await world.Get<IndexLeases>().TryTakeAsync(IndexWork.Rebuild, Ct);
        var building = await generations.ClaimAsync(first!.Token, Ct);
        world.Clock.Advance(TimeSpan.FromSeconds(16));
        await using var second = await world.Get<IndexLeases>().TryTakeAsync(IndexWork.Rebuild, Ct);
        await generations.ClaimAsync(second!.Token, Ct);

        Assert.True(second.Token > first.Token);
        await Assert.ThrowsAsync<LeaseLostException>(() => generations.ConfirmAsync(building!, Ct));
    }

    [Fact]
    public async Task A_building_generation_is_written_by_drains_and_a_rebuild_goes_on_where_the_last_one_ended()
    {
        await world.Get<RequestRebuild>().RunAsync(world.Administrator, Ct);
        var ids = await world.IdsAsync();
        await world.HalfBuildAsync(ids[29]);
        await world.AddAsync(world.NewCustomer("ED2026900"));
        await world.IndexAsync();
        Assert.Equal(31, (await world.IndexedAsync(2)).Count);

        Assert.True(await world.Get<RebuildIndex>().RunAsync(Ct));

        Assert.Equal(await world.FreshAsync(), await world.IndexedAsync(2));
        Assert.Equal(61, (await world.Get<Generations>().ListAsync(Ct))[0].Done);
    }

    [Fact]
    public async Task What_a_scan_left_out_or_wrote_wrong_is_found_before_the_swap_and_written_right()
    {
        await world.Get<RequestRebuild>().RunAsync(world.Administrator, Ct);
        var ids = await world.IdsAsync();
        // It says that it wrote everybody, but nobody after the thirtieth is there, and one that never was is.
        await world.HalfBuildAsync(ids[29], position: ids[^1]);
        await world.Get<IIndexWriter>().WriteAsync(2, 1, [new IndexEntry.Present(world.Document(77_777))], Ct);

        Assert.True(await world.Get<RebuildIndex>().RunAsync(Ct));

        Assert.Equal(2, world.Get<IndexStatus>().Generation);
        Assert.Equal(await world.FreshAsync(), await world.IndexedAsync(2));
    }

    [Fact]
    public async Task A_generation_that_cannot_be_made_right_is_given_up_and_the_one_before_goes_on()
    {
        await world.Get<RequestRebuild>().RunAsync(world.Administrator, Ct);
        var ids = await world.IdsAsync();
        await world.HalfBuildAsync(ids[29]);
        // No pass of ours is greater, so nothing we write there stands.
        await world.Get<IIndexWriter>().WriteAsync(2, long.MaxValue, [new IndexEntry.Absent(ids[3])], Ct);

        Assert.True(await world.Get<RebuildIndex>().RunAsync(Ct));

        var given = (await world.Get<Generations>().ListAsync(Ct))[0];
        Assert.Equal((GenerationState.Retired, "1 customers differ from the database"), (given.State, given.Failure));
        Assert.Equal(60, await world.CountAsync("王芳"));
        Assert.Equal(1, world.Get<IndexStatus>().Generation);
        await world.Get<DropGenerations>().RunAsync(Ct);
        Assert.Equal([1], await world.StandingAsync());
    }

    [Fact]
    public async Task A_building_generation_that_is_broken_holds_up_no_drain_and_is_given_up()
    {
        await world.Get<RequestRebuild>().RunAsync(world.Administrator, Ct);
        await world.HalfBuildAsync((await world.IdsAsync())[29]);
        await world.Get<IIndexWriter>().DropAsync(2, Ct);

        await world.AddAsync(world.NewCustomer("ED2026900", c => c.Name = "赵敏"));
        await world.IndexAsync();

        Assert.Equal(1, await world.CountAsync("赵敏"));
        Assert.Null(world.Get<IndexStatus>().DrainFailure);
        Assert.Equal([(2, GenerationState.Retired), (1, GenerationState.Live)], await world.StatesAsync());
    }

    [Fact]
    public async Task A_stop_between_the_swap_and_the_note_of_it_is_noted_at_the_next_start()
    {
        await world.Get<RequestRebuild>().RunAsync(world.Administrator, Ct);
        await world.HalfBuildAsync((await world.IdsAsync())[^1]);
        await world.Get<IIndexWriter>().PromoteAsync(2, Ct);

        await world.Get<OpenIndex>().RunAsync(Ct);

        Assert.Equal([(2, GenerationState.Live), (1, GenerationState.Kept)], await world.StatesAsync());
    }

    [Fact]
    public async Task A_database_of_before_has_its_index_built_anew_and_nothing_of_the_later_one_is_kept()
    {
        await world.RebuildAsync();
        await world.ExecuteAsync("UPDATE IndexPass SET Value = 1; DELETE FROM Customer WHERE Number > 'ED2026030'; DELETE FROM IndexChange");

        await world.Get<OpenIndex>().RunAsync(Ct);
        await world.Get<DropGenerations>().RunAsync(Ct);

        Assert.Equal(3, world.Get<IndexStatus>().Generation);
        Assert.Equal(30, await world.CountAsync("王芳"));
        Assert.Equal([3], await world.StandingAsync());
    }

    [Fact]
    public async Task Searches_are_answered_in_full_all_the_while_customers_change_and_an_index_is_rebuilt()
    {
        using var over = new CancellationTokenSource();
        var searching = Task.Run(async () =>
        {
            var searches = 0;
            for (; !over.IsCancellationRequested; searches++)
                Assert.Equal(60, await world.CountAsync("王芳"));
            return searches;
        }, Ct);
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !over.IsCancellationRequested; i++)
            {
                await world.ExecuteAsync($"UPDATE Customer SET City = '{i}' WHERE Id % 7 = {i % 7}");
                await world.IndexAsync();
            }
        }, Ct);
        // Whoever waits for another's drain waits by the clock.
        var ticking = Task.Run(async () =>
        {
            for (; !over.IsCancellationRequested; await Task.Delay(10, Ct))
                world.Clock.Advance(TimeSpan.FromMilliseconds(20));
        }, Ct);
        for (var i = 0; i < 3; i++)
            await world.RebuildAsync();
        await over.CancelAsync();
        await Task.WhenAll(writing, ticking);
        await world.IndexAsync();

        Assert.True(await searching > 3);
        Assert.Equal(4, world.Get<IndexStatus>().Generation);
        Assert.Equal(await world.FreshAsync(), await world.IndexedAsync(4));
        Assert.Equal(await world.FreshAsync(), await world.IndexedAsync(3));
    }
}
