using System.Net;

namespace CustomerSearch.Service.Specs.Search;

public sealed class ScopeSpecs(RunningService service)
{
    [Fact]
    public async Task A_clerk_finds_own_customers_a_manager_those_of_the_department_and_its_parts_others_none()
    {
        var own = await service.AddCustomerAsync("clerk1", "乐正先知");
        var south = await service.AddCustomerAsync("clerk2", "乐正先觉");
        await service.CatchUpAsync();

        Assert.Equal([own.Number], (await (await service.AsAsync("clerk1")).LookUpAsync("乐正先")).Numbers);
        Assert.Equal([south.Number], (await (await service.AsAsync("clerk2")).LookUpAsync("乐正先")).Numbers);
        Assert.Equal([own.Number], (await (await service.AsAsync("manager1")).LookUpAsync("乐正先")).Numbers);
        Assert.Equal([own.Number, south.Number], (await (await service.AsAsync("approver1")).LookUpAsync("乐正先")).Numbers.Order());
    }

    [Fact]
    public async Task A_manager_finds_what_an_employee_owns_whatever_the_department()
    {
        var department = await service.AddCustomerAsync("clerk2", "西门吹雨");
        var customer = await service.AddCustomerAsync("clerk1", "西门吹雪", (c, _) => c.DepartmentId = department.DepartmentId);
        await service.CatchUpAsync();

        Assert.Equal([customer.Number], (await (await service.AsAsync("manager1")).LookUpAsync("西门吹")).Numbers);
    }

    [Fact]
    public async Task A_whole_number_outside_the_scope_is_not_found()
    {
        var foreign = await service.AddCustomerAsync("clerk2", "南宫问天");

        var answer = await (await service.AsAsync("clerk1")).LookUpAsync(foreign.Number);

        Assert.Equal((HttpStatusCode.OK, 0), (answer.Status, answer["count"].GetInt32()));
    }

    [Fact]
    public async Task Marketing_sees_everybody_masked_and_may_not_search_by_what_it_sees_masked()
    {
        var marketer = await service.AsAsync("marketer1");
        var all = await marketer.SearchAsync(new { purpose = "数据分析", tags = new { all = new[] { "性别/女" } }, pageSize = 50 });

        Assert.Equal(HttpStatusCode.OK, all.Status);
        Assert.True(all["count"].GetInt32() > 50);
        Assert.All(all["hits"].EnumerateArray(), hit =>
        {
            Assert.Equal("*女士", hit.GetProperty("customer").GetProperty("name").GetString());
            Assert.False(hit.TryGetProperty("reason", out _));
            Assert.False(hit.TryGetProperty("matched", out _));
        });

        foreach (var (body, field) in ((object, string)[])
            [
                (new { purpose = "数据分析", keyword = "王" }, "keyword"),
                (new { purpose = "数据分析", name = new { text = "王" } }, "name"),
                (new { purpose = "数据分析", ranges = new[] { new { field = "bornOn", from = "1990-01-01" } } }, "ranges[0].field"),
                (new { purpose = "数据分析", filters = new { creditGrade = new[] { "A" } } }, "filters.creditGrade"),
                (new { purpose = "来电咨询", tags = new { all = new[] { "性别/女" } } }, "purpose"),
            ])
        {
            var denied = await marketer.SearchAsync(body);
            Assert.Equal((field, HttpStatusCode.Forbidden), (field, denied.Status));
            Assert.Contains(field, denied.Fields);
            Assert.NotNull(denied.Rx);
        }
    }

    [Fact]
    public async Task The_administrator_finds_by_name_but_not_by_phone_representative_or_remark()
    {
        var customer = await service.AddCustomerAsync("clerk1", "宇文化及", (c, _) => c.Remark = "只有备注里写着榴莲酥");
        await service.CatchUpAsync();
        var administrator = await service.AsAsync("admin1");

        Assert.Contains(customer.Number, (await administrator.LookUpAsync("宇文化及")).Numbers);
        Assert.Empty((await administrator.LookUpAsync("榴莲酥")).Numbers);
        Assert.Equal(HttpStatusCode.Forbidden, (await administrator.LookUpAsync("13912345678")).Status);
    }

    [Theory]
    [InlineData("13912346666", "139****6666")]
    [InlineData("hidden.person@example.com", "h***@example.com")]
    [InlineData("11010519491231002X", "****002X")]
    [InlineData("4111111111111111", "****1111")]
    [InlineData("91310000MA1K35PX8B", null)]
    [InlineData("SPEC/B-2", null)]
    public async Task The_administrator_may_send_no_whole_value_of_what_it_sees_masked_and_trying_leaves_no_clear_one(string q, string? masked)
    {
        var answer = await (await service.AsAsync("admin1")).LookUpAsync(q);

        Assert.Equal((HttpStatusCode.Forbidden, "q"), (answer.Status, Assert.Single(answer.Fields)));
        var record = await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/searches/{answer.Rx}");
        Assert.Equal("denied", record["steps"][0].GetProperty("outcome").GetString());
        Assert.True(masked is null || !record.Text.Contains(q, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_last_four_digits_of_a_phone_find_inside_the_scope_only()
    {
        var own = await service.AddCustomerAsync("clerk1", "闵损", (c, secrets) =>
            c.Contacts.Add(secrets.NewContact(c.Number, Core.Customers.ContactType.Mobile, "13912348642", primary: true)));
        var foreign = await service.AddCustomerAsync("clerk2", "冉耕", (c, secrets) =>
            c.Contacts.Add(secrets.NewContact(c.Number, Core.Customers.ContactType.Mobile, "13812348642", primary: true)));
        await service.CatchUpAsync();

        async Task<IEnumerable<string>> FoundAsync(string account) =>
            (await (await service.AsAsync(account)).LookUpAsync("8642", pageSize: 200)).Numbers.Intersect([own.Number, foreign.Number]).Order();

        Assert.Equal([own.Number], await FoundAsync("clerk1"));
        Assert.Equal([foreign.Number], await FoundAsync("clerk2"));
        Assert.Equal([own.Number, foreign.Number], await FoundAsync("approver1"));
        Assert.Empty(await FoundAsync("admin1"));
    }

    [Theory]
    [InlineData("auditor1", "合规审计")]
    [InlineData("auditor1", "业务办理")]
    [InlineData("system1", "业务办理")]
    public async Task Who_has_no_customers_is_refused_and_the_attempt_is_recorded(string account, string purpose)
    {
        var answer = await (await service.AsAsync(account)).LookUpAsync("王", purpose);

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        var record = await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/searches/{answer.Rx}");
        Assert.Equal("denied", record["steps"][0].GetProperty("outcome").GetString());
    }
}
