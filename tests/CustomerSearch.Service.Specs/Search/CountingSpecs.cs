using System.Net;
using System.Text.Json;

namespace CustomerSearch.Service.Specs.Search;

/// <summary>Facets, sorting and explanations over HTTP.</summary>
public sealed class CountingSpecs(RunningService service)
{
    [Fact]
    public async Task Facets_of_an_exclusive_dimension_add_up_to_the_count_and_speak_the_words_of_the_contract()
    {
        var manager = await service.AsAsync("approver1");

        var answer = await manager.SearchAsync(new
        {
            purpose = "数据分析", pageSize = 0, facets = new[] { "价值层级", "status", "department", "owner", "自定义" },
        });

        var facets = answer["facets"];
        Assert.Equal(answer["count"].GetInt64(), Sum(facets.GetProperty("价值层级")));
        Assert.Equal(answer["count"].GetInt64(), Sum(facets.GetProperty("status")));
        Assert.Contains("华东销售部", Codes(facets.GetProperty("department")));
        Assert.Contains("clerk1", Codes(facets.GetProperty("owner")));
        Assert.All(facets.EnumerateObject(), facet => Assert.Equal(
            facet.Value.EnumerateArray().Select(value => value.GetProperty("count").GetInt64()).OrderDescending(),
            facet.Value.EnumerateArray().Select(value => value.GetProperty("count").GetInt64())));
        Assert.Empty(answer.Numbers);
    }

    [Fact]
    public async Task A_facet_says_what_a_search_by_its_value_counts()
    {
        var clerk = await service.AsAsync("clerk1");
        var faceted = await clerk.SearchAsync(new { purpose = "业务办理", pageSize = 0, facets = new[] { "region", "客户阶段" } });

        foreach (var value in faceted["facets"].GetProperty("region").EnumerateArray())
        {
            var one = await clerk.SearchAsync(new
            {
                purpose = "业务办理", pageSize = 0, filters = new { region = new[] { value.GetProperty("code").GetString() } },
            });
            Assert.Equal(value.GetProperty("count").GetInt64(), one["count"].GetInt64());
        }
    }

