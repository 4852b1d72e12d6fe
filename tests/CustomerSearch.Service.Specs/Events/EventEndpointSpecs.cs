using System.Net;
using System.Text.Json;
using CustomerSearch.Service.Specs.Customers;

namespace CustomerSearch.Service.Specs.Events;

public sealed class EventEndpointSpecs(RunningService service)
{
    private const string Ndjson = "application/x-ndjson";

    [Fact]
    public async Task Events_are_taken_with_a_202_applied_by_a_job_and_what_was_not_taken_is_listed()
    {
        var customer = await service.AddCustomerAsync("clerk1", "公冶长");
        using var system = await service.SystemAsync("events");
        var now = service.Get<TimeProvider>().GetUtcNow();

        var taken = await system.PostTextAsync("/api/v1/events", $$"""
            {"eventId":"http-1","customerNo":"{{customer.Number}}","type":"order","at":"{{now:O}}","orderId":"A-1","amountFen":12000000,"categories":["图书"]}
            {"eventId":"http-2","customerNo":"{{customer.Number}}","type":"login","at":"{{now.AddHours(1):O}}"}
            """, Ndjson);

        Assert.Equal((HttpStatusCode.Accepted, $"/api/v1/events/{taken["importId"].GetInt64()}"), (taken.Status, taken.Headers.Location?.ToString()));
        var batch = await DoneAsync(system, taken);
        Assert.Equal((2, 1, 1), (batch["rowsRead"].GetInt32(), batch["created"].GetInt32(), batch["rejected"].GetInt32()));
        var rejects = await system.GetAsync($"{taken.Headers.Location}/rejects");
        Assert.Equal((HttpStatusCode.OK, Ndjson), (rejects.Status, rejects.ContentType));
        var reject = JsonDocument.Parse(Assert.Single(rejects.Text.TrimEnd().Split('\n'))).RootElement;
        Assert.Equal((2, customer.Number), (reject.GetProperty("row").GetInt32(), reject.GetProperty("customerNo").GetString()));
        Assert.True(reject.GetProperty("errors").TryGetProperty("at", out _));

        var clerk = await service.AsAsync("clerk1");
        var opened = await clerk.GetAsync($"/api/v1/customers/{customer.Number}?purpose=业务办理");
        Assert.Equal(("成交客户", 12_000_000), (opened["status"].GetString(), opened["metrics"].GetProperty("spend12mFen").GetInt64()));
        Assert.NotEqual($"\"{customer.Version}\"", opened.Headers.ETag?.Tag);
        Assert.Contains("产品偏好/图书", opened["tags"].EnumerateArray().Select(t => t.GetString()));
        var record = (await (await service.AsAsync("auditor1")).GetAsync("/api/v1/operations?kind=take-events"))["items"][0];
        Assert.Equal(("system1", 2), (record.GetProperty("operator").GetProperty("userName").GetString(), record.GetProperty("criteria").GetProperty("lines").GetInt32()));
    }

    [Fact]
    public async Task What_is_no_batch_of_events_is_refused_whole_and_other_roles_may_not_send_any()
    {
        using var system = await service.SystemAsync("events");
        var tooMany = string.Join('\n', Enumerable.Repeat("{}", 10_001));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await system.PostTextAsync("/api/v1/events", "{}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await system.PostTextAsync("/api/v1/events", "", Ndjson)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await system.PostTextAsync("/api/v1/events", tooMany, Ndjson)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await system.PostTextAsync("/api/v1/events", new string(' ', 9 * 1024 * 1024), Ndjson)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await system.GetAsync("/api/v1/events/999999")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await system.GetAsync("/api/v1/events/999999/rejects")).Status);
        foreach (var account in (string[])["clerk1", "manager1", "marketer1", "auditor1", "admin1"])
            Assert.Equal(HttpStatusCode.Forbidden, (await (await service.AsAsync(account)).PostTextAsync("/api/v1/events", "{}", Ndjson)).Status);
    }

    private static async Task<Answer> DoneAsync(Client system, Answer taken)
    {
        for (var i = 0; ; i++)
        {
            Assert.True(i < 300, "The events were not applied within thirty seconds.");
            var batch = await system.GetAsync(taken.Headers.Location!.ToString());
            if (batch["state"].GetString() == "done")
                return batch;

            await Task.Delay(100);
        }
    }
}
