using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CustomerSearch.Faults.Elasticsearch;

/// <summary>
/// Somebody lays hands on the engine itself. Searches are a 503 or an answer of before until the service has seen to it, which it
/// does by itself.
/// </summary>
public sealed class EngineHealSpecs
{
    [Theory]
    [InlineData("index deleted")]
    [InlineData("alias on a stranger")]
    [InlineData("alias gone")]
    [InlineData("mapping refused")]
    public async Task What_somebody_did_to_the_index_is_put_right_without_a_hand(string deed)
    {
        await using var world = await EngineWorld.StartAsync();
        var before = await world.CreateAsync("司空图");
        await EngineWorld.UntilAsync("he is found", async () => await world.FindAsync("司空图") is [_]);
        await DoAsync(world, deed);

        var made = await world.CreateAsync("令狐德棻");
        await EngineWorld.UntilAsync("both are found", async () =>
            await world.FindAsync("linghudefen") is [var found] && found == made.Number && await world.FindAsync("司空图") is [var old] && old == before.Number);
        await world.AssertWholeAsync();
    }

    private static async Task DoAsync(EngineWorld world, string deed)
    {
        var index = $"{world.Index}-000001";
        var stranger = $"{world.Index}-stranger";
        using var answer = deed switch
        {
            "index deleted" => await world.Server.DeleteAsync(index),
            "alias gone" => await world.Server.DeleteAsync($"{index}/_alias/{world.Index}"),
            "alias on a stranger" => await MoveAliasAsync(world, index, stranger),
            _ => await AgainWithoutMappingAsync(world, index),
        };
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<HttpResponseMessage> MoveAliasAsync(EngineWorld world, string index, string stranger)
    {
        (await world.Server.PutAsync(stranger, null)).Dispose();
        return await world.Server.PostAsJsonAsync("_aliases", new JsonObject
        {
            ["actions"] = new JsonArray(
                new JsonObject { ["remove"] = new JsonObject { ["index"] = index, ["alias"] = world.Index } },
                new JsonObject { ["add"] = new JsonObject { ["index"] = stranger, ["alias"] = world.Index } }),
        });
    }

    /// <summary>The same index by name and aliases, and a mapping that takes no document of ours.</summary>
    private static async Task<HttpResponseMessage> AgainWithoutMappingAsync(EngineWorld world, string index)
    {
        (await world.Server.DeleteAsync(index)).Dispose();
        return await world.Server.PutAsJsonAsync(index, new JsonObject
        {
            ["mappings"] = new JsonObject { ["dynamic"] = "strict" },
            ["aliases"] = new JsonObject { [world.Index] = new JsonObject(), [$"{index}-write"] = new JsonObject() },
        });
    }
}