    [Theory]
    [InlineData("marketer1", "occupation")]
    [InlineData("marketer1", "riskLevel")]
    [InlineData("admin1", "creditGrade")]
    public async Task A_field_that_is_seen_masked_is_not_counted_by(string who, string field)
    {
        var answer = await (await service.AsAsync(who)).SearchAsync(new { purpose = "数据分析", pageSize = 0, facets = new[] { "行业", field } });

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal(["facets[1]"], answer.Fields);
        var record = await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/searches/{answer.Rx}");
        Assert.Equal("denied", record["steps"][0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Marketing_counts_by_age_as_a_tag_though_not_by_birth_date()
    {
        var answer = await (await service.AsAsync("marketer1")).SearchAsync(
            new { purpose = "数据分析", tags = new { all = new[] { "流失风险/否" } }, pageSize = 3, facets = new[] { "年龄段" } });

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.All(answer["hits"].EnumerateArray(), hit =>
        {
            Assert.False(hit.TryGetProperty("matched", out _));
            Assert.False(hit.TryGetProperty("reason", out _));
        });
    }

    [Fact]
    public async Task Customers_come_in_the_order_asked_for_number_by_code_year_and_running_number()
    {
        await service.AddCustomerAsync("clerk2", "公羊高");
        await service.CatchUpAsync();
        var manager = await service.AsAsync("approver1");

        var numbers = await manager.SearchAsync(new { purpose = "业务办理", filters = new { kind = new[] { "individual" } }, sort = new[] { "-customerNo" }, pageSize = 200 });
        var regions = await manager.SearchAsync(new { purpose = "业务办理", filters = new { kind = new[] { "individual" } }, sort = new[] { "region", "lastContactOn" }, pageSize = 200 });

        Assert.Equal(numbers.Numbers.OrderByDescending(no => (no[..6], int.Parse(no[6..]))), numbers.Numbers);
        string?[] order = [null, "华东", "华南", "华北", "华中", "西南", "西北", "东北", "海外"];
        var places = regions["hits"].EnumerateArray().Select(hit => hit.GetProperty("customer"))
            .Select(c => (Array.IndexOf(order, Text(c, "region")), Text(c, "lastContactOn") ?? "")).ToList();
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public async Task The_funnel_leads_from_the_whole_scope_to_the_count_and_each_condition_says_what_it_costs()
    {
        var manager = await service.AsAsync("approver1");
        object Search(object? tags, object? filters) => new { purpose = "营销推送", channel = "短信", tags, filters, explain = true, pageSize = 0 };

        // Others write customers meanwhile: only what is asked between two equal answers can be compared with them.
        Answer answer;
        long[] expected;
        var rounds = 0;
        do
        {
            Assert.True(rounds++ < 20, "The base never stood still.");
            answer = await ExplainedAsync();
            expected = [await CountAsync(new { none = new[] { "活跃度/活跃" } }), await CountAsync(new { all = new[] { "流失风险/否" } })];
        }
        while ((await ExplainedAsync())["explain"].GetRawText() != answer["explain"].GetRawText());

        var funnel = answer["explain"].GetProperty("funnel").EnumerateArray().ToList();
        Assert.Equal(
            ["全部范围", "流失风险=否", "非 活跃度=活跃", "客户类型=individual", "同意=短信"],
            funnel.Select(step => step.GetProperty("step").GetString()!.Replace("个人", "individual", StringComparison.Ordinal)));
        var counts = funnel.ConvertAll(step => step.GetProperty("count").GetInt64());
        Assert.Equal(counts.OrderDescending(), counts);
        Assert.Equal(answer["count"].GetInt64(), counts[^1]);
        var without = answer["explain"].GetProperty("conditions").EnumerateArray().Select(c => c.GetProperty("countWithout").GetInt64()).ToList();
        Assert.Equal(expected, without[..2]);

        Task<Answer> ExplainedAsync() => manager.SearchAsync(
            Search(new { all = new[] { "流失风险/否" }, none = new[] { "活跃度/活跃" } }, new { kind = new[] { "individual" } }));

        async Task<long> CountAsync(object tags) =>
            (await manager.SearchAsync(Search(tags, new { kind = new[] { "individual" } })))["count"].GetInt64();
    }

    [Fact]
    public async Task A_search_that_finds_nobody_says_unasked_which_condition_to_drop()
    {
        var answer = await (await service.AsAsync("approver1")).SearchAsync(new
        {
            purpose = "业务办理", keyword = "王", ranges = new[] { new { field = "orders6m", from = 100000 } },
        });

        var conditions = answer["explain"].GetProperty("conditions").EnumerateArray().ToList();
        Assert.Equal(0, answer["count"].GetInt64());
        Assert.Equal(["关键字=王", "近6月订单数≥100000"], conditions.Select(c => c.GetProperty("condition").GetString()));
        Assert.Equal(0, conditions[0].GetProperty("countWithout").GetInt64());
        Assert.InRange(conditions[1].GetProperty("countWithout").GetInt64(), 1, 700);
    }

    [Fact]
    public async Task A_tag_that_must_and_must_not_be_there_finds_nobody_and_a_thousand_tags_are_too_many()
    {
        var manager = await service.AsAsync("approver1");

        var contradiction = await manager.SearchAsync(new { purpose = "业务办理", tags = new { all = new[] { "流失风险/否" }, none = new[] { "流失风险/否" } } });
        var many = await manager.SearchAsync(new { purpose = "业务办理", tags = new { any = new[] { Enumerable.Repeat("行业/教育", 1001) } } });
        var thousand = await manager.SearchAsync(new { purpose = "业务办理", tags = new { any = new[] { Enumerable.Repeat("行业/教育", 1000) } }, pageSize = 0 });

        Assert.Equal((HttpStatusCode.OK, 0), (contradiction.Status, contradiction["count"].GetInt32()));
        Assert.Equal((HttpStatusCode.BadRequest, "tags"), (many.Status, Assert.Single(many.Fields)));
        Assert.Equal(HttpStatusCode.OK, thousand.Status);
    }

    private static long Sum(JsonElement facet) => facet.EnumerateArray().Sum(value => value.GetProperty("count").GetInt64());

    private static IEnumerable<string?> Codes(JsonElement facet) => facet.EnumerateArray().Select(value => value.GetProperty("code").GetString());

    private static string? Text(JsonElement customer, string name) => customer.TryGetProperty(name, out var value) ? value.GetString() : null;
}
