using System.Net;

namespace CustomerSearch.Service.Specs.Search;

public sealed class AwkwardInputSpecs(RunningService service)
{
    [Theory]
    [InlineData("""{ "q": "", "purpose": "业务办理" }""", "q")]
    [InlineData("""{ "q": "   ", "purpose": "业务办理" }""", "q")]
    [InlineData("""{ "q": "·—（）", "purpose": "业务办理" }""", "q")]
    [InlineData("""{ "purpose": "业务办理" }""", "q")]
    [InlineData("""{ "q": "王\u0000芳", "purpose": "业务办理" }""", "q")]
    [InlineData("""{ "q": "王\ud800", "purpose": "业务办理" }""", "q")]
    [InlineData("""{ "q": "王" }""", "purpose")]
    [InlineData("""{ "q": "王", "purpose": "好奇" }""", "purpose")]
    [InlineData("""{ "q": "王", "purpose": "营销推送" }""", "channel")]
    [InlineData("""{ "q": "王", "purpose": "营销推送", "channel": "传真" }""", "channel")]
    [InlineData("""{ "q": "王", "purpose": "业务办理", "channel": "短信" }""", "channel")]
    [InlineData("""{ "q": "王", "purpose": "其他" }""", "remark")]
    [InlineData("""{ "q": "王", "purpose": "业务办理", "pageSize": -1 }""", "pageSize")]
    [InlineData("""{ "q": "王", "purpose": "业务办理", "pageSize": 201 }""", "pageSize")]
    [InlineData("""{ "q": "王", "purpose": "业务办理", "pageSize": 10000 }""", "pageSize")]
    [InlineData("""{ "q": "王", "purpose": "业务办理", "pageSize": "20" }""", "pageSize")]
    [InlineData("""{ "q": "王", "purpose": "业务办理", "colour": "red" }""", "colour")]
    [InlineData("""{ "q": "王", "purpose": "业务办理", "q": "李" }""", "q")]
    [InlineData("""{ "q": "王", "purpose": "业务办理", "continues": "OP20200101001" }""", "continues")]
    [InlineData("""{ "q": "王", "purpose": "业务办理", "continues": "yesterday" }""", "continues")]
    [InlineData("""{ "q": "王", """, "")]
    [InlineData("[]", "")]
    [InlineData("null", "")]
    public async Task A_wrong_look_up_names_its_field_and_is_recorded(string body, string field)
    {
        var answer = await (await service.AsAsync("clerk1")).PostTextAsync("/api/v1/look-ups", body);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.Status, answer.ContentType));
        Assert.Contains(answer.Fields, name => name == field || (field.Length == 0));
        var record = await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/searches/{answer.Rx}");
        Assert.Equal("rejected", record["steps"][0].GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        var answer = await (await service.AsAsync("clerk1")).PostTextAsync("/api/v1/searches", """
            { "purpose": "好奇", "keyword": " ", "name": { "text": "", "mode": "loud" },
              "tags": { "all": ["行业/制造业", "行业", "行业/魔法"], "any": [[]] },
              "ranges": [ { "field": "lastOrderOn", "from": "today", "to": "-30d" }, { "field": "height" },
                { "field": "spend12mFen", "from": 1.5 }, { "field": "lastOrderOn", "from": "2023-02-29" },
                { "field": "lastOrderOn" }, { "field": "orders6m", "from": 5, "fromInclusive": false, "to": 5 },
                { "field": "lastOrderOn", "from": "1899-12-31" }, { "field": "birthday", "from": "02-30" } ],
              "filters": { "region": ["火星"], "height": ["1"], "owner": ["nobody"], "city": [] },
              "sort": ["height", "status", "-status"], "facets": ["行业", "height", "行业"], "explain": true, "cursor": "x", "channel": "传真",
              "pageSize": 500 }
            """);

        Assert.Equal(
            [
                "channel", "cursor", "facets", "facets[1]", "filters.city", "filters.height", "filters.owner[0]", "filters.region[0]",
                "keyword", "name.mode", "name.text", "pageSize", "purpose", "ranges[0]", "ranges[1].field", "ranges[2].from",
                "ranges[3].from", "ranges[4]", "ranges[5]", "ranges[6].from", "ranges[7].from", "sort", "sort[0]", "tags.all[1]", "tags.all[2]",
                "tags.any[0]",
            ],
            answer.Fields.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("?")]
    [InlineData("\\\"王芳\\\"")]
    [InlineData("name:王")]
    [InlineData("王* OR 1=1 --")]
    [InlineData("'; DROP TABLE Customer; --")]
    [InlineData("😀")]
    [InlineData("<script>")]
    public async Task Signs_and_syntax_are_literal_text_that_finds_nobody_here(string q)
    {
        var answer = await (await service.AsAsync("clerk1")).PostTextAsync("/api/v1/look-ups", $$"""{ "q": "{{q}}", "purpose": "业务办理" }""");

        Assert.Equal((HttpStatusCode.OK, 0), (answer.Status, answer["count"].GetInt32()));
    }

    [Fact]
    public async Task A_body_of_five_megabytes_is_413_and_one_that_is_no_JSON_is_415()
    {
        var clerk = await service.AsAsync("clerk1");

        var large = await clerk.PostTextAsync("/api/v1/look-ups", $$"""{ "q": "{{new string('王', 5_000_000)}}", "purpose": "业务办理" }""");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "application/problem+json"), (large.Status, large.ContentType));
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await clerk.PostTextAsync("/api/v1/look-ups", "q=王", "application/x-www-form-urlencoded")).Status);
    }

    [Fact]
    public async Task Depth_of_a_hundred_is_refused()
    {
        var body = $$"""{ "purpose": "业务办理", "tags": { "all": {{new string('[', 100)}}{{new string(']', 100)}} } }""";

        Assert.Equal(HttpStatusCode.BadRequest, (await (await service.AsAsync("clerk1")).PostTextAsync("/api/v1/searches", body)).Status);
    }

    [Fact]
    public async Task A_thousand_tags_in_one_group_are_answered_and_more_are_refused()
    {
        var clerk = await service.AsAsync("clerk1");
        object Body(int tags) => new { purpose = "业务办理", tags = new { any = new[] { Enumerable.Repeat("行业/教育", tags) } } };

        Assert.Equal(HttpStatusCode.OK, (await clerk.SearchAsync(Body(1000))).Status);
        Assert.Equal(["tags"], (await clerk.SearchAsync(Body(1001))).Fields);
    }

    [Fact]
    public async Task A_name_that_a_caller_made_up_for_a_property_does_not_carry_a_number_into_the_record()
    {
        var answer = await (await service.AsAsync("clerk1")).PostTextAsync("/api/v1/look-ups", """{ "q": "王", "13912345678": 1 }""");

        Assert.DoesNotContain("13912345678", answer.Text, StringComparison.Ordinal);
    }
}
