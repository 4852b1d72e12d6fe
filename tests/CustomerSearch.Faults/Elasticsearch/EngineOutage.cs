using System.Net;
using System.Text.Json;

namespace CustomerSearch.Faults.Elasticsearch;

/// <summary>What everybody gets while the engine is away, whatever the cause, and what stands afterwards.</summary>
internal static class EngineOutage
{
    /// <param name="begin">Takes the engine away.</param>
    /// <param name="drainSays">The reason that the drain gives meanwhile.</param>
    /// <param name="end">Gives it back.</param>
    public static async Task SurviveAsync(EngineWorld world, Func<Task> begin, string drainSays, Func<Task> end)
    {
        var gone = await world.CreateAsync("司空图");
        await EngineWorld.UntilAsync("he is found", async () => await world.FindAsync("司空图") is [_]);
        await begin();

        var (status, body) = await ServiceProcess.LookUpAsync(world.Clerk, "司空图");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "urn:customer-search:engine-unavailable"), (status, body.GetProperty("type").GetString()));
        Assert.Equal("failed", await world.RecordAsync(body));
        Assert.Equal([gone.Number], (await world.FindAsync(gone.Number))!);

        var made = await world.CreateAsync("令狐德棻");
        await world.DeleteAsync(gone);
        await EngineWorld.UntilAsync("the drain says why", async () => await world.DrainFailureAsync() == drainSays);
        Assert.Equal(drainSays == "configuration", MissesEngine(await world.HealthAsync()));
        await end();

        await EngineWorld.UntilAsync("the new one is found and the deleted is not", async () =>
            await world.FindAsync("linghudefen") is [var found] && found == made.Number && await world.FindAsync("司空图") is []);
        await world.AssertWholeAsync();
    }

    private static bool MissesEngine(JsonElement health) => health.GetProperty("missing").EnumerateArray().Any(part => part.GetString() == "engine");
}
