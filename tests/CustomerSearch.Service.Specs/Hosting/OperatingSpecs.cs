using System.Net;

namespace CustomerSearch.Service.Specs.Hosting;

public sealed class OperatingSpecs(RunningService service)
{
    [Fact]
    public async Task Health_says_whether_it_lives_whether_it_is_ready_and_to_administrators_how_the_index_stands()
    {
        using var nobody = service.Anonymous();

        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync("/health/live")).Status);
        Assert.True((await nobody.GetAsync("/health/ready"))["ready"].GetBoolean());
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/health")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await service.AsAsync("clerk1")).GetAsync("/health")).Status);
        var health = await (await service.AsAsync("admin1")).GetAsync("/health");
        Assert.Equal(("ready", 1, 0), (health["indexState"].GetString(), health["generation"].GetInt32(), health["deadLetters"].GetInt32()));
    }

    [Fact]
    public async Task The_dashboard_is_for_administrators_and_a_visit_is_recorded()
    {
        using var nobody = service.Anonymous();
        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.GetAsync("/jobs")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await service.AsAsync("auditor1")).GetAsync("/jobs")).Status);
        using var administrator = await Client.SignInAsync(service.Address, "admin1", RunningService.Password);
        administrator.Header("Accept", "text/html");

        Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync("/jobs")).Status);

        var visits = await (await service.AsAsync("auditor1")).GetAsync("/api/v1/operations?kind=open-dashboard");
        Assert.Equal("admin1", visits["items"][0].GetProperty("operator").GetProperty("userName").GetString());
    }

    [Fact]
    public async Task The_session_cookie_opens_the_dashboard_and_nothing_of_the_API()
    {
        using var nobody = service.Anonymous();
        var signedIn = await nobody.PostAsync("/api/v1/sign-in", new { userName = "admin1", password = RunningService.Password });
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/jobs", cookie, StringComparison.OrdinalIgnoreCase);
        using var browser = service.Anonymous();
        browser.Header("Cookie", cookie.Split(';')[0]);

        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/jobs")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/me")).Status);
    }

    [Fact]
    public async Task The_root_leads_to_the_description_of_the_API()
    {
        using var nobody = service.Anonymous();

        Assert.Equal((HttpStatusCode.Redirect, "/swagger"), ((await nobody.GetAsync("/")).Status, (await nobody.GetAsync("/")).Headers.Location!.ToString()));
        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync("/swagger/index.html")).Status);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_with_a_stable_type()
    {
        var answer = await (await service.AsAsync("clerk1")).GetAsync("/api/v1/nothing");

        Assert.Equal((HttpStatusCode.NotFound, "urn:customer-search:not-found"), (answer.Status, answer["type"].GetString()));
    }

    [Fact]
    public async Task The_catalogue_shows_a_role_its_purposes_and_fields()
    {
        var clerk = await (await service.AsAsync("clerk1")).GetAsync("/api/v1/catalogue");
        var marketer = await (await service.AsAsync("marketer1")).GetAsync("/api/v1/catalogue");
        List<string?> Names(Answer answer, string list) => [.. answer[list].EnumerateArray().Select(item => item.GetProperty("name").GetString())];

        Assert.Equal(["来电咨询", "业务办理", "客户回访", "投诉处理", "营销推送", "其他"], Names(clerk, "purposes"));
        Assert.Equal(["营销推送", "数据分析", "其他"], Names(marketer, "purposes"));
        var figures = marketer["purposes"].EnumerateArray().Single(p => p.GetProperty("name").GetString() == "数据分析");
        Assert.Equal("""{"never":["name","contact","identity"]}""", figures.GetProperty("file").GetRawText());
        Assert.DoesNotContain(clerk["purposes"].EnumerateArray(), purpose => purpose.TryGetProperty("file", out _));
        Assert.Contains("spend12mFen", clerk["sorts"].EnumerateArray().Select(sort => sort.GetString()));
        Assert.Contains("bornOn", Names(clerk, "fields"));
        Assert.DoesNotContain("bornOn", Names(marketer, "fields"));
        Assert.Equal(20, clerk["dimensions"].GetArrayLength());
        Assert.All(
            clerk["dimensions"].EnumerateArray().SelectMany(d => d.GetProperty("tags").EnumerateArray()),
            tag => Assert.NotEmpty(tag.GetProperty("definition").GetString()!));
    }

    [Fact]
    public async Task No_log_holds_what_was_searched_for_or_found()
    {
        string[] secrets = ["13912349876", "secret.person@example.com", "11010519491231002X", "4111111111111111", "赫连铁树"];
        await service.AddCustomerAsync("clerk1", "赫连铁树");
        await service.CatchUpAsync();
        var clerk = await service.AsAsync("clerk1");
        foreach (var secret in secrets)
        {
            await clerk.LookUpAsync(secret);
            await clerk.PostTextAsync("/api/v1/look-ups", $$"""{ "q": "{{secret}}", "{{secret}}": 1 """);
            await clerk.PostTextAsync("/api/v1/sign-in", $$"""{ "userName": "{{secret}}", "password": "{{secret}}" }""");
        }

        Assert.NotEmpty(service.Log);
        foreach (var secret in secrets.Append(RunningService.Password).Append(clerk.Token!))
            Assert.DoesNotContain(service.Log, line => line.Contains(secret, StringComparison.Ordinal));
    }
}
