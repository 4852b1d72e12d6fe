using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CustomerSearch.Service.Specs.Access;

public sealed class ApiKeySpecs(RunningService service)
{
    private const string Path = "/api/v1/api-keys";

    [Fact]
    public async Task A_key_is_shown_once_kept_as_a_hash_and_recorded_without_itself()
    {
        var made = await (await service.AsAsync("admin1")).PostAsync(Path, new { userName = "system1", scopes = new[] { "customers" }, days = 30 });

        Assert.Equal(HttpStatusCode.Created, made.Status);
        var key = made["key"].GetString()!;
        Assert.DoesNotContain(key, await File.ReadAllTextAsync(service.DatabaseFile, System.Text.Encoding.Latin1), StringComparison.Ordinal);
        var record = (await (await service.AsAsync("auditor1")).GetAsync("/api/v1/operations?kind=create-api-key"))["items"][0];
        Assert.Equal(("admin1", "system1"), (record.GetProperty("operator").GetProperty("userName").GetString(), record.GetProperty("criteria").GetProperty("account").GetString()));
        Assert.DoesNotContain(key, record.GetRawText(), StringComparison.Ordinal);
        using var system = service.Anonymous();
        system.UseKey(key);
        Assert.Equal("system1", (await system.GetAsync("/api/v1/me"))["userName"].GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await system.PostTextAsync("/api/v1/sign-out", "")).Status);
    }

    [Fact]
    public async Task A_key_that_was_taken_back_or_whose_account_is_disabled_opens_nothing()
    {
        var admin = await service.AsAsync("admin1");
        var made = await admin.PostAsync(Path, new { userName = "system1", scopes = new[] { "events" } });
        using var system = service.Anonymous();
        system.UseKey(made["key"].GetString()!);
        Assert.Equal(HttpStatusCode.OK, (await system.GetAsync("/api/v1/me")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"{Path}/{made["id"].GetInt64()}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.DeleteAsync($"{Path}/{made["id"].GetInt64()}")).Status);

        Assert.Equal(HttpStatusCode.Unauthorized, (await system.GetAsync("/api/v1/me")).Status);
    }

    [Theory]
    [InlineData("""{"userName":"clerk1","scopes":["events"]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"userName":"nobody","scopes":["events"]}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"userName":"system1","scopes":[]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"userName":"system1","scopes":["searches"]}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"userName":"system1","scopes":["events"],"days":367}""", HttpStatusCode.BadRequest)]
    public async Task A_key_is_for_a_system_account_for_known_things_and_for_a_year_at_most(string body, HttpStatusCode expected) =>
        Assert.Equal(expected, (await (await service.AsAsync("admin1")).PostAsync(Path, body)).Status);

    [Fact]
    public async Task Only_an_administrator_makes_keys() =>
        Assert.Equal(HttpStatusCode.Forbidden, (await (await service.AsAsync("manager1")).PostAsync(Path, new { userName = "system1", scopes = new[] { "events" } })).Status);

    [Fact]
    public async Task A_key_ends_when_its_time_is_over()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.FromHours(8))) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
        await using var own = await RunningService.StartAsync(10, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        var made = await (await own.AsAsync("admin1")).PostAsync(Path, new { userName = "system1", scopes = new[] { "customers" }, days = 1 });
        using var system = own.Anonymous();
        system.UseKey(made["key"].GetString()!);

        clock.Advance(TimeSpan.FromHours(23.9));
        Assert.Equal(HttpStatusCode.OK, (await system.GetAsync("/api/v1/me")).Status);
        clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await system.GetAsync("/api/v1/me")).Status);
    }
}
