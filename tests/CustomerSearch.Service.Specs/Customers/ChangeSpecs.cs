using System.Net;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Service.Specs.Customers;

public sealed class ChangeSpecs(RunningService service)
{
    private const string Path = "/api/v1/customers";

    [Fact]
    public async Task A_patch_changes_what_it_names_and_nothing_else_and_null_clears()
    {
        var clerk = await service.AsAsync("clerk1");
        var (number, etag) = await clerk.CreateAsync(NewCustomer.Individual("端木赐", ("city", "上海"), ("remark", "旧"), ("gender", "男"), ("bornOn", "1990-01-02")));

        var answer = await clerk.PatchAsync(
            $"{Path}/{number}?wait=index", new { city = "苏州", remark = (string?)null, certification = new { status = "已认证" } }, etag);

        Assert.Equal((HttpStatusCode.OK, "\"2\""), (answer.Status, answer.Headers.ETag?.Tag));
        Assert.Equal(["certification.status", "city", "remark"], answer["changed"].EnumerateArray().Select(f => f.GetString()));
        var opened = await clerk.OpenAsync(number);
        Assert.Equal(("苏州", "男", "1990-01-02", false),
            (opened.GetProperty("city").GetString(), opened.GetProperty("gender").GetString(), opened.GetProperty("bornOn").GetString(), opened.TryGetProperty("remark", out _)));
        var change = (await service.LastOperationAsync(number, "change-customer")).GetProperty("criteria").GetProperty("changed");
        Assert.Equal(("上海", "苏州"), (change.GetProperty("city").GetProperty("from").GetString(), change.GetProperty("city").GetProperty("to").GetString()));
        Assert.Equal("***", change.GetProperty("remark").GetProperty("from").GetProperty("value").GetString());
        Assert.Contains(number, (await clerk.SearchAsync(new { purpose = "业务办理", keyword = "端木赐", filters = new { city = new[] { "苏州" } } })).Numbers);
    }

    [Fact]
    public async Task A_patch_that_changes_nothing_leaves_version_and_records_as_they_are()
    {
        var clerk = await service.AsAsync("clerk1");
        var (number, etag) = await clerk.CreateAsync(NewCustomer.Individual("不变", ("city", "上海")));

        var answer = await clerk.PatchAsync($"{Path}/{number}", new { city = "上海", sources = new[] { "展会" } }, etag);

        Assert.Equal((HttpStatusCode.OK, etag), (answer.Status, answer.Headers.ETag?.Tag));
        Assert.False(answer.Json.TryGetProperty("operation", out _));
    }

    [Fact]
    public async Task A_changed_own_reading_finds_at_once_and_the_one_before_finds_no_longer()
    {
        var clerk = await service.AsAsync("clerk1");
        var (number, etag) = await clerk.CreateAsync(NewCustomer.Individual("黑岩舟", ("reading", "bo yan zhou")));

        var changed = await clerk.PatchAsync($"{Path}/{number}?wait=index", new { reading = "mo yan zhou" }, etag);

        Assert.Equal(["reading"], changed["changed"].EnumerateArray().Select(f => f.GetString()));
        Assert.Contains(number, (await clerk.LookUpAsync("moyanzhou")).Numbers);
        Assert.DoesNotContain(number, (await clerk.LookUpAsync("boyanzhou")).Numbers);
        var cleared = await clerk.PatchAsync($"{Path}/{number}?wait=index", new { reading = (string?)null }, changed.Headers.ETag?.Tag);
        Assert.DoesNotContain(number, (await clerk.LookUpAsync("moyanzhou")).Numbers);
        Assert.Contains(number, (await clerk.LookUpAsync("heiyanzhou")).Numbers);
        Assert.Equal(["reading"], (await clerk.PatchAsync($"{Path}/{number}", new { reading = "hei yan" }, cleared.Headers.ETag?.Tag)).Fields);
    }

