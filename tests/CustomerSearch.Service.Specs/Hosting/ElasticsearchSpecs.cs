using System.Net;
using CustomerSearch.Contracts.Elasticsearch;
using CustomerSearch.Service.Specs.Customers;

namespace CustomerSearch.Service.Specs.Hosting;

/// <summary>The whole service over a real Elasticsearch, with something in between that can go wrong.</summary>
public sealed class ElasticsearchSpecs : IAsyncLifetime
{
    private readonly string index = ElasticsearchServer.NewIndex();
    private FaultProxy proxy = null!;
    private RunningService service = null!;

    public async ValueTask InitializeAsync()
    {
        proxy = await FaultProxy.StartAsync(await ElasticsearchServer.AddressAsync());
        service = await RunningService.StartAsync(
            50, null, "--Search:Engine=Elasticsearch", $"--Search:Elasticsearch:Nodes:0={proxy.Address}", $"--Search:Elasticsearch:Index={index}");
    }

    public async ValueTask DisposeAsync()
    {
        if (service is null)
            return;
        await service.DisposeAsync();
        await proxy.DisposeAsync();
        await ElasticsearchServer.RemoveAsync(index);
    }

    [Fact]
    public async Task A_customer_is_found_once_written_by_name_sound_and_tag_and_no_more_once_deleted()
    {
        var (clerk, manager) = (await service.AsAsync("clerk1"), await service.AsAsync("manager1"));
        var (number, etag) = await clerk.CreateAsync(NewCustomer.Individual("百里奚"));
        await service.CatchUpAsync();

        foreach (var typed in (string[])["百里奚", "bailixi", "blx", "百里x"])
            Assert.Equal([number], (await clerk.LookUpAsync(typed)).Numbers);
        var tagged = await clerk.PostAsync("/api/v1/searches", new
        {
            purpose = "业务办理", name = new { text = "bailix", mode = "fuzzy" }, tags = new { all = new[] { "流失风险/否" } },
            facets = new[] { "status" }, explain = true,
        });
        Assert.Equal([number], tagged.Numbers);
        Assert.Equal(1, tagged["facets"].GetProperty("status")[0].GetProperty("count").GetInt32());

        var gone = await manager.DeleteAsync($"/api/v1/customers/{number}?wait=index", new { reason = "客户要求" }, etag);
        Assert.True(gone["indexed"].GetBoolean(), gone.Text);
        Assert.Empty((await clerk.LookUpAsync("bailixi")).Numbers);
    }

    [Fact]
    public async Task Every_customer_of_the_base_is_counted_and_paged_once()
    {
        var administrator = await service.AsAsync("admin1");
        var seen = new List<string>();
        string? cursor = null;
        long count;
        do
        {
            var page = await administrator.PostAsync("/api/v1/searches", new
            {
                purpose = "业务办理", filters = new { kind = new[] { "individual", "enterprise" } }, sort = new[] { "-lastContactOn" }, pageSize = 20, cursor,
            });
            Assert.Equal(HttpStatusCode.OK, page.Status);
            count = page["count"].GetInt64();
            seen.AddRange(page.Numbers);
            cursor = page["cursor"].GetString();
        }
        while (cursor is not null);

        Assert.Equal(count, seen.Count);
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.True(seen.Count >= 50);
    }

    [Theory]
    [InlineData("down")]
    [InlineData("hanging")]
    [InlineData("partial")]
    public async Task An_outage_is_a_recorded_503_whole_values_are_answered_and_what_was_written_meanwhile_is_found_afterwards(string fault)
    {
        var clerk = await service.AsAsync("clerk1");
        var before = await service.AddCustomerAsync("clerk1", "百里视");
        proxy.Now = fault switch
        {
            "down" => FaultProxy.Down,
            "hanging" => FaultProxy.Slow(TimeSpan.FromMinutes(1)),
            _ => FaultProxy.Only("_search", FaultProxy.Partial),
        };

        var answer = await clerk.LookUpAsync("百里视");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (answer.Status, answer.ContentType));
        var record = (await clerk.GetAsync($"/api/v1/searches/{answer.Rx}"))["steps"][0];
        Assert.Equal(("failed", "elasticsearch"), (record.GetProperty("outcome").GetString(), record.GetProperty("engine").GetString()));
        var whole = await clerk.LookUpAsync(before.Number);
        Assert.Equal((HttpStatusCode.OK, "record"), (whole.Status, whole["source"].GetString()));

        var meanwhile = await clerk.PostAsync("/api/v1/customers", NewCustomer.Individual("公孙衍"));
        Assert.Equal(HttpStatusCode.Created, meanwhile.Status);
        proxy.Now = FaultProxy.Pass;
        for (var i = 0; await clerk.LookUpAsync("公孙衍") is not { Status: HttpStatusCode.OK, Numbers.Count: 1 }; i++)
        {
            Assert.True(i < 300, "What was written during the outage was not found within a minute.");
            await Task.Delay(200);
        }
    }
}
