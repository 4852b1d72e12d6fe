using System.Net;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Service.Specs.Customers;

public sealed class OpenSpecs(RunningService service)
{
    private static readonly string[] Everything =
    [
        "address", "bankCardNo", "bornOn", "certification", "city", "cityTier", "consents", "contacts", "cooperationSince",
        "creditGrade", "customerNo", "department", "externalIds", "firstContactOn", "firstOrderOn", "gender", "idCardNo", "industry",
        "kind", "lastContactOn", "lastOrderOn", "legalRepresentative", "licenceNo", "metrics", "name", "occupation", "owners", "ownership",
        "province", "reading", "region", "remark", "rfm", "riskLevel", "size", "sources", "status", "tags",
    ];

    private static readonly string[] Hidden =
        ["address", "bornOn", "creditGrade", "externalIds", "legalRepresentative", "licenceNo", "occupation", "reading", "remark", "riskLevel"];

    [Theory]
    [InlineData("clerk1", "clear", "业务办理")]
    [InlineData("manager1", "clear", "投诉处理")]
    [InlineData("admin1", "named", "来电咨询")]
    [InlineData("marketer1", "masked", "数据分析")]
    public async Task A_customer_opened_shows_each_role_what_the_matrix_says(string account, string sight, string purpose)
    {
        var customer = await AddFullAsync("闻人无双");

        var answer = await (await service.AsAsync(account)).GetAsync($"/api/v1/customers/{customer.Number}?purpose={Uri.EscapeDataString(purpose)}");

        Assert.Equal((HttpStatusCode.OK, "\"1\""), (answer.Status, answer.Headers.ETag?.Tag));
        var expected = sight switch
        {
            "clear" => Everything,
            "named" => Everything.Except(Hidden),
            _ => Everything.Except(Hidden).Except(["idCardNo", "bankCardNo"]),
        };
        Assert.Equal(expected, answer.Json.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(sight == "masked" ? "*女士" : "闻人无双", answer["name"].GetString());
        Assert.Equal(sight == "clear" ? "13911112222" : "139****2222", answer["contacts"][0].GetProperty("value").GetString());
        if (sight != "masked")
            Assert.Equal(("****002X", "****1111"), (answer["idCardNo"].GetString(), answer["bankCardNo"].GetString()));
        Assert.Equal("given", answer["consents"][0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_customer_is_opened_from_an_own_search_of_today_that_showed_it_and_from_no_other()
    {
        var customer = await service.AddCustomerAsync("clerk1", "澹台明月");
        var another = await service.AddCustomerAsync("clerk1", "申屠嘉");
        var clerk = await service.AsAsync("clerk1");
        var rx = (await clerk.LookUpAsync(customer.Number, "客户回访")).Rx;
        var foreignRx = (await (await service.AsAsync("manager1")).LookUpAsync(customer.Number)).Rx;

        var opened = await clerk.GetAsync($"/api/v1/customers/{customer.Number}?rx={rx}");
        Assert.Equal(HttpStatusCode.OK, opened.Status);
        var operation = (await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/operations?customerNo={customer.Number}"))["items"][0];
        Assert.Equal(
            ("open-customer", rx, "客户回访", "clerk1", "ok"),
            (operation.GetProperty("kind").GetString(), operation.GetProperty("continues").GetString(), operation.GetProperty("purpose").GetString(),
                operation.GetProperty("operator").GetProperty("userName").GetString(), operation.GetProperty("outcome").GetString()));

        foreach (var wrong in (string[])
            [
                $"{another.Number}?rx={rx}", $"{customer.Number}?rx={foreignRx}", $"{customer.Number}?rx=RX20200101001", $"{customer.Number}?rx=x",
                customer.Number, $"{customer.Number}?purpose=其他", $"{customer.Number}?purpose=好奇", $"{customer.Number}?rx={rx}&purpose=业务办理",
            ])
            Assert.Equal((wrong, HttpStatusCode.BadRequest), (wrong, (await clerk.GetAsync($"/api/v1/customers/{wrong}")).Status));
    }

    [Fact]
    public async Task Not_there_and_not_yours_look_alike_and_both_are_recorded()
    {
        var foreign = await service.AddCustomerAsync("clerk2", "轩辕剑");
        var clerk = await service.AsAsync("clerk1");

        var notYours = await clerk.GetAsync($"/api/v1/customers/{foreign.Number}?purpose=业务办理");
        var notThere = await clerk.GetAsync("/api/v1/customers/ED1999001?purpose=业务办理");

        Assert.Equal(HttpStatusCode.NotFound, notYours.Status);
        Assert.Equal(WithoutTrace(notThere), WithoutTrace(notYours));
        var refused = (await (await service.AsAsync("auditor1")).GetAsync("/api/v1/operations?operator=clerk1&kind=open-customer&outcome=denied"))["items"];
        Assert.Contains(foreign.Number, refused.EnumerateArray().Select(o => o.GetProperty("criteria").GetProperty("customerNo").GetString()));
    }

    [Fact]
    public async Task A_reveal_gives_the_one_value_asked_for_to_who_may_have_it_and_is_recorded()
    {
        var customer = await AddFullAsync("夏侯惇");
        object Ask(string field) => new { field, purpose = "业务办理" };
        var path = $"/api/v1/customers/{customer.Number}/reveal";
        var clerk = await service.AsAsync("clerk1");

        var idCard = await clerk.PostAsync(path, Ask("idCardNo"));
        Assert.Equal("11010519491231002X", idCard["idCardNo"].GetString());
        Assert.False(idCard.Json.TryGetProperty("bankCardNo", out _));
        Assert.Equal("4111111111111111", (await clerk.PostAsync(path, Ask("bankCardNo")))["bankCardNo"].GetString());
        Assert.Equal("13911112222", (await (await service.AsAsync("admin1")).PostAsync(path, Ask("contacts")))["contacts"][0].GetProperty("value").GetString());
        Assert.Equal(HttpStatusCode.Forbidden, (await (await service.AsAsync("marketer1")).PostAsync(path, Ask("contacts"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await clerk.PostAsync(path, Ask("name"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await service.AsAsync("clerk2")).PostAsync(path, Ask("idCardNo"))).Status);

        var operations = await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/operations?customerNo={customer.Number}&kind=reveal-value");
        Assert.Equal(3, operations["items"].GetArrayLength());
        Assert.DoesNotContain("11010519491231002X", operations.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prefetch_opens_nothing()
    {
        var customer = await service.AddCustomerAsync("clerk1", "慕容复");
        using var clerk = await Client.SignInAsync(service.Address, "clerk1", RunningService.Password);
        clerk.Header("Sec-Purpose", "prefetch");

        Assert.Equal(HttpStatusCode.BadRequest, (await clerk.GetAsync($"/api/v1/customers/{customer.Number}?purpose=业务办理")).Status);
    }

    private static string WithoutTrace(Answer answer)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(answer.Text)!.AsObject();
        json.Remove("traceId");
        return json.ToJsonString();
    }

    private Task<Customer> AddFullAsync(string name) => service.AddCustomerAsync("clerk1", name, (c, secrets) =>
    {
        (c.Gender, c.Reading, c.BornOn, c.Occupation, c.CityTier) = ("女", "x", new DateOnly(1990, 1, 1), "教师", "一线");
        (c.Size, c.Ownership, c.LegalRepresentative, c.LicenceNo) = ("小", "民营", "某人", $"91310000MA{c.Number[2..]}8");
        (c.Region, c.Province, c.City, c.Address) = ("华东", "上海", "上海", "某路1号");
        (c.FirstContactOn, c.LastContactOn, c.FirstOrderOn, c.LastOrderOn, c.CooperationSince) =
            (new(2020, 1, 1), new(2026, 1, 1), new(2020, 2, 1), new(2026, 1, 1), new(2020, 3, 1));
        (c.Remark, c.CreditGrade, c.RiskLevel, c.Certification.Status) = ("备注", "A", "低", "已认证");
        c.Contacts.Add(secrets.NewContact(c.Number, ContactType.Mobile, "13911112222", primary: true));
        c.ExternalIds.Add(new ExternalId { System = "OPEN", Value = c.Number });
        c.Consents.Add(new ConsentChange { Channel = "短信", State = ConsentState.Withdrawn, At = DateTimeOffset.UnixEpoch, Source = "客服" });
        c.Consents.Add(new ConsentChange { Channel = "短信", State = ConsentState.Given, At = DateTimeOffset.UnixEpoch.AddDays(1), Source = "表单" });
        secrets.SetIdCard(c, "11010519491231002X");
        secrets.SetBankCard(c, "4111111111111111");
    });
}
