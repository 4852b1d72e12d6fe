using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CustomerSearch.Contracts.Elasticsearch;
using CustomerSearch.Elasticsearch;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustomerSearch.Faults.Elasticsearch;

/// <summary>
/// The service as a process and a real Elasticsearch: one that tests share, behind as many doors as there are nodes, or one of
/// the test's own, which is asked directly.
/// </summary>
internal sealed class EngineWorld : IAsyncDisposable
{
    private readonly HttpClient server;
    private int written;

    private EngineWorld(Uri address, IReadOnlyList<FaultProxy> doors, IEnumerable<Uri> nodes, int replicas, int writeTimeoutMs)
    {
        Index = ElasticsearchServer.NewIndex();
        Doors = doors;
        server = new HttpClient { BaseAddress = address };
        Service = new ServiceProcess(120,
        [
            ("Search__Engine", "Elasticsearch"), ("Search__Elasticsearch__Index", Index), ("Search__DeadlineMs", "1000"),
            ("Search__Elasticsearch__WriteTimeoutMs", $"{writeTimeoutMs}"), ("Search__Elasticsearch__Replicas", $"{replicas}"),
            .. nodes.Select((node, i) => ($"Search__Elasticsearch__Nodes__{i}", node.ToString())),
        ]);
    }

    public ServiceProcess Service { get; }

    /// <summary>The name that the indexes of this world begin with.</summary>
    public string Index { get; }

    public IReadOnlyList<FaultProxy> Doors { get; }

    public FaultProxy Door => Doors[0];

    public HttpClient Clerk { get; private set; } = null!;

    public HttpClient Manager { get; private set; } = null!;

    /// <summary>The server itself, past the doors.</summary>
    public HttpClient Server => server;

    public static async Task<EngineWorld> StartAsync(int doors = 1)
    {
        var address = await ElasticsearchServer.AddressAsync();
        var proxies = await Task.WhenAll(Enumerable.Range(0, doors).Select(_ => FaultProxy.StartAsync(address)));
        return await StartAsync(new EngineWorld(address, proxies, proxies.Select(proxy => proxy.Address), replicas: 0, writeTimeoutMs: 2000));
    }

    /// <summary>
    /// Over a server that the test may kill; each shard has a copy where there is a second node for it. Three nodes on a busy machine
    /// take seconds to agree on a new index.
    /// </summary>
    public static Task<EngineWorld> OverAsync(OwnElasticsearch own) =>
        StartAsync(new EngineWorld(own.Nodes[0], [], own.Nodes, replicas: own.Nodes.Count > 1 ? 1 : 0, writeTimeoutMs: 10_000));

    private static async Task<EngineWorld> StartAsync(EngineWorld world)
    {
        await world.Service.StartAsync();
        world.Clerk = await world.Service.SignInAsync("clerk1");
        world.Manager = await world.Service.SignInAsync("manager1");
        return world;
    }

    public void Let(FaultProxy.Rule rule)
    {
        foreach (var door in Doors)
            door.Now = rule;
    }

    /// <summary>Creates a customer by the service, and gives number and ETag.</summary>
    public async Task<(string Number, string ETag)> CreateAsync(string name)
    {
        using var answer = await Clerk.PostAsJsonAsync("/api/v1/customers", new
        {
            kind = "individual", name, industry = "教育", sources = new[] { "展会" },
            contacts = new[] { new { type = "mobile", value = $"139{Random.Shared.Next(100_000_000):00000000}" } },
        });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        written++;
        var number = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("customerNo").GetString()!;
        return (number, answer.Headers.ETag!.Tag);
    }

    public async Task DeleteAsync((string Number, string ETag) customer)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/customers/{customer.Number}")
        {
            Content = JsonContent.Create(new { reason = "客户要求" }),
        };
        request.Headers.TryAddWithoutValidation("If-Match", customer.ETag);
        using var answer = await Manager.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>The numbers that a search by name finds; null where it is not answered.</summary>
    public async Task<string[]?> FindAsync(string name)
    {
        var (status, body) = await ServiceProcess.LookUpAsync(Clerk, name);
        return status == HttpStatusCode.OK
            ? [.. body.GetProperty("hits").EnumerateArray().Select(hit => hit.GetProperty("customerNo").GetString()!)]
            : null;
    }

    /// <summary>The outcome and engine that the record of a search holds.</summary>
    public async Task<string> RecordAsync(JsonElement answer)
    {
        var record = await Clerk.GetFromJsonAsync<JsonElement>($"/api/v1/searches/{answer.GetProperty("rxNumber").GetString()}");
        return record.GetProperty("steps")[0].GetProperty("outcome").GetString()!;
    }

    public async Task<JsonElement> HealthAsync()
    {
        using var administrator = await Service.SignInAsync("admin1");
        return await administrator.GetFromJsonAsync<JsonElement>("/health");
    }

    /// <summary>Why the last drain ended early; null where it did not.</summary>
    public async Task<string?> DrainFailureAsync() =>
        (await HealthAsync()).TryGetProperty("drainFailure", out var reason) ? reason.GetString() : null;

    /// <summary>Waits, for two minutes at most, until something is so.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        for (var i = 0; !await isSo(); i++)
        {
            Assert.True(i < 600, $"Within two minutes it was not so that {what}.");
            await Task.Delay(200);
        }
    }

    /// <summary>Nothing waits any more, nothing was given up, and the index has each customer as the database has him.</summary>
    public async Task AssertWholeAsync()
    {
        await UntilAsync("no change waits", async () => (await HealthAsync()).GetProperty("pendingChanges").GetInt64() == 0);
        Assert.Equal(0, (await HealthAsync()).GetProperty("deadLetters").GetInt64());
        using var index = new ElasticsearchIndex(
            new ElasticsearchOptions { Nodes = { server.BaseAddress! }, Index = Index }, TimeSpan.FromSeconds(10), TimeProvider.System,
            NullLogger<ElasticsearchIndex>.Instance);
        var fresh = await Documents.FreshAsync(Service);
        Assert.InRange(fresh.Count, 120, 120 + written);
        Assert.Equal(fresh, await Documents.IndexedAsync(index));
    }

    public async ValueTask DisposeAsync()
    {
        Clerk?.Dispose();
        Manager?.Dispose();
        await Service.DisposeAsync();
        foreach (var door in Doors)
            await door.DisposeAsync();
        server.Dispose();
        if (Doors.Count > 0)
            await ElasticsearchServer.RemoveAsync(Index);
    }
}
