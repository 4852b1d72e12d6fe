using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerSearch.Contracts.Elasticsearch;

namespace CustomerSearch.Faults.Elasticsearch;

/// <summary>
/// What can go wrong between the service and the engine. Each time: what the caller gets, what the record says, that
/// whatever the database took is in the index afterwards, and that nobody has to lend a hand.
/// </summary>
public sealed class EngineFaultSpecs
{
    [Theory]
    [InlineData("killed")]
    [InlineData("frozen")]
    [InlineData("too slow")]
    [InlineData("busy")]
    [InlineData("unavailable")]
    [InlineData("shut out")]
    public async Task An_engine_that_cannot_answer_is_a_recorded_503_and_loses_no_change(string fault)
    {
        await using var world = await EngineWorld.StartAsync();
        FaultProxy.Rule rule = fault switch
        {
            "killed" => FaultProxy.Down,
            "frozen" => FaultProxy.Slow(TimeSpan.FromMinutes(10)),
            "too slow" => FaultProxy.Slow(TimeSpan.FromSeconds(4)),
            "busy" => FaultProxy.Says(429, "es_rejected_execution_exception"),
            "unavailable" => FaultProxy.Says(503, "unavailable_shards_exception"),
            _ => FaultProxy.Says(401, "security_exception"),
        };
        await EngineOutage.SurviveAsync(world, () => LetAsync(rule), fault == "shut out" ? "configuration" : "engine", () => LetAsync(FaultProxy.Pass));

        Task LetAsync(FaultProxy.Rule now)
        {
            world.Let(now);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task A_slow_engine_is_answered_as_long_as_it_keeps_the_deadline()
    {
        await using var world = await EngineWorld.StartAsync();
        var made = await world.CreateAsync("司空图");
        world.Let(FaultProxy.Slow(TimeSpan.FromMilliseconds(300)));

        await EngineWorld.UntilAsync("he is found", async () => await world.FindAsync("司空图") is [var found] && found == made.Number);
        await world.AssertWholeAsync();
    }

    [Theory]
    [InlineData("half refused")]
    [InlineData("applied, answer lost")]
    [InlineData("too large")]
    public async Task A_bulk_that_goes_wrong_is_sent_again_and_searches_never_notice(string fault)
    {
        await using var world = await EngineWorld.StartAsync();
        var times = 0;
        world.Let(FaultProxy.Only("_bulk", fault switch
        {
            "half refused" => (request, pass) => times++ < 3 ? HalfRefusedAsync(request, pass) : pass(request.Body),
            "applied, answer lost" => (request, pass) => times++ < 3 ? FaultProxy.AnswerLost(request, pass) : pass(request.Body),
            _ => (request, pass) => Lines(request.Body).Count > 2 && times++ < 10
                ? Task.FromResult(new PassedAnswer(413, [])) : pass(request.Body),
        }));

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => world.CreateAsync($"司空{(char)('一' + i)}")));

        await EngineWorld.UntilAsync("all are found", async () =>
        {
            var found = await world.FindAsync("司空");
            Assert.NotNull(found);
            return found.Length == 20;
        });
        await world.AssertWholeAsync();
        Assert.True(times > 0);
    }

    [Fact]
    public async Task One_bad_document_becomes_a_dead_letter_and_the_others_go_on()
    {
        await using var world = await EngineWorld.StartAsync();
        var bad = await world.CreateAsync("司空图");
        await world.AssertWholeAsync();
        var id = await IdAsync(world, bad.Number);
        world.Let(FaultProxy.Only("_bulk", async (request, pass) =>
        {
            var answer = JsonNode.Parse((await pass(request.Body)).Body)!;
            foreach (var (line, item) in Lines(request.Body).Zip(answer["items"]!.AsArray()))
                if (line.Contains($"\"_id\":\"{id}\"", StringComparison.Ordinal))
                    item!["index"] = new JsonObject { ["status"] = 400, ["error"] = new JsonObject { ["type"] = "document_parsing_exception" } };
            return new PassedAnswer(200, Encoding.UTF8.GetBytes(answer.ToJsonString()));
        }));

        using (var answer = await PatchAsync(world, bad, new { city = "苏州" }))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var good = await world.CreateAsync("令狐德棻");

        await EngineWorld.UntilAsync("the other is found", async () => await world.FindAsync("令狐德棻") is [var found] && found == good.Number);
        using var administrator = await world.Service.SignInAsync("admin1");
        JsonElement letters = default;
        await EngineWorld.UntilAsync("it is a dead letter", async () =>
            (letters = await administrator.GetFromJsonAsync<JsonElement>("/api/v1/dead-letters")).GetProperty("items").GetArrayLength() == 1);
        var letter = letters.GetProperty("items")[0];
        Assert.Equal((bad.Number, "document_parsing_exception"), (letter.GetProperty("customerNo").GetString(), letter.GetProperty("error").GetString()));

        world.Let(FaultProxy.Pass);
        using (var retried = await administrator.PostAsync($"/api/v1/dead-letters/{letter.GetProperty("id").GetInt64()}/retry", null))
            Assert.Equal(HttpStatusCode.NoContent, retried.StatusCode);
        await world.AssertWholeAsync();
    }

