using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CustomerSearch.Service.Specs.Access;

/// <summary>What time does: ten minutes before midnight in Shanghai, on the last day of March.</summary>
public sealed class ClockSpecs : IAsyncLifetime
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 3, 31, 23, 50, 0, TimeSpan.FromHours(8)))
    {
        AutoAdvanceAmount = TimeSpan.FromMilliseconds(1),
    };

    private RunningService service = null!;

    public async ValueTask InitializeAsync() => service = await RunningService.StartAsync(
        20, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task A_session_ends_twelve_hours_after_it_began_however_busy_it_was()
    {
        var clerk = await service.AsAsync("clerk1");

        clock.Advance(TimeSpan.FromHours(11.9));
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync("/api/v1/me")).Status);
        clock.Advance(TimeSpan.FromHours(0.2));
        Assert.Equal(HttpStatusCode.Unauthorized, (await clerk.GetAsync("/api/v1/me")).Status);
    }

    [Fact]
    public async Task A_lockout_ends_after_a_quarter_of_an_hour()
    {
        using var client = service.Anonymous();
        for (var i = 0; i < 5; i++)
            await SignInAsync("wrong");

        clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Equal(HttpStatusCode.Unauthorized, await SignInAsync(RunningService.Password));
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.OK, await SignInAsync(RunningService.Password));

        async Task<HttpStatusCode> SignInAsync(string password) =>
            (await client.PostAsync("/api/v1/sign-in", new { userName = "clerk2", password })).Status;
    }

    [Fact]
    public async Task At_midnight_in_Shanghai_numbers_begin_anew_and_searches_of_the_day_before_open_nobody()
    {
        var customer = await service.AddCustomerAsync("clerk1", "公冶长", (c, _) => c.LastOrderOn = new DateOnly(2026, 3, 31));
        await service.CatchUpAsync();
        var clerk = await service.AsAsync("clerk1");
        object orderedToday = new { purpose = "客户回访", ranges = new[] { new { field = "lastOrderOn", from = "today" } } };
        await clerk.LookUpAsync("公");
        var before = await clerk.SearchAsync(orderedToday);
        Assert.Equal("RX20260331002", before.Rx);
        Assert.Contains(customer.Number, before.Numbers);
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync($"/api/v1/customers/{customer.Number}?rx={before.Rx}")).Status);

        clock.SetUtcNow(new DateTimeOffset(2026, 3, 31, 16, 0, 0, TimeSpan.Zero));
        var after = await clerk.SearchAsync(orderedToday);

        Assert.Equal("RX20260401001", after.Rx);
        Assert.DoesNotContain(customer.Number, after.Numbers);
        Assert.Equal(HttpStatusCode.BadRequest, (await clerk.GetAsync($"/api/v1/customers/{customer.Number}?rx={before.Rx}")).Status);
        var own = await clerk.GetAsync("/api/v1/searches?from=2026-04-01");
        Assert.Equal(after.Rx, Assert.Single(own["items"].EnumerateArray()).GetProperty("number").GetString());
    }

    [Theory]
    [InlineData("-30d", "2026-03-01")]
    [InlineData("-1M", "2026-02-28")]
    [InlineData("-1y", "2025-03-31")]
    [InlineData("startOfMonth", "2026-03-01")]
    [InlineData("today", "2026-03-31")]
    public async Task A_relative_end_is_a_whole_day_of_the_business_and_the_record_keeps_both(string written, string day)
    {
        var first = DateOnly.ParseExact(day, "yyyy-MM-dd", null);
        var inside = await service.AddCustomerAsync("clerk1", "端木蕻", (c, _) => c.LastContactOn = first);
        var outside = await service.AddCustomerAsync("clerk1", "端木良", (c, _) => c.LastContactOn = first.AddDays(-1));
        await service.CatchUpAsync();
        var clerk = await service.AsAsync("clerk1");

        var answer = await clerk.SearchAsync(new
        {
            purpose = "客户回访", keyword = "端木", ranges = new[] { new { field = "lastContactOn", from = written } },
        });

        Assert.Equal([inside.Number], answer.Numbers.Intersect([inside.Number, outside.Number]));
        var record = (await clerk.GetAsync($"/api/v1/searches/{answer.Rx}"))["steps"][0];
        Assert.Equal(day, record.GetProperty("resolvedDates").GetProperty(written).GetString());
        Assert.Equal(written, record.GetProperty("criteria").GetProperty("ranges")[0].GetProperty("from").GetString());
    }
}
