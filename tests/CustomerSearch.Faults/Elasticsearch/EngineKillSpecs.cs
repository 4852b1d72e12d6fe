namespace CustomerSearch.Faults.Elasticsearch;

/// <summary>The processes of the engine themselves killed and frozen, one node and three.</summary>
public sealed class EngineKillSpecs
{
    [Theory]
    [InlineData("killed")]
    [InlineData("frozen")]
    public async Task A_server_that_is_gone_is_a_recorded_503_and_once_it_is_back_nothing_was_lost(string fault)
    {
        await using var own = await OwnElasticsearch.StartAsync();
        await using var world = await EngineWorld.OverAsync(own);
        var killed = fault == "killed";
        await EngineOutage.SurviveAsync(
            world, () => killed ? own.KillAsync(1) : own.FreezeAsync(1), "engine", () => killed ? own.StartAgainAsync(1) : own.ThawAsync(1));
    }

    [Fact]
    public async Task Of_three_nodes_one_killed_and_one_frozen_after_it_cost_no_change_and_the_others_answer()
    {
        await using var own = await OwnElasticsearch.StartAsync(nodes: 3);
        await using var world = await EngineWorld.OverAsync(own);
        var first = await world.CreateAsync("司空图");
        await EngineWorld.UntilAsync("he is found", async () => await world.FindAsync("司空图") is [_]);
        await EngineWorld.UntilAsync("every shard has its copy", async () =>
            (await world.Server.GetStringAsync("_cat/health?h=status")).Trim() == "green");

        await own.KillAsync(2);
        var second = await world.CreateAsync("令狐德棻");
        await EngineWorld.UntilAsync("two nodes answer", async () =>
            await world.FindAsync("令狐德棻") is [var added] && added == second.Number && await world.FindAsync("司空图") is [var old] && old == first.Number);
        await own.StartAgainAsync(2);

        await own.FreezeAsync(3);
        var third = await world.CreateAsync("百里奚");
        await own.ThawAsync(3);
        await EngineWorld.UntilAsync("all three are found", async () =>
            await world.FindAsync("司空图") is [_] && await world.FindAsync("令狐德棻") is [_] && await world.FindAsync("百里奚") is [var found] && found == third.Number);
        await world.AssertWholeAsync();
    }
}