    [Fact]
    public async Task A_full_disk_blocks_writes_and_nothing_else_and_is_said_until_there_is_room()
    {
        await using var world = await EngineWorld.StartAsync();
        var before = await world.CreateAsync("司空图");
        await world.AssertWholeAsync();
        await BlockAsync(world, blocked: true);

        var made = await world.CreateAsync("令狐德棻");
        await EngineWorld.UntilAsync("the drain says why", async () => await world.DrainFailureAsync() == "blocked");
        Assert.Equal([before.Number], (await world.FindAsync("司空图"))!);
        Assert.Equal([made.Number], (await world.FindAsync(made.Number))!);

        await BlockAsync(world, blocked: false);
        await EngineWorld.UntilAsync("he is found", async () => await world.FindAsync("令狐德棻") is [_]);
        await world.AssertWholeAsync();
    }

    [Fact]
    public async Task Of_three_nodes_one_may_be_lost_and_come_back_without_a_failed_search_or_a_lost_change()
    {
        await using var world = await EngineWorld.StartAsync(doors: 3);
        foreach (var rule in (FaultProxy.Rule[])[FaultProxy.Down, FaultProxy.Pass, FaultProxy.Says(503, "none"), FaultProxy.Pass])
        {
            world.Doors[1].Now = rule;
            for (var i = 0; i < 12; i++)
                Assert.NotNull(await world.FindAsync("王"));
            await world.CreateAsync("司空图");
        }

        await world.AssertWholeAsync();
        var before = world.Doors[1].Requests;
        await EngineWorld.UntilAsync("the lost node is asked again", async () =>
        {
            Assert.NotNull(await world.FindAsync("王"));
            return world.Doors[1].Requests > before;
        });
    }

    [Fact]
    public async Task A_late_stale_write_after_a_delete_and_a_restart_brings_nobody_back()
    {
        await using var world = await EngineWorld.StartAsync();
        var late = new List<PassedRequest>();
        world.Let(FaultProxy.Only("_bulk", (request, pass) =>
        {
            late.Add(request);
            return pass(request.Body);
        }));
        var customer = await world.CreateAsync("司空图");
        await EngineWorld.UntilAsync("he is found", async () => await world.FindAsync("司空图") is [_]);
        var stale = late[^1];
        await world.DeleteAsync(customer);
        await world.AssertWholeAsync();
        await world.Service.KillAsync();
        await world.Service.StartAsync();

        using var lines = new ByteArrayContent(stale.Body);
        lines.Headers.ContentType = new("application/x-ndjson");
        using var answer = await world.Server.PostAsync($"{stale.Path.TrimStart('/')}&refresh=true", lines);
        var items = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("items");

        Assert.All(items.EnumerateArray(), item => Assert.Equal(409, item.GetProperty("index").GetProperty("status").GetInt32()));
        Assert.Empty((await world.FindAsync("司空图"))!);
        await world.AssertWholeAsync();
    }

    /// <summary>Passes every second line on, and says that there was no room for the others.</summary>
    private static async Task<PassedAnswer> HalfRefusedAsync(PassedRequest request, Func<byte[], Task<PassedAnswer>> pass)
    {
        var lines = Lines(request.Body);
        var answer = JsonNode.Parse((await pass(Encoding.UTF8.GetBytes(string.Concat(lines.Where((_, i) => i % 2 == 0))))).Body)!;
        var items = answer["items"]!.AsArray();
        for (var i = 1; i < lines.Count; i += 2)
            items.Insert(i, new JsonObject
            {
                ["index"] = new JsonObject
                {
                    ["status"] = 429, ["error"] = new JsonObject { ["type"] = "es_rejected_execution_exception" },
                },
            });
        return new PassedAnswer(200, Encoding.UTF8.GetBytes(answer.ToJsonString()));
    }

    /// <summary>Each action with its document.</summary>
    private static List<string> Lines(byte[] body) =>
        [.. Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries).Chunk(2).Select(pair => $"{pair[0]}\n{pair[1]}\n")];

    private static async Task<long> IdAsync(EngineWorld world, string number)
    {
        await using var connection = await world.Service.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Id FROM Customer WHERE Number = $number";
        command.Parameters.AddWithValue("$number", number);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<HttpResponseMessage> PatchAsync(EngineWorld world, (string Number, string ETag) customer, object changes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/v1/customers/{customer.Number}") { Content = JsonContent.Create(changes) };
        request.Headers.TryAddWithoutValidation("If-Match", customer.ETag);
        return await world.Clerk.SendAsync(request);
    }

    /// <summary>As the server itself does when its disk is nearly full.</summary>
    private static async Task BlockAsync(EngineWorld world, bool blocked)
    {
        using var settings = JsonContent.Create(new Dictionary<string, object?> { ["index.blocks.read_only_allow_delete"] = blocked ? true : null });
        using var answer = await world.Server.PutAsync($"{world.Index}-*/_settings", settings);
        answer.EnsureSuccessStatusCode();
    }
}
