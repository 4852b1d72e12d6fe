using System.Net;

namespace CustomerSearch.Service.Specs.Customers;

public sealed class RefusedOpenSpecs(RunningService service)
{
    [Theory]
    [InlineData("auditor1", "合规审计")]
    [InlineData("auditor1", "业务办理")]
    [InlineData("system1", "其他")]
    [InlineData("clerk1", "数据分析")]
    [InlineData("marketer1", "来电咨询")]
    [InlineData("admin1", "合规审计")]
    public async Task Who_may_not_open_is_refused_whether_the_customer_is_there_or_not_and_it_is_recorded(string account, string purpose)
    {
        var customer = await service.AddCustomerAsync("clerk1", "宰父黑");
        var client = await service.AsAsync(account);

        foreach (var number in (string[])[customer.Number, $"PA1999{Random.Shared.Next(100, 999)}"])
        {
            var answer = await client.GetAsync($"/api/v1/customers/{number}?purpose={purpose}");

            Assert.Equal((HttpStatusCode.Forbidden, "urn:customer-search:denied"), (answer.Status, answer["type"].GetString()));
            await AssertRecordedAsync(account, number);
        }
    }

    [Theory]
    [InlineData("auditor1")]
    [InlineData("system1")]
    [InlineData("marketer1")]
    public async Task Who_may_not_reveal_is_refused_and_it_is_recorded(string account)
    {
        var customer = await service.AddCustomerAsync("clerk1", "巫马施");

        var answer = await (await service.AsAsync(account)).PostAsync(
            $"/api/v1/customers/{customer.Number}/reveal", new { field = "idCardNo", purpose = "业务办理" });

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        await AssertRecordedAsync(account, customer.Number);
    }

    [Fact]
    public async Task A_reveal_from_a_search_inherits_its_purpose_and_keeps_its_number()
    {
        var customer = await service.AddCustomerAsync("clerk1", "漆雕开", (c, secrets) =>
            c.Contacts.Add(secrets.NewContact(c.Number, Core.Customers.ContactType.Mobile, "13912344321", primary: true)));
        var clerk = await service.AsAsync("clerk1");
        var rx = (await clerk.LookUpAsync(customer.Number, "投诉处理")).Rx;

        var revealed = await clerk.PostAsync(
            $"/api/v1/customers/{customer.Number}/reveal", new { field = "contacts", rxNumber = rx, remark = "回电 13912344321" });

        Assert.Equal("13912344321", revealed["contacts"][0].GetProperty("value").GetString());
        var operations = await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/operations?customerNo={customer.Number}&kind=reveal-value");
        var record = Assert.Single(operations["items"].EnumerateArray());
        Assert.Equal(
            (revealed["operation"].GetString(), rx, "投诉处理", "回电 ***"),
            (record.GetProperty("number").GetString(), record.GetProperty("continues").GetString(), record.GetProperty("purpose").GetString(),
                record.GetProperty("remark").GetString()));
        Assert.Equal("contacts", record.GetProperty("criteria").GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("ED2024")]
    [InlineData("XX2024001")]
    [InlineData("ED2024000")]
    [InlineData("ED20240001")]
    [InlineData("ED２０２４００１")]
    [InlineData("%ED%A0%80")]
    [InlineData("..%2F..%2Fsearches")]
    public async Task What_is_no_customer_number_is_nobodys(string number)
    {
        var answer = await (await service.AsAsync("clerk1")).GetAsync($"/api/v1/customers/{number}?purpose=业务办理");

        Assert.Equal((HttpStatusCode.NotFound, "urn:customer-search:not-found"), (answer.Status, answer["type"].GetString()));
    }

    private async Task AssertRecordedAsync(string account, string number)
    {
        var operations = await (await service.AsAsync("auditor1"))
            .GetAsync($"/api/v1/operations?operator={account}&kind=open-customer&outcome=denied&pageSize=200");
        Assert.Contains(number, operations["items"].EnumerateArray().Select(o => o.GetProperty("criteria").GetProperty("customerNo").GetString()));
    }
}
