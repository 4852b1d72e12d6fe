using System.Net;
using System.Text.Json;

namespace CustomerSearch.Service.Specs.Customers;

public sealed class DuplicateSpecs(RunningService service)
{
    private const string Path = "/api/v1/customers";

    [Fact]
    public async Task A_mobile_ID_number_or_licence_of_an_own_customer_is_refused_with_its_number()
    {
        var clerk = await service.AsAsync("clerk1");
        var (mobile, idCard) = (NewCustomer.Mobile(), NewCustomer.IdCard());
        var (number, _) = await clerk.CreateAsync(NewCustomer.Individual("原主", ("idCardNo", idCard), ("contacts", Contacts(mobile))));

        var answer = await clerk.PostAsync(Path, NewCustomer.Individual("重复", ("idCardNo", idCard), ("contacts", Contacts($"0086{mobile}"))));

        Assert.Equal((HttpStatusCode.Conflict, "urn:customer-search:duplicate"), (answer.Status, answer["type"].GetString()));
        Assert.Equal(["contacts", "idCardNo"], answer.Fields.Order(StringComparer.Ordinal));
        Assert.All(answer["duplicates"].EnumerateArray(), d => Assert.Equal(number, d.GetProperty("customerNo").GetString()));
        var record = (await (await service.AsAsync("auditor1")).GetAsync("/api/v1/operations?operator=clerk1&kind=create-customer&outcome=rejected"))["items"][0];
        Assert.Equal(number, record.GetProperty("criteria").GetProperty("duplicates")[0].GetProperty("customerNo").GetString());
    }

