using System.Net;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Service.Specs.Customers;

public sealed class CreateSpecs(RunningService service)
{
    private const string Path = "/api/v1/customers";

    [Fact]
    public async Task A_clerk_creates_a_customer_owns_it_and_finds_it_and_the_record_says_what_was_written_without_the_person()
    {
        var clerk = await service.AsAsync("clerk1");
        var (mobile, idCard) = (NewCustomer.Mobile(), NewCustomer.IdCard());
        var body = NewCustomer.Individual("司徒清风", ("idCardNo", idCard), ("city", "上海"), ("gender", "女"),
            ("contacts", new object[] { new { type = "wechat", value = "Qing_Feng" }, new { type = "mobile", value = $"+86 {mobile[..3]}-{mobile[3..7]} {mobile[7..]}" } }));

        var answer = await clerk.PostAsync(Path + "?wait=index", body);

        Assert.Equal((HttpStatusCode.Created, "\"1\""), (answer.Status, answer.Headers.ETag?.Tag));
        var number = answer["customerNo"].GetString()!;
        Assert.Equal($"{Path}/{number}", answer.Headers.Location!.ToString());
        Assert.StartsWith($"ED{service.Get<BusinessClock>().Today.Year}", number, StringComparison.Ordinal);
        Assert.True(answer["indexed"].GetBoolean());
        Assert.Contains(number, (await clerk.LookUpAsync("司徒清风")).Numbers);
        Assert.Equal([number], (await clerk.LookUpAsync(mobile)).Numbers);
        var opened = await clerk.OpenAsync(number);
        Assert.Equal(("clerk1", "华东销售部", "潜在客户"),
            (opened.GetProperty("owners")[0].GetString(), opened.GetProperty("department").GetString(), opened.GetProperty("status").GetString()));
        Assert.Equal((mobile, true), (opened.GetProperty("contacts")[0].GetProperty("value").GetString(), opened.GetProperty("contacts")[0].GetProperty("primary").GetBoolean()));

        var record = await service.LastOperationAsync(number, "create-customer");
        Assert.Equal(answer["operation"].GetString(), record.GetProperty("number").GetString());
        var changed = record.GetProperty("criteria").GetProperty("changed");
        Assert.Equal("上海", changed.GetProperty("city").GetProperty("to").GetString());
        Assert.Equal($"****{idCard[^4..]}", changed.GetProperty("idCardNo").GetProperty("to").GetProperty("value").GetString());
        Assert.NotEmpty(changed.GetProperty("name").GetProperty("to").GetProperty("token").GetString()!);
        Assert.All((string[])["司徒", mobile, idCard, "qing_feng"], secret => Assert.DoesNotContain(secret, record.GetRawText(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once_by_field()
    {
        var answer = await (await service.AsAsync("clerk1")).PostAsync(Path, new
        {
            kind = "individual",
            name = "甲\u0001",
            size = "大",
            industry = "渔业",
            region = "华中南",
            bornOn = "1990-02-30",
            idCardNo = "11010519491231002Y",
            bankCardNo = "4111111111111112",
            contacts = new object[] { new { type = "mobile", value = "1391111" }, new { type = "email", value = "a@b@c" } },
            sources = Array.Empty<string>(),
            remark = "回电 13911112222",
            rfm = new { r = "+" },
            tags = new[] { "行业/教育", "没有/这个" },
        });

        Assert.Equal((HttpStatusCode.UnprocessableEntity, "urn:customer-search:unprocessable"), (answer.Status, answer["type"].GetString()));
        Assert.Equal(
            ["bankCardNo", "bornOn", "contacts[0]", "contacts[1]", "idCardNo", "industry", "name", "region", "remark", "rfm", "size", "sources", "tags"],
            answer.Fields.Order(StringComparer.Ordinal));
        Assert.Equal(2, answer["errors"].GetProperty("tags").GetArrayLength());
        Assert.DoesNotContain("1391111", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_required_is_named_when_it_is_missing()
    {
        var answer = await (await service.AsAsync("clerk1")).PostAsync(Path, "{}");

        Assert.Equal(["contacts", "industry", "kind", "name", "sources"], answer.Fields.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"kind":"individual","kind":"individual"}""", HttpStatusCode.BadRequest)]
    [InlineData("""[1]""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":"\ud800"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":{"a":1},"surname":"x","contacts":{},"certification":5,"metrics":{"orders":1}}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"name":""", HttpStatusCode.BadRequest)]
    public async Task What_is_no_customer_is_refused_and_never_an_accident(string body, HttpStatusCode expected) =>
        Assert.Equal(expected, (await (await service.AsAsync("clerk1")).PostAsync(Path, body)).Status);

    [Theory]
    [InlineData("nul\0", false)]
    [InlineData("右\u202E左", false)]
    [InlineData("···", false)]
    [InlineData("=HYPERLINK(\"http://example.com\")", true)]
    [InlineData("𠮷田さくら", true)]
    public async Task A_name_is_kept_as_it_is_or_refused(string name, bool isGood)
    {
        var clerk = await service.AsAsync("clerk1");
        var answer = await clerk.PostAsync(Path, NewCustomer.Individual(name));

        Assert.Equal(isGood ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity, answer.Status);
        if (isGood)
            Assert.Equal(name, (await clerk.OpenAsync(answer["customerNo"].GetString()!)).GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("单雄信", "shan xiong xin", true)]
    [InlineData("吕布", "lv bu", true)]
    [InlineData("单雄信", "shan xiong", false)]
    public async Task A_reading_has_a_syllable_for_each_character(string name, string reading, bool isGood) => Assert.Equal(
        isGood ? HttpStatusCode.Created : HttpStatusCode.UnprocessableEntity,
        (await (await service.AsAsync("clerk1")).PostAsync(Path, NewCustomer.Individual(name, ("reading", reading)))).Status);

    [Fact]
    public async Task A_card_of_nineteen_digits_with_its_check_digit_is_kept_whole()
    {
        const string Body = "622848001234567890";
        var card = Body + CheckDigits.Luhn(Body);
        var clerk = await service.AsAsync("clerk1");
        var (number, _) = await clerk.CreateAsync(NewCustomer.Individual("卡长", ("bankCardNo", card)));

        var revealed = await clerk.PostAsync($"{Path}/{number}/reveal", new { field = "bankCardNo", purpose = "业务办理" });
        Assert.Equal(card, revealed["bankCardNo"].GetString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity,
            (await clerk.PostAsync(Path, $$"""{"kind":"individual","name":"x","industry":"教育","sources":["展会"],"contacts":[],"bankCardNo":{{card}}}""")).Status);
    }

    [Fact]
    public async Task Numbers_created_at_once_are_all_different_and_none_is_left_out()
    {
        var clerk = await service.AsAsync("clerk1");

        var created = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => clerk.CreateAsync(NewCustomer.Individual($"并发{i}", ("industry", "公共机构")))));

        var running = created.Select(c => CustomerNo.Parse(c.Number, null).Running).Order().ToList();
        Assert.Equal(Enumerable.Range(running[0], 30), running);
    }

    [Fact]
    public async Task A_number_of_ones_own_is_of_its_industry_free_and_skipped_later()
    {
        var clerk = await service.AsAsync("clerk1");
        var (drawn, _) = await clerk.CreateAsync(NewCustomer.Individual("能源一", ("industry", "能源")));
        var last = CustomerNo.Parse(drawn, null);
        var next = last with { Running = last.Running + 1 };
        Assert.Equal(["customerNo"], (await clerk.PostAsync(Path, NewCustomer.Individual("教育", ("customerNo", next.ToString())))).Fields);

        var (own, _) = await clerk.CreateAsync(NewCustomer.Individual("能源二", ("industry", "能源"), ("customerNo", next.ToString())));
        var taken = await clerk.PostAsync(Path, NewCustomer.Individual("能源三", ("industry", "能源"), ("customerNo", next.ToString())));
        var (after, _) = await clerk.CreateAsync(NewCustomer.Individual("能源四", ("industry", "能源")));

        Assert.Equal(next.ToString(), own);
        Assert.Equal((HttpStatusCode.Conflict, "urn:customer-search:conflict"), (taken.Status, taken["type"].GetString()));
        Assert.Equal((last with { Running = last.Running + 2 }).ToString(), after);
    }

    [Fact]
    public async Task After_999_a_number_has_four_digits_and_stands_behind_it_in_every_list()
    {
        var clerk = await service.AsAsync("clerk1");
        var (before, _) = await clerk.CreateAsync(NewCustomer.Individual("千号", ("industry", "房地产")));
        await service.Get<IDatabase>().WriteAsync(
            WritePriority.Interactive,
            (db, ct) => db.NumberCounters.Where(c => c.Code == "RE").ExecuteUpdateAsync(set => set.SetProperty(c => c.Last, 998), ct),
            CancellationToken.None);

        var (last, _) = await clerk.CreateAsync(NewCustomer.Individual("千号", ("industry", "房地产")));
        var (next, etag) = await clerk.CreateAsync(NewCustomer.Individual("千号", ("industry", "房地产")));
        await clerk.PatchAsync($"{Path}/{next}?wait=index", new { city = "上海" }, etag);

        Assert.Equal([$"{before[..6]}999", $"{before[..6]}1000"], [last, next]);
        Assert.Equal([next], (await clerk.LookUpAsync(next)).Numbers);
        var listed = await clerk.SearchAsync(new { purpose = "业务办理", keyword = "千号", sort = new[] { "customerNo" } });
        Assert.Equal([before, last, next], listed.Numbers);
    }

    [Theory]
    [InlineData("clerk1", """{"owners":["clerk2"]}""", "owners")]
    [InlineData("clerk1", """{"department":"华南销售部"}""", "department")]
    [InlineData("manager1", """{"department":"华南销售部"}""", "department")]
    [InlineData("manager1", """{"metrics":{"orders6m":3}}""", "metrics.orders6m")]
    public async Task Fields_that_are_not_ones_own_to_write_are_a_403_that_names_them(string account, string body, string field)
    {
        var answer = await (await service.AsAsync(account)).PostAsync(Path, body);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal([field], answer.Fields);
    }

    [Theory]
    [InlineData("marketer1")]
    [InlineData("auditor1")]
    [InlineData("admin1")]
    [InlineData("system1")]
    public async Task Who_does_not_write_customers_is_refused(string account) =>
        Assert.Equal(HttpStatusCode.Forbidden, (await (await service.AsAsync(account)).PostAsync(Path, NewCustomer.Individual("无权"))).Status);

    [Fact]
    public async Task A_manager_assigns_owners()
    {
        var manager = await service.AsAsync("manager1");
        var (number, _) = await manager.CreateAsync(NewCustomer.Individual("归属", ("owners", new[] { "clerk1" })));

        Assert.Equal("归属", (await (await service.AsAsync("clerk1")).OpenAsync(number)).GetProperty("name").GetString());
    }
}
