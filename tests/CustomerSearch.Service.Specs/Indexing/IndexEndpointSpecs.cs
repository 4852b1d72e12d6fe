using System.Net;
using System.Text.Json;
using CustomerSearch.Core.Indexing;

namespace CustomerSearch.Service.Specs.Indexing;

public sealed class IndexEndpointSpecs : IAsyncLifetime
{
    private RunningService service = null!;

    public async ValueTask InitializeAsync() => service = await RunningService.StartAsync(300, null);

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "/rebuild")]
    [InlineData("POST", "/reconcile")]
    [InlineData("POST", "/roll-back")]
    public async Task The_index_is_the_administrators(string verb, string path)
    {
        var clerk = await service.AsAsync("clerk1");

        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.SendAsync(verb, $"/api/v1/index{path}")).Status);
    }

    [Fact]
    public async Task A_rebuild_runs_beside_searches_is_seen_and_can_be_rolled_back()
    {
        var admin = await service.AsAsync("admin1");
        var approver = await service.AsAsync("approver1");
        await service.AddCustomerAsync("approver1", "赵重建");
        await service.CatchUpAsync();

        var asked = await admin.SendAsync("POST", "/api/v1/index/rebuild");
        Assert.Equal((HttpStatusCode.Accepted, 2), (asked.Status, asked["generation"].GetInt32()));
        var view = await AfterAsync(v => v.GetProperty("live").GetInt32() == 2, approver);
        Assert.Equal(1, view.GetProperty("kept").GetInt32());
        var built = view.GetProperty("generations")[0];
        Assert.Equal(("live", "asked for", 301L), (
            built.GetProperty("state").GetString(), built.GetProperty("reason").GetString(), built.GetProperty("done").GetInt64()));

        var back = await admin.SendAsync("POST", "/api/v1/index/roll-back");
        Assert.Equal((HttpStatusCode.OK, 1), (back.Status, back["generation"].GetInt32()));
        Assert.Equal(1, (await approver.LookUpAsync("赵重建"))["count"].GetInt32());
        var auditor = await service.AsAsync("auditor1");
        foreach (var kind in (string[])["rebuild-index", "roll-back-index"])
            Assert.Single((await auditor.GetAsync($"/api/v1/operations?kind={kind}"))["items"].EnumerateArray());
    }

    [Fact]
    public async Task Without_a_generation_before_a_roll_back_is_a_conflict()
    {
        var admin = await service.AsAsync("admin1");

        Assert.Equal(HttpStatusCode.Conflict, (await admin.SendAsync("POST", "/api/v1/index/roll-back")).Status);
    }

    [Fact]
    public async Task A_roll_back_waits_for_whoever_is_about_to_end_and_not_for_a_rebuild()
    {
        var admin = await service.AsAsync("admin1");
        await admin.SendAsync("POST", "/api/v1/index/rebuild");
        await AfterAsync(v => v.GetProperty("live").GetInt32() == 2, null);
        var leases = service.Get<IndexLeases>();
        await using var ending = await leases.TryTakeAsync(IndexWork.Rebuild, TimeSpan.FromSeconds(30), CancellationToken.None);

        Assert.Equal(HttpStatusCode.Conflict, (await admin.SendAsync("POST", "/api/v1/index/roll-back")).Status);
        var waiting = admin.SendAsync("POST", "/api/v1/index/roll-back");
        await Task.Delay(300);
        await ending!.DisposeAsync();

        Assert.Equal(HttpStatusCode.OK, (await waiting).Status);
    }

    [Fact]
    public async Task A_comparison_that_was_asked_for_is_made_and_counted()
    {
        var admin = await service.AsAsync("admin1");
        await service.CatchUpAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await admin.SendAsync("POST", "/api/v1/index/reconcile")).Status);

        var view = await AfterAsync(v => v.GetProperty("comparison").TryGetProperty("allComparedAt", out _), null);
        var comparison = view.GetProperty("comparison");
        Assert.False(comparison.GetProperty("allWanted").GetBoolean());
        Assert.Equal(0, comparison.GetProperty("missing").GetInt64() + comparison.GetProperty("extra").GetInt64() + comparison.GetProperty("different").GetInt64());
        Assert.Equal(300, comparison.GetProperty("inIndex").GetInt64());
    }

    /// <summary>Looks until it is so, and searches all the while.</summary>
    private async Task<JsonElement> AfterAsync(Func<JsonElement, bool> isSo, Client? searcher)
    {
        var admin = await service.AsAsync("admin1");
        for (var i = 0; ; i++)
        {
            Assert.True(i < 600, "It did not happen within a minute.");
            if (searcher is not null)
                Assert.Equal(1, (await searcher.LookUpAsync("赵重建"))["count"].GetInt32());
            var view = (await admin.GetAsync("/api/v1/index")).Json;
            if (isSo(view))
                return view;
            await Task.Delay(100);
        }
    }
}
