using System.Net;

namespace CustomerSearch.Service.Specs.Search;

public sealed class CriteriaSpecs(RunningService service)
{
    private const string Manager = "approver1";

    [Fact]
    public async Task Tags_ranges_and_filters_hold_together_and_the_count_is_exact()
    {
        var city = "甲市" + Guid.CreateVersion7();
        for (var i = 0; i < 25; i++)
        {
            var orders = i;
            await service.AddCustomerAsync("clerk1", "钟离春", (c, _) => (c.City, c.Metrics.Orders6m, c.Metrics.Spend12mFen) = (city, orders % 5, 1_000_000 * orders));
        }

        await service.CatchUpAsync();
        var manager = await service.AsAsync(Manager);

        var answer = await manager.SearchAsync(new
        {
            purpose = "业务办理",
            tags = new { all = new[] { "行业/教育" }, any = new[] { new[] { "价值层级/高价值", "价值层级/中价值" } }, none = new[] { "购买频次/低频" } },
            ranges = new object[] { new { field = "spend12mFen", from = 5_000_000, to = 20_000_000, toInclusive = false } },
            filters = new Dictionary<string, string[]> { ["city"] = [city], ["owner"] = ["clerk1"], ["department"] = ["华东销售部"] },
            pageSize = 5,
        });

        // 5..19 by spend, without the multiples of five, which have no orders.
        Assert.Equal((HttpStatusCode.OK, 12, 5), (answer.Status, answer["count"].GetInt32(), answer["hits"].GetArrayLength()));
    }

    [Theory]
    [InlineData("lastOrderOn", "\"2026-03-31\"", "\"2026-03-31\"", true, true)]
    [InlineData("lastOrderOn", "\"2026-03-31\"", null, true, true)]
    [InlineData("lastOrderOn", "\"2026-03-31\"", null, false, false)]
    [InlineData("lastOrderOn", null, "\"2026-03-31\"", true, true)]
    [InlineData("lastOrderOn", null, "\"2026-03-31\"", false, false)]
    [InlineData("lastOrderOn", "\"2026-04-01\"", "\"2026-04-30\"", true, false)]
    [InlineData("birthday", "\"02-28\"", "\"02-28\"", true, true)]
    [InlineData("birthday", "\"02-29\"", "\"03-01\"", true, true)]
    [InlineData("birthday", "\"12-20\"", "\"03-01\"", true, true)]
    [InlineData("birthday", "\"03-01\"", "\"02-01\"", true, false)]
    [InlineData("averageOrderFen", "0", "0", true, true)]
    [InlineData("certificationValidUntil", "\"1900-01-01\"", null, true, false)]
    public async Task An_end_of_a_range_is_open_closed_or_left_out(string field, string? from, string? to, bool inclusive, bool found)
    {
        var city = "乙市" + Guid.CreateVersion7();
        await service.AddCustomerAsync("clerk1", "钟离昧", (c, _) =>
        {
            c.City = city;
            c.LastOrderOn = new DateOnly(2026, 3, 31);
            c.BornOn = new DateOnly(2000, 2, 29);
        });
        await service.CatchUpAsync();

        var answer = await (await service.AsAsync(Manager)).PostAsync("/api/v1/searches", $$"""
            { "purpose": "业务办理", "filters": { "city": ["{{city}}"] },
              "ranges": [ { "field": "{{field}}", "from": {{from ?? "null"}}, "to": {{to ?? "null"}},
                "fromInclusive": {{(inclusive ? "true" : "false")}}, "toInclusive": {{(inclusive ? "true" : "false")}} } ] }
            """);

        Assert.Equal((HttpStatusCode.OK, found ? 1 : 0), (answer.Status, answer["count"].GetInt32()));
    }

    [Fact]
    public async Task A_keyword_and_a_name_together_must_both_hold()
    {
        await service.AddCustomerAsync("clerk1", "公孙大娘", (c, _) => c.Remark = "剑器舞");
        await service.AddCustomerAsync("clerk1", "公孙小娘", (c, _) => c.Remark = "胡旋舞");
        await service.CatchUpAsync();

        var answer = await (await service.AsAsync("clerk1")).SearchAsync(new
        {
            purpose = "业务办理", keyword = "剑器舞", name = new { text = "公孙", mode = "fuzzy" },
        });

        Assert.Equal(1, answer["count"].GetInt32());
        Assert.Equal(2, answer["hits"][0].GetProperty("lane").GetInt32());
    }

    [Fact]
    public async Task The_whole_scope_may_be_counted_without_a_condition_but_not_shown()
    {
        var clerk = await service.AsAsync("clerk2");

        var counted = await clerk.SearchAsync(new { purpose = "业务办理", pageSize = 0 });
        Assert.Equal(HttpStatusCode.OK, counted.Status);
        Assert.Equal(0, counted["hits"].GetArrayLength());
        Assert.True(counted["count"].GetInt32() > 0);
        Assert.Equal(HttpStatusCode.BadRequest, (await clerk.SearchAsync(new { purpose = "业务办理" })).Status);
    }

    [Fact]
    public async Task A_deleted_customer_is_found_by_nobody()
    {
        var customer = await service.AddCustomerAsync("clerk1", "拓跋宏");
        await service.CatchUpAsync();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={service.DatabaseFile}"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE Customer SET DeletedAt = 1 WHERE Number = '{customer.Number}'";
            command.ExecuteNonQuery();
        }

        await service.CatchUpAsync();
        var clerk = await service.AsAsync("clerk1");

        Assert.Equal(0, (await clerk.LookUpAsync("拓跋宏"))["count"].GetInt32());
        Assert.Equal(0, (await clerk.LookUpAsync(customer.Number))["count"].GetInt32());
    }
}
