using CustomerSearch.Core.Indexing;

namespace CustomerSearch.Specs.Indexing;

/// <summary>Somebody leads searches elsewhere, or deletes what answers them.</summary>
public sealed class GuardLiveSpecs : IAsyncLifetime
{
    private World world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IIndexWriter Writer => world.Get<IIndexWriter>();

    public async ValueTask InitializeAsync() => world = await GenerationSteps.StartIndexedAsync(customers: 60);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task What_is_as_it_should_be_is_left_alone()
    {
        await world.Get<GuardLive>().RunAsync(Ct);

        Assert.Equal([(1, GenerationState.Live)], await world.StatesAsync());
    }

    [Fact]
    public async Task Searches_that_were_led_elsewhere_are_led_back()
    {
        await LeadElsewhereAsync();
        Assert.Equal(0, await world.CountAsync("王芳"));

        await world.Get<GuardLive>().RunAsync(Ct);

        Assert.Equal(60, await world.CountAsync("王芳"));
        Assert.Equal([(1, GenerationState.Live)], await world.StatesAsync());
    }

    [Fact]
    public async Task A_live_generation_that_is_gone_is_built_anew()
    {
        await LeadElsewhereAsync();
        await Writer.DropAsync(1, Ct);

        await world.Get<GuardLive>().RunAsync(Ct);
        Assert.True(await world.Get<RebuildIndex>().RunAsync(Ct));

        Assert.Equal([(10, GenerationState.Live), (1, GenerationState.Retired)], await world.StatesAsync());
        Assert.Equal(await world.FreshAsync(), await world.IndexedAsync(10));
        Assert.Equal(60, await world.CountAsync("王芳"));
    }

    [Fact]
    public async Task A_live_generation_that_cannot_be_written_is_built_anew_and_no_change_is_lost_or_waits()
    {
        await LeadElsewhereAsync();
        await Writer.DropAsync(1, Ct);
        await world.AddAsync(world.NewCustomer("ED2026900", c => c.Name = "赵敏"));

        await world.IndexAsync();
        Assert.Null(world.Get<IndexStatus>().DrainFailure);
        Assert.Equal([(10, GenerationState.Waiting), (1, GenerationState.Retired)], await world.StatesAsync());
        Assert.True(await world.Get<RebuildIndex>().RunAsync(Ct));

        Assert.Equal(1, await world.CountAsync("赵敏"));
        Assert.Equal(await world.FreshAsync(), await world.IndexedAsync(10));
    }

    [Fact]
    public async Task Where_no_generation_is_live_one_is_asked_for()
    {
        await world.Get<Generations>().RetireAsync(g => g.Number == 1, "tried", Ct);

        await world.Get<GuardLive>().RunAsync(Ct);
        Assert.True(await world.Get<RebuildIndex>().RunAsync(Ct));

        Assert.Equal(60, await world.CountAsync("王芳"));
    }

    private async Task LeadElsewhereAsync()
    {
        await Writer.CreateAsync(9, Ct);
        await Writer.PromoteAsync(9, Ct);
    }
}