    [Fact]
    public async Task A_new_name_that_the_own_reading_does_not_fit_is_refused()
    {
        var clerk = await service.AsAsync("clerk1");
        var (number, etag) = await clerk.CreateAsync(NewCustomer.Individual("黑岩帆", ("reading", "he yan fan")));

        var answer = await clerk.PatchAsync($"{Path}/{number}", new { name = "黑岩" }, etag);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "reading"), (answer.Status, Assert.Single(answer.Fields)));
    }

    [Fact]
    public async Task Of_two_writers_with_one_ETag_one_writes_and_the_other_is_told()
    {
        var clerk = await service.AsAsync("clerk1");
        var (number, etag) = await clerk.CreateAsync(NewCustomer.Individual("同时"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => clerk.PatchAsync($"{Path}/{number}", new { city = $"城{i}" }, etag)));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(7, answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed));
        Assert.Equal(HttpStatusCode.BadRequest, (await clerk.PatchAsync($"{Path}/{number}", new { city = "x" }, null)).Status);
        foreach (var wrong in (string[])["W/\"2\"", "*", "\"x\"", "\"3\""])
            Assert.Equal((wrong, HttpStatusCode.PreconditionFailed), (wrong, (await clerk.PatchAsync($"{Path}/{number}", new { city = "x" }, wrong)).Status));
    }

    [Fact]
    public async Task What_is_required_cannot_be_cleared_and_a_kind_takes_its_fields_along()
    {
        var clerk = await service.AsAsync("clerk1");
        var (number, etag) = await clerk.CreateAsync(NewCustomer.Individual("必填", ("gender", "男")));

        var cleared = await clerk.PatchAsync($"{Path}/{number}", """{"name":null,"contacts":[],"sources":null,"industry":null,"customerNo":"ED2020999"}""", etag);
        Assert.Equal(["contacts", "customerNo", "industry", "name", "sources"], cleared.Fields.Order(StringComparer.Ordinal));
        var moved = await clerk.PatchAsync($"{Path}/{number}", new { kind = "enterprise", size = "小" }, etag);
        Assert.Equal(["gender"], moved.Fields);
        Assert.Equal(HttpStatusCode.OK, (await clerk.PatchAsync($"{Path}/{number}", """{"kind":"enterprise","size":"小","gender":null}""", etag)).Status);
    }

    [Fact]
    public async Task Contacts_that_stay_keep_their_rows_and_one_is_always_the_primary_one()
    {
        var clerk = await service.AsAsync("clerk1");
        var (kept, gone, added) = (NewCustomer.Mobile(), NewCustomer.Mobile(), NewCustomer.Mobile());
        var (number, etag) = await clerk.CreateAsync(NewCustomer.Individual("多号", ("contacts", new object[] { new { type = "mobile", value = gone }, new { type = "mobile", value = kept } })));
        var before = await RowsAsync(number);

        var answer = await clerk.PatchAsync(
            $"{Path}/{number}", new { contacts = new object[] { new { type = "mobile", value = kept }, new { type = "mobile", value = added, primary = true } } }, etag);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        var after = await RowsAsync(number);
        Assert.Equal((before[1], 2), (after[0], after.Count));
        var contacts = (await clerk.OpenAsync(number)).GetProperty("contacts");
        Assert.Equal((added, true, kept, false),
            (contacts[0].GetProperty("value").GetString(), contacts[0].GetProperty("primary").GetBoolean(), contacts[1].GetProperty("value").GetString(), contacts[1].GetProperty("primary").GetBoolean()));
    }

    [Fact]
    public async Task Consents_are_added_to_their_history_and_never_taken_out_of_it()
    {
        var clerk = await service.AsAsync("clerk1");
        var (number, etag) = await clerk.CreateAsync(NewCustomer.Individual("同意", ("consents", new[] { new { channel = "短信", state = "given", source = "表单", wording = "v2" } })));

        await clerk.PatchAsync($"{Path}/{number}", new { consents = new[] { new { channel = "短信", state = "withdrawn" } } }, etag);

        var consent = (await clerk.OpenAsync(number)).GetProperty("consents")[0];
        Assert.Equal(("withdrawn", "客服"), (consent.GetProperty("state").GetString(), consent.GetProperty("source").GetString()));
        await using var db = service.Get<IDatabase>().Open();
        Assert.Equal(2, await db.ConsentChanges.CountAsync(c => db.Customers.Any(x => x.Number == number && x.Id == c.CustomerId)));
    }

    [Fact]
    public async Task A_foreign_customer_cannot_be_changed_and_looks_as_if_it_were_not_there_and_that_is_recorded()
    {
        var (number, etag) = await (await service.AsAsync("clerk2")).CreateAsync(NewCustomer.Individual("外人"));
        var clerk = await service.AsAsync("clerk1");

        Assert.Equal(HttpStatusCode.NotFound, (await clerk.PatchAsync($"{Path}/{number}", new { city = "x" }, etag)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await clerk.DeleteAsync($"{Path}/{number}", new { reason = "x" }, etag)).Status);
        foreach (var kind in (string[])["change-customer", "delete-customer"])
        {
            var refused = await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/operations?operator=clerk1&kind={kind}&outcome=denied");
            Assert.Contains(number, refused["items"].EnumerateArray().Select(o => o.GetProperty("criteria").GetProperty("customerNo").GetString()));
        }
    }

    [Fact]
    public async Task A_deleted_customer_leaves_number_id_and_time_and_its_number_is_never_used_again()
    {
        var manager = await service.AsAsync("manager1");
        var mobile = NewCustomer.Mobile();
        var body = NewCustomer.Individual("将删", ("contacts", new[] { new { type = "mobile", value = mobile } }), ("remark", "备注"), ("externalIds", new[] { new { system = "CRM", id = $"D{mobile}" } }));
        var (number, etag) = await manager.CreateAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, (await manager.DeleteAsync($"{Path}/{number}", new { }, etag)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await manager.DeleteAsync($"{Path}/{number}", new { reason = "x" }, "\"9\"")).Status);
        var answer = await manager.DeleteAsync($"{Path}/{number}?wait=index", new { reason = "客户要求 13911112222" }, etag);

        Assert.True(answer.Status == HttpStatusCode.OK && answer["indexed"].GetBoolean(), answer.Text);
        Assert.Empty((await manager.LookUpAsync("将删")).Numbers);
        Assert.Empty((await manager.LookUpAsync(mobile)).Numbers);
        Assert.Equal("客户要求 ***", (await service.LastOperationAsync(number, "delete-customer")).GetProperty("remark").GetString());
        await using var db = service.Get<IDatabase>().Open();
        var left = await db.Customers.IgnoreQueryFilters().Include(c => c.Contacts).Include(c => c.ExternalIds).SingleAsync(c => c.Number == number);
        Assert.Equal(("", null, 0, 0), (left.Name, left.Remark, left.Contacts.Count, left.ExternalIds.Count));
        Assert.NotNull(left.DeletedAt);
        Assert.Equal(HttpStatusCode.Conflict, (await manager.PostAsync(Path, NewCustomer.Individual("又来", ("customerNo", number)))).Status);
        Assert.Equal(HttpStatusCode.Created, (await manager.PostAsync(Path, body)).Status);
    }

    [Fact]
    public async Task A_write_and_its_record_are_one()
    {
        var clerk = await service.AsAsync("clerk1");
        var (number, etag) = await clerk.CreateAsync(NewCustomer.Individual("一体"));
        var operation = (await clerk.PatchAsync($"{Path}/{number}", new { city = "一体城" }, etag))["operation"].GetString()!;

        await using var db = service.Get<IDatabase>().Open();
        var wanted = RecordNumber.Parse(operation, null);
        var record = await db.Records.SingleAsync(r => r.Series == RecordSeries.Operation && r.Day == wanted.Day && r.Running == wanted.Running);
        Assert.Equal(("change-customer", "clerk1"), (record.Kind, record.UserName));
    }

    private async Task<List<long>> RowsAsync(string number)
    {
        await using var db = service.Get<IDatabase>().Open();
        return await db.Contacts.Where(c => db.Customers.Any(x => x.Number == number && x.Id == c.CustomerId)).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync();
    }
}
