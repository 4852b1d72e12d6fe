using System.Net;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Service.Specs.Access;

public sealed class SignInSpecs(RunningService service)
{
    [Fact]
    public async Task Who_signs_in_gets_a_token_and_says_who_he_is()
    {
        using var client = service.Anonymous();
        var answer = await client.PostAsync("/api/v1/sign-in", new { userName = "clerk1", password = RunningService.Password });

        Assert.Equal("一线员工", answer["operator"].GetProperty("role").GetString());
        Assert.True(answer["expiresAt"].GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
        client.Use(answer["accessToken"].GetString()!);
        var me = await client.GetAsync("/api/v1/me");
        Assert.Equal(("clerk1", "华东销售部"), (me["userName"].GetString(), me["department"].GetString()));
        Assert.False(me["approver"].GetBoolean());
        Assert.True((await (await service.AsAsync("approver1")).GetAsync("/api/v1/me"))["approver"].GetBoolean());
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_look_alike()
    {
        using var client = service.Anonymous();

        var wrong = await client.PostAsync("/api/v1/sign-in", new { userName = "clerk9", password = "wrong" });
        var unknown = await client.PostAsync("/api/v1/sign-in", new { userName = "nobody", password = "wrong" });

        Assert.Equal(HttpStatusCode.Unauthorized, wrong.Status);
        Assert.Equal(WithoutTrace(wrong), WithoutTrace(unknown));
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_does_not_help_and_the_lockout_is_recorded()
    {
        using var client = service.Anonymous();
        for (var i = 0; i < 5; i++)
            await client.PostAsync("/api/v1/sign-in", new { userName = "clerk10", password = "wrong" });

        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await client.PostAsync("/api/v1/sign-in", new { userName = "clerk10", password = RunningService.Password })).Status);
        var operations = await (await service.AsAsync("auditor1")).GetAsync("/api/v1/operations?operator=clerk10");
        Assert.Equal(
            ["sign-in-refused", "lockout", "sign-in-refused", "sign-in-refused", "sign-in-refused", "sign-in-refused"],
            operations["items"].EnumerateArray().Select(item => item.GetProperty("kind").GetString()));
    }

    [Fact]
    public async Task A_token_that_was_signed_out_expired_or_made_up_is_nobodys()
    {
        using var client = await Client.SignInAsync(service.Address, "clerk11", RunningService.Password);
        Assert.Equal(HttpStatusCode.NoContent, (await client.PostTextAsync("/api/v1/sign-out", "")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).Status);

        using var expired = await Client.SignInAsync(service.Address, "clerk12", RunningService.Password);
        await ChangeAsync("UPDATE Session SET ExpiresAt = 1 WHERE AccountId = (SELECT Id FROM Account WHERE UserName = 'clerk12')");
        Assert.Equal(HttpStatusCode.Unauthorized, (await expired.GetAsync("/api/v1/me")).Status);

        using var madeUp = service.Anonymous();
        foreach (var token in (string[])["x", new string('A', 43), new string('A', 5000)])
        {
            madeUp.Use(token);
            Assert.Equal(HttpStatusCode.Unauthorized, (await madeUp.GetAsync("/api/v1/me")).Status);
        }
    }

    [Fact]
    public async Task A_change_of_an_account_acts_on_its_next_request()
    {
        using var client = await Client.SignInAsync(service.Address, "clerk13", RunningService.Password);
        Assert.Equal("一线员工", (await client.GetAsync("/api/v1/me"))["role"].GetString());

        await ChangeAsync("UPDATE Account SET Role = 4 WHERE UserName = 'clerk13'");
        Assert.Equal("审计", (await client.GetAsync("/api/v1/me"))["role"].GetString());

        await ChangeAsync("UPDATE Account SET IsDisabled = 1 WHERE UserName = 'clerk13'");
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/me")).Status);
    }

    [Fact]
    public async Task A_disabled_account_is_refused_like_a_wrong_password_and_where_from_is_recorded()
    {
        await ChangeAsync("UPDATE Account SET IsDisabled = 1 WHERE UserName = 'clerk21'");
        using var client = service.Anonymous();

        var disabled = await client.PostAsync("/api/v1/sign-in", new { userName = "clerk21", password = RunningService.Password });
        var wrong = await client.PostAsync("/api/v1/sign-in", new { userName = "nobody", password = RunningService.Password });

        Assert.Equal(WithoutTrace(wrong), WithoutTrace(disabled));
        var refused = await (await service.AsAsync("auditor1")).GetAsync("/api/v1/operations?operator=clerk21&kind=sign-in-refused");
        var record = Assert.Single(refused["items"].EnumerateArray());
        Assert.Equal(("denied", "127.0.0.1"), (record.GetProperty("outcome").GetString(), record.GetProperty("address").GetString()));
    }

    [Fact]
    public async Task Guesses_sent_at_once_all_count()
    {
        using var client = service.Anonymous();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => client.PostAsync("/api/v1/sign-in", new { userName = "clerk23", password = "wrong" })));

        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await client.PostAsync("/api/v1/sign-in", new { userName = "clerk23", password = RunningService.Password })).Status);
        var lockouts = await (await service.AsAsync("auditor1")).GetAsync("/api/v1/operations?operator=clerk23&kind=lockout");
        Assert.Equal(1, lockouts["items"].GetArrayLength());
    }

    [Fact]
    public async Task A_user_name_is_known_in_either_case_and_an_unknown_one_is_not_recorded_as_typed()
    {
        using var client = service.Anonymous();
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/api/v1/sign-in", new { userName = "CLERK22", password = RunningService.Password })).Status);
        await client.PostAsync("/api/v1/sign-in", new { userName = "my-secret-typed-here", password = "x" });

        var operations = await (await service.AsAsync("auditor1")).GetAsync("/api/v1/operations?pageSize=200");
        Assert.DoesNotContain("my-secret-typed-here", operations.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "userName": "", "password": "x" }""", "userName")]
    [InlineData("""{ "userName": "x" }""", "password")]
    [InlineData("""{ "userName": 1 }""", "userName")]
    public async Task A_wrong_sign_in_names_its_field(string body, string field)
    {
        using var client = service.Anonymous();
        var answer = await client.PostTextAsync("/api/v1/sign-in", body);

        Assert.Equal((HttpStatusCode.BadRequest, field), (answer.Status, Assert.Single(answer.Fields)));
    }

    private static string WithoutTrace(Answer answer)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(answer.Text)!.AsObject();
        json.Remove("traceId");
        return $"{answer.Status} {json.ToJsonString()}";
    }

    private Task ChangeAsync(string sql) => service.Get<IDatabase>().WriteAsync(
        WritePriority.Interactive, (db, ct) => db.Database.ExecuteSqlRawAsync(sql, ct), CancellationToken.None);
}
