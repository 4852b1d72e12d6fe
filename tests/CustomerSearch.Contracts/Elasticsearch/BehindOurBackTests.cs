using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerSearch.Contracts.Search;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Elasticsearch;
using static CustomerSearch.Contracts.Search.Samples;

namespace CustomerSearch.Contracts.Elasticsearch;

/// <summary>What somebody does to the cluster without asking: no search is answered wrongly, and each case is known for what it is.</summary>
public sealed class BehindOurBackTests : IAsyncLifetime
{
    private static readonly EngineQuery Everybody = new() { Filters = [], Clauses = [], Size = 10 };

    private ElasticsearchOptions options = null!;
    private ElasticsearchIndex index = null!;
    private HttpClient server = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        options = await ElasticsearchUnderTest.OptionsAsync();
        index = ElasticsearchUnderTest.Open(options);
        server = new HttpClient { BaseAddress = options.Nodes[0] };
        foreach (var generation in (int[])[1, 2])
        {
            await index.CreateAsync(generation, Ct);
            await index.WriteAsync(generation, 1, [new IndexEntry.Present(Customer(1).With(Status, "active"))], Ct);
        }

        await index.PromoteAsync(1, Ct);
        Assert.Equal(1, (await index.SearchAsync(Everybody, Ct)).Count);
    }

    public async ValueTask DisposeAsync()
    {
        if (index is null)
            return;
        index.Dispose();
        server.Dispose();
        await ElasticsearchUnderTest.RemoveAsync(options);
    }

    [Fact]
    public async Task An_index_that_is_deleted_answers_nothing_takes_nothing_and_is_not_made_by_a_write()
    {
        await SendAsync(HttpMethod.Delete, $"{options.Index}-000001");

        await Assert.ThrowsAsync<EngineUnavailableException>(() => index.SearchAsync(Everybody, Ct));
        Assert.Equal(1, (await Assert.ThrowsAsync<GenerationBrokenException>(() => WriteAsync(1))).Generation);
        Assert.Equal(new IndexOpening.Unusable("missing"), await OpenAsync());
        Assert.Equal([2], await index.ListAsync(Ct));
        Assert.Empty(await WriteAsync(2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task An_alias_of_two_generations_answers_nothing(int size)
    {
        await MoveAliasAsync("add", "000002");

        await Assert.ThrowsAsync<EngineUnavailableException>(() => index.SearchAsync(Everybody with { Size = size }, Ct));
        Assert.Equal(new IndexOpening.Unusable("damaged"), await OpenAsync());

        await index.PromoteAsync(2, Ct);
        Assert.Equal(2, (await index.SearchAsync(Everybody, Ct)).Generation);
    }

    [Fact]
    public async Task An_alias_of_another_generation_answers_by_its_number_and_one_of_nothing_not_at_all()
    {
        await MoveAliasAsync("add", "000002");
        await MoveAliasAsync("remove", "000001");
        Assert.Equal(2, (await index.SearchAsync(Everybody, Ct)).Generation);
        Assert.Equal(2, Assert.IsType<IndexOpening.Ready>(await OpenAsync()).Generation);

        await MoveAliasAsync("remove", "000002");
        await Assert.ThrowsAsync<EngineUnavailableException>(() => index.SearchAsync(Everybody, Ct));
        Assert.Equal(new IndexOpening.Unusable("missing"), await OpenAsync());
    }

    [Fact]
    public async Task A_stranger_behind_the_alias_answers_nothing()
    {
        await SendAsync(HttpMethod.Put, $"{options.Index}-stranger", []);
        await MoveAliasAsync("add", "stranger");
        await MoveAliasAsync("remove", "000001");

        await Assert.ThrowsAsync<EngineUnavailableException>(() => index.SearchAsync(Everybody, Ct));
        Assert.Equal(new IndexOpening.Unusable("damaged"), await OpenAsync());
    }

    [Fact]
    public async Task A_generation_with_another_mapping_is_broken_and_no_document_is_blamed_for_it()
    {
        var body = IndexDefinition.Body(1, 0);
        body["mappings"]!["properties"]!.AsObject().Remove("status");
        body["mappings"]!["_meta"]![IndexDefinition.HashKey] = "another";
        body["aliases"] = new JsonObject { [$"{options.Index}-000002-write"] = new JsonObject() };
        await SendAsync(HttpMethod.Delete, $"{options.Index}-000002");
        await SendAsync(HttpMethod.Put, $"{options.Index}-000002", body);

        Assert.Equal(2, (await Assert.ThrowsAsync<GenerationBrokenException>(() => WriteAsync(2))).Generation);
        await index.PromoteAsync(2, Ct);
        Assert.Equal(new IndexOpening.Unusable("outdated"), await OpenAsync());
    }

    private Task<IReadOnlyList<RefusedEntry>> WriteAsync(int generation) =>
        index.WriteAsync(generation, 5, [new IndexEntry.Present(Customer(1).With(Status, "lost"))], Ct);

    private Task<IndexOpening> OpenAsync() => index.OpenAsync(new Progress<(long, long)>(), Ct);

    private Task MoveAliasAsync(string action, string name) => SendAsync(HttpMethod.Post, "_aliases", new JsonObject
    {
        ["actions"] = new JsonArray(new JsonObject
        {
            [action] = new JsonObject { ["index"] = $"{options.Index}-{name}", ["alias"] = options.Index },
        }),
    });

    private async Task SendAsync(HttpMethod method, string path, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await server.SendAsync(request, Ct);
        answer.EnsureSuccessStatusCode();
    }
}
