using System.Net;

namespace CustomerSearch.Service.Specs.Customers;

public sealed class UpsertSpecs(RunningService service)
{
    [Fact]
    public async Task Another_system_creates_and_changes_a_customer_by_its_own_id_and_what_comes_late_changes_nothing()
    {
        using var system = await service.SystemAsync("customers");
        var path = $"/api/v1/customers/external/ERP/{NewCustomer.Mobile()}";

        var created = await system.PutAsync($"{path}?sourceVersion=5", NewCustomer.Individual("系统来", ("city", "上海"), ("owners", new[] { "clerk1" })));
        var late = await system.PutAsync($"{path}?sourceVersion=4", new { city = "旧城" });
        var same = await system.PutAsync($"{path}?sourceVersion=6", new { city = "上海" });
        var lateAgain = await system.PutAsync($"{path}?sourceVersion=5", new { city = "旧城" });
        var changed = await system.PutAsync(path, new { city = "苏州" });

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK],
            new[] { created, late, same, lateAgain, changed }.Select(a => a.Status));
        Assert.Equal(["\"1\"", "\"1\"", "\"1\"", "\"1\"", "\"2\""], new[] { created, late, same, lateAgain, changed }.Select(a => a.Headers.ETag!.Tag));
        var number = created["customerNo"].GetString()!;
        var opened = await (await service.AsAsync("clerk1")).OpenAsync(number);
        Assert.Equal(("苏州", "ERP"), (opened.GetProperty("city").GetString(), opened.GetProperty("externalIds")[0].GetProperty("system").GetString()));
        var record = await service.LastOperationAsync(number, "change-customer");
        Assert.Equal("system1", record.GetProperty("operator").GetProperty("userName").GetString());
    }

    [Fact]
    public async Task A_new_customer_needs_everything_that_is_required_and_metrics_may_come_along()
    {
        using var system = await service.SystemAsync("customers");
        var path = $"/api/v1/customers/external/ERP/{NewCustomer.Mobile()}";

        Assert.Equal(["contacts", "industry", "kind", "sources"], (await system.PutAsync(path, new { name = "缺" })).Fields.Order(StringComparer.Ordinal));
        var created = await system.PutAsync(path, NewCustomer.Individual("全", ("owners", new[] { "clerk1" }), ("metrics", new { spend12mFen = 10_000_000 })));
        Assert.Equal(HttpStatusCode.Created, created.Status);
        var opened = await (await service.AsAsync("clerk1")).OpenAsync(created["customerNo"].GetString()!);
        Assert.Equal(10_000_000, opened.GetProperty("metrics").GetProperty("spend12mFen").GetInt64());
    }

    [Fact]
    public async Task An_id_of_another_customer_is_a_conflict()
    {
        using var system = await service.SystemAsync("customers");
        var (one, two) = (NewCustomer.Mobile(), NewCustomer.Mobile());
        await system.PutAsync($"/api/v1/customers/external/ERP/{one}", NewCustomer.Individual("一"));
        await system.PutAsync($"/api/v1/customers/external/ERP/{two}", NewCustomer.Individual("二"));

        var answer = await system.PutAsync($"/api/v1/customers/external/ERP/{one}", new { externalIds = new[] { new { system = "ERP", id = two } } });

        Assert.Equal((HttpStatusCode.Conflict, "externalIds"), (answer.Status, Assert.Single(answer.Fields)));
    }

    [Fact]
    public async Task Only_a_key_for_customers_writes_them()
    {
        using var events = await service.SystemAsync("events");
        using var wrong = service.Anonymous();
        wrong.UseKey("no-such-key");
        const string Path = "/api/v1/customers/external/ERP/1";

        Assert.Equal(HttpStatusCode.Forbidden, (await events.PutAsync(Path, new { })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await service.AsAsync("system1")).PutAsync(Path, new { })).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await service.AsAsync("manager1")).PutAsync(Path, new { })).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await wrong.PutAsync(Path, new { })).Status);
    }
}