    [Fact]
    public async Task A_foreign_one_says_only_its_department()
    {
        var licence = NewCustomer.Licence();
        var company = NewCustomer.Individual("外部公司", ("kind", "enterprise"), ("licenceNo", licence.ToLowerInvariant()));
        var (number, _) = await (await service.AsAsync("clerk2")).CreateAsync(company);

        var answer = await (await service.AsAsync("clerk1")).PostAsync(
            Path, NewCustomer.Individual("我的公司", ("kind", "enterprise"), ("licenceNo", licence)));

        Assert.Equal(HttpStatusCode.Conflict, answer.Status);
        var duplicate = Assert.Single(answer["duplicates"].EnumerateArray());
        Assert.Equal(["department", "field"], duplicate.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(("licenceNo", "华南销售部"), (duplicate.GetProperty("field").GetString(), duplicate.GetProperty("department").GetString()));
        Assert.DoesNotContain(number, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("外部公司", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_was_told_of_too_many_foreign_customers_is_turned_away_before_the_next_is_looked_for()
    {
        await using var own = await RunningService.StartAsync(10, null, "--Access:MissesPerHour=2");
        var clerk = await own.AsAsync("clerk1");
        var mobile = NewCustomer.Mobile();
        await (await own.AsAsync("clerk2")).CreateAsync(NewCustomer.Individual("别家", ("contacts", Contacts(mobile))));
        var (number, etag) = await clerk.CreateAsync(NewCustomer.Individual("自家"));

        Assert.Equal(HttpStatusCode.Conflict, (await clerk.PostAsync(Path, NewCustomer.Individual("试", ("contacts", Contacts(mobile))))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await clerk.PatchAsync($"{Path}/{number}", new { contacts = Contacts(mobile) }, etag)).Status);
        var turnedAway = await clerk.PostAsync(Path, NewCustomer.Individual("又试", ("contacts", Contacts(mobile))));

        Assert.Equal((HttpStatusCode.TooManyRequests, true), (turnedAway.Status, turnedAway.Headers.RetryAfter is not null));
        Assert.False(turnedAway.Json.TryGetProperty("duplicates", out _));
        Assert.Equal(HttpStatusCode.OK, (await clerk.PatchAsync($"{Path}/{number}", new { city = "上海" }, etag)).Status);
    }

    [Fact]
    public async Task Ones_own_values_are_no_duplicates_and_neither_is_what_a_deleted_customer_had()
    {
        var manager = await service.AsAsync("manager1");
        var (mobile, idCard) = (NewCustomer.Mobile(), NewCustomer.IdCard());
        var body = NewCustomer.Individual("自己", ("idCardNo", idCard), ("contacts", Contacts(mobile)));
        var (number, etag) = await manager.CreateAsync(body);

        var patched = await manager.PatchAsync($"{Path}/{number}", new { idCardNo = idCard, contacts = Contacts(mobile), city = "上海" }, etag);
        Assert.Equal(HttpStatusCode.OK, patched.Status);
        await manager.DeleteAsync($"{Path}/{number}", new { reason = "重录" }, patched.Headers.ETag!.Tag);

        await manager.CreateAsync(body);
    }

    [Fact]
    public async Task A_patch_and_an_upsert_are_looked_at_too()
    {
        var clerk = await service.AsAsync("clerk1");
        var mobile = NewCustomer.Mobile();
        await clerk.CreateAsync(NewCustomer.Individual("先来", ("contacts", Contacts(mobile))));
        var (number, etag) = await clerk.CreateAsync(NewCustomer.Individual("后到"));
        using var system = await service.SystemAsync("customers");

        var patched = await clerk.PatchAsync($"{Path}/{number}", new { contacts = Contacts(mobile) }, etag);
        var sent = await system.PutAsync($"{Path}/external/ERP/{NewCustomer.Mobile()}", NewCustomer.Individual("系统", ("contacts", Contacts(mobile))));

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (patched.Status, sent.Status));
        Assert.Equal("华东销售部", sent["duplicates"][0].GetProperty("department").GetString());
    }

    [Fact]
    public async Task Of_two_who_write_one_mobile_at_once_one_is_refused()
    {
        var clerk = await service.AsAsync("clerk1");
        var mobile = NewCustomer.Mobile();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => clerk.PostAsync(Path, NewCustomer.Individual($"抢{i}", ("contacts", Contacts(mobile))))));

        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
    }

    [Fact]
    public async Task By_configuration_a_duplicate_is_a_warning()
    {
        await using var own = await RunningService.StartAsync(10, null, "--Customers:Duplicates=Warn");
        var clerk = await own.AsAsync("clerk1");
        var mobile = NewCustomer.Mobile();
        var (number, _) = await clerk.CreateAsync(NewCustomer.Individual("原主", ("contacts", Contacts(mobile))));

        var answer = await clerk.PostAsync(Path, NewCustomer.Individual("共用", ("contacts", Contacts(mobile))));

        Assert.Equal(HttpStatusCode.Created, answer.Status);
        Assert.Equal(number, answer["duplicates"][0].GetProperty("customerNo").GetString());
    }

    [Fact]
    public async Task By_configuration_the_duplicates_of_an_import_go_in_and_are_reported_row_by_row()
    {
        await using var own = await RunningService.StartAsync(10, null, "--Customers:Duplicates=Warn");
        using var system = await own.SystemAsync("customers");
        var (mobile, other) = (NewCustomer.Mobile(), NewCustomer.Mobile());
        await (await own.AsAsync("clerk1")).CreateAsync(NewCustomer.Individual("原主", ("contacts", Contacts(mobile))));
        var sheet = $"""
            customerNo,kind,name,industry,sources,mobile
            ED2019901,individual,共用,教育,展会,{mobile}
            ED2019902,individual,独有,教育,展会,{other}
            ED2019903,individual,又共用,教育,展会,{other}
            """;

        var first = await system.ImportAsync(sheet, "text/csv");
        var again = await system.ImportAsync(sheet, "text/csv");

        Assert.Equal(("finished", 3, 0, 0, 0), first.Counts());
        Assert.Equal(2, first.GetProperty("import").GetProperty("warned").GetInt64());
        var lines = (await system.GetAsync($"/api/v1/imports/{first.GetProperty("id").GetInt64()}/warnings")).Text
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(
            [(2, "ED2019901", "Is another customer's, of 华东销售部."), (4, "ED2019903", "Is another customer's, of 信息部.")],
            lines.Select(l => (l.GetProperty("row").GetInt32(), l.GetProperty("customerNo").GetString(), l.GetProperty("warnings").GetProperty("mobile")[0].GetString())));
        Assert.Equal(("finished", 0, 0, 3, 0), again.Counts());
        Assert.Equal(0, again.GetProperty("import").GetProperty("warned").GetInt64());
    }

    private static object[] Contacts(string mobile) => [new { type = "mobile", value = mobile }];
}
