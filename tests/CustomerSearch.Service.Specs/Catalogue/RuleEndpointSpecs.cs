using System.Net;
using System.Text.Json;

namespace CustomerSearch.Service.Specs.Catalogue;

public sealed class RuleEndpointSpecs(RunningService service)
{
    [Fact]
    public async Task A_rule_with_a_gap_or_an_overlap_is_a_422_that_names_it()
    {
        var admin = await service.AsAsync("admin1");
        var rule = await RuleAsync("年消费");

        var gap = await admin.SendAsync("PUT", rule, Body(("高消费", 10_000_000, null), ("中消费", 3_000_000, 9_999_999), ("低消费", null, 3_000_000)));
        var overlap = await admin.SendAsync("PUT", rule, Body(("高消费", 10_000_000, null), ("中消费", 2_999_999, 10_000_000), ("低消费", null, 3_000_000)));

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "No case covers spend12mFen from 9999999 to below 10000000."), Only(gap));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "spend12mFen from 2999999 to below 3000000 is covered by 中消费 and by 低消费."), Only(overlap));
        Assert.Equal(HttpStatusCode.Conflict, (await admin.SendAsync("POST", $"{rule}/preview")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await admin.SendAsync("PUT", rule, """{"rule":{"kind":"magic"},"tags":[]}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.SendAsync("PUT", "/api/v1/rules/999999", Body(("高消费", null, null)))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await service.AsAsync("marketer1")).SendAsync("PUT", rule, "{}")).Status);

        static (HttpStatusCode, string?) Only(Answer answer) => (answer.Status, answer["errors"].GetProperty("rule.cases")[0].GetString());
    }

    [Fact]
    public async Task A_rule_is_saved_previewed_and_applied_by_jobs_and_searches_name_the_version_they_saw()
    {
        var (admin, approver) = (await service.AsAsync("admin1"), await service.AsAsync("approver1"));
        await service.CatchUpAsync();
        var rule = await RuleAsync("ARPU");
        var before = await CountAsync();
        var saved = await admin.SendAsync("PUT", rule, ArpuBody(("高", 100_000, null), ("中", 50_000, 100_000), ("低", null, 50_000)));
        Assert.Equal((HttpStatusCode.OK, "draft"), (saved.Status, saved["versions"][0].GetProperty("state").GetString()));

        var preview = await (await service.AsAsync("marketer1")).SendAsync("POST", $"{rule}/preview");
        var risen = preview["moves"].EnumerateArray().Where(m => m.GetProperty("to").GetString() == "高").Sum(m => m.GetProperty("count").GetInt64());
        Assert.True(risen > 0);
        Assert.Equal(HttpStatusCode.Accepted, (await admin.SendAsync("POST", $"{rule}/apply")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await admin.SendAsync("POST", $"{rule}/apply")).Status);

        var (count, version) = (before, 1);
        for (var i = 0; version == 1; i++)
        {
            Assert.True(i < 600, "The rule did not come into force within a minute.");
            Assert.Equal(before, count);
            await Task.Delay(100);
            (count, version) = await SeenAsync();
        }

        Assert.Equal((before + risen, 2), (count, version));
        var application = (await admin.SendAsync("GET", rule))["application"];
        Assert.Equal("switched", application.GetProperty("state").GetString());

        async Task<long> CountAsync() => (await SeenAsync()).Count;

        async Task<(long Count, int Version)> SeenAsync()
        {
            var answer = await approver.SearchAsync(new { purpose = "业务办理", pageSize = 0, tags = new { all = new[] { "ARPU/高" } } });
            var record = (await approver.GetAsync($"/api/v1/searches/{answer.Rx}"))["steps"][0];
            return (answer["count"].GetInt64(), record.GetProperty("ruleVersions").GetProperty("ARPU").GetInt32());
        }
    }

    private async Task<string> RuleAsync(string dimension)
    {
        var dimensions = (await (await service.AsAsync("admin1")).GetAsync("/api/v1/catalogue"))["dimensions"];
        return $"/api/v1/rules/{dimensions.EnumerateArray().Single(d => d.GetProperty("name").GetString() == dimension).GetProperty("ruleId").GetInt64()}";
    }

    private static object Body(params (string Tag, long? From, long? To)[] cases) => Body("spend12mFen", cases);

    private static object ArpuBody(params (string Tag, long? From, long? To)[] cases) => Body("arpuFen", cases);

    private static object Body(string field, (string Tag, long? From, long? To)[] cases) => JsonSerializer.Serialize(new
    {
        rule = new { kind = "bands", cases = cases.Select(c => new { tag = c.Tag, when = new[] { new { field, from = c.From, to = c.To } } }) },
        tags = cases.Select(c => new { code = c.Tag, definition = $"{c.From}-{c.To}" }),
    });
}
