using System.Net;
using System.Text.Json;

namespace CustomerSearch.Service.Specs.Catalogue;

public sealed class TagEndpointSpecs(RunningService service)
{
    [Fact]
    public async Task A_tag_is_proposed_confirmed_by_another_set_renamed_and_retired_over_HTTP()
    {
        var customer = await service.AddCustomerAsync("clerk1", "夹谷之会");
        var (marketer, admin, clerk) = (await service.AsAsync("marketer1"), await service.AsAsync("admin1"), await service.AsAsync("clerk1"));

        var proposed = await marketer.PostAsync("/api/v1/tags", new { dimension = "自定义", code = "喜欢徒步", definition = "参加过徒步活动" });
        Assert.Equal((HttpStatusCode.Created, "proposed"), (proposed.Status, proposed["state"].GetString()));
        var tag = $"/api/v1/tags/{proposed["id"].GetInt64()}";
        Assert.Equal(tag, proposed.Headers.Location?.ToString());
        Assert.Contains("自定义/喜欢徒步", (await admin.GetAsync("/api/v1/tags?state=proposed&pageSize=200"))["items"].EnumerateArray().Select(Name));
        Assert.Equal(HttpStatusCode.Forbidden, (await marketer.SendAsync("POST", $"{tag}/confirm")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await SetAsync("自定义/喜欢徒步")).Status);
        Assert.Equal("confirmed", (await admin.SendAsync("POST", $"{tag}/confirm"))["state"].GetString());
        Assert.Equal(HttpStatusCode.Conflict, (await admin.SendAsync("POST", $"{tag}/confirm")).Status);

        var set = await SetAsync("自定义/喜欢徒步");
        Assert.StartsWith("OP", set["operation"].GetString(), StringComparison.Ordinal);
        Assert.Contains("自定义/喜欢徒步", await TagsOfAsync());
        Assert.Equal(2, (await marketer.SendAsync("GET", tag))["history"].GetArrayLength());

        Assert.Equal("自定义/徒步爱好者", Name((await marketer.SendAsync("PATCH", tag, new { code = "徒步爱好者" })).Json));
        Assert.Contains("自定义/徒步爱好者", await TagsOfAsync());
        Assert.Equal("retired", (await marketer.SendAsync("POST", $"{tag}/retire"))["state"].GetString());
        Assert.DoesNotContain("自定义/徒步爱好者", await TagsOfAsync());
        var refused = await clerk.SearchAsync(new { purpose = "业务办理", tags = new { all = new[] { "自定义/徒步爱好者" } } });
        Assert.Equal((HttpStatusCode.BadRequest, "The tag 自定义/徒步爱好者 is retired."),
            (refused.Status, refused["errors"].GetProperty("tags.all[0]")[0].GetString()));
        var kinds = (await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/operations?customerNo={customer.Number}&kind=tag-customer"))["items"];
        Assert.Equal(1, kinds.GetArrayLength());

        Task<Answer> SetAsync(string name) => clerk.PostAsync($"/api/v1/customers/{customer.Number}/tags", new { add = new[] { name } });

        async Task<List<string?>> TagsOfAsync() => [.. (await clerk.GetAsync($"/api/v1/customers/{customer.Number}?purpose=业务办理"))["tags"]
            .EnumerateArray().Select(t => t.GetString())];
    }

    [Fact]
    public async Task What_is_wrong_with_a_tag_is_named_by_field()
    {
        var marketer = await service.AsAsync("marketer1");

        var inRule = await marketer.PostAsync("/api/v1/tags", new { dimension = "价值层级", code = "特高", definition = "x" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "dimension"), (inRule.Status, Assert.Single(inRule.Fields)));
        Assert.Equal("code", Assert.Single((await marketer.PostAsync("/api/v1/tags", new { dimension = "自定义", code = " x", definition = "x" })).Fields));
        Assert.Equal(HttpStatusCode.Conflict, (await marketer.PostAsync("/api/v1/tags", new { dimension = "服务偏好", code = "线上", definition = "x" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await marketer.SendAsync("POST", "/api/v1/tags/999999/retire")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await marketer.GetAsync("/api/v1/tags?state=gone")).Status);
        foreach (var account in (string[])["clerk1", "manager1", "auditor1", "system1"])
            Assert.Equal(HttpStatusCode.Forbidden, (await (await service.AsAsync(account)).PostAsync("/api/v1/tags", new { })).Status);
    }

    [Fact]
    public async Task Two_tags_are_merged_and_the_one_counts_as_the_other()
    {
        var customer = await service.AddCustomerAsync("clerk1", "季札观乐");
        var (marketer, clerk) = (await service.AsAsync("marketer1"), await service.AsAsync("clerk1"));
        var (from, into) = (await ConfirmedAsync("听音乐会"), await ConfirmedAsync("音乐爱好者"));
        await clerk.PostAsync($"/api/v1/customers/{customer.Number}/tags", new { add = new[] { "自定义/听音乐会" } });
        await service.CatchUpAsync();

        var merged = await marketer.PostAsync($"/api/v1/tags/{from}/merge", new { into });

        Assert.Equal(("retired", "自定义/音乐爱好者"), (merged["state"].GetString(), merged["mergedInto"].GetString()));
        var found = await clerk.SearchAsync(new { purpose = "业务办理", tags = new { all = new[] { "自定义/音乐爱好者" } } });
        Assert.Equal([customer.Number], found.Numbers);

        async Task<long> ConfirmedAsync(string code)
        {
            var id = (await marketer.PostAsync("/api/v1/tags", new { dimension = "自定义", code, definition = code }))["id"].GetInt64();
            Assert.Equal(HttpStatusCode.OK, (await (await service.AsAsync("admin1")).SendAsync("POST", $"/api/v1/tags/{id}/confirm")).Status);
            return id;
        }
    }

    private static string? Name(JsonElement tag) => tag.GetProperty("name").GetString();
}
