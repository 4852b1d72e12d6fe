using System.Net;

namespace CustomerSearch.Service.Specs.Audit;

public sealed class RecordListSpecs(RunningService service)
{
    [Fact]
    public async Task A_filter_by_operator_shows_nobody_what_is_not_his()
    {
        var own = (await (await service.AsAsync("clerk5")).LookUpAsync("司寇")).Rx;
        var team = (await (await service.AsAsync("clerk6")).LookUpAsync("司寇")).Rx;
        var south = (await (await service.AsAsync("clerk16")).LookUpAsync("司寇")).Rx;

        async Task<IEnumerable<string?>> ListAsync(string reader, string whose) =>
            (await (await service.AsAsync(reader)).GetAsync($"/api/v1/searches?operator={whose}"))["items"]
                .EnumerateArray().Select(item => item.GetProperty("number").GetString());

        Assert.Equal([own], await ListAsync("clerk5", "me"));
        Assert.Equal([own], await ListAsync("clerk5", "clerk5"));
        Assert.Empty(await ListAsync("clerk5", "clerk6"));
        Assert.Equal([team], await ListAsync("manager1", "clerk6"));
        Assert.Empty(await ListAsync("manager1", "clerk16"));
        Assert.Equal([south], await ListAsync("approver1", "clerk16"));
        Assert.Equal([south], await ListAsync("auditor1", "clerk16"));
        Assert.Empty(await ListAsync("marketer1", "clerk5"));
    }

    [Fact]
    public async Task A_manager_sees_that_the_parts_of_the_department_searched_but_not_what_was_typed()
    {
        var answer = await (await service.AsAsync("clerk8")).SearchAsync(new
        {
            purpose = "其他", remark = "寻人启事", pageSize = 5, keyword = "仲长统",
        });
        var clerk = await service.AsAsync("clerk8");
        var typed = (await clerk.PostAsync("/api/v1/searches", new { purpose = "客户回访", remark = "寻人启事", keyword = "仲长统" })).Rx;

        var listed = await (await service.AsAsync("manager1")).GetAsync("/api/v1/searches?operator=clerk8");

        Assert.Equal([typed, answer.Rx], listed["items"].EnumerateArray().Select(item => item.GetProperty("number").GetString()));
        Assert.DoesNotContain("仲长统", listed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("寻人启事", listed.Text, StringComparison.Ordinal);
        Assert.Equal("keyword", listed["items"][0].GetProperty("kind").GetString());
        Assert.Contains("仲长统", (await clerk.GetAsync("/api/v1/searches")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_filter_lets_through_what_fits_it()
    {
        var clerk = await service.AsAsync("clerk17");
        await clerk.LookUpAsync("王", "来电咨询");
        await clerk.SearchAsync(new { purpose = "客户回访", name = new { text = "王" }, tags = new { all = new[] { "行业/教育" } } });
        await clerk.SearchAsync(new { purpose = "客户回访", filters = new { region = new[] { "华南" } }, ranges = new[] { new { field = "orders6m", from = 0 } } });
        await clerk.SearchAsync(new { purpose = "客户回访", pageSize = 0 });
        await clerk.SearchAsync(new { purpose = "数据分析", keyword = "王" });
        var today = (await clerk.GetAsync("/api/v1/searches?pageSize=1"))["items"][0].GetProperty("at").GetString()![..10];
        var auditor = await service.AsAsync("auditor1");

        foreach (var (filter, count) in ((string, int)[])
            [
                ("", 5), ("kind=keyword", 2), ("kind=name", 1), ("kind=tags", 1), ("kind=ranges", 1), ("kind=filters", 1), ("kind=all", 1),
                ("purpose=客户回访", 3), ("purpose=业务办理", 0), ("outcome=ok", 4), ("outcome=denied", 1), ("outcome=failed", 0),
                ("department=华南销售部", 5), ($"from={today}&to={today}", 5), ($"to={today}&outcome=ok&kind=tags", 1), ("address=127.0.0.1", 5),
                ("address=192.0.2.9", 0), ("minCount=0", 4),
            ])
        {
            var listed = await auditor.GetAsync($"/api/v1/searches?operator=clerk17&pageSize=200&{filter}");
            Assert.Equal((filter, count), (filter, listed["items"].GetArrayLength()));
        }
    }

    [Fact]
    public async Task Pages_of_operations_repeat_nothing_though_each_reading_adds_one()
    {
        var auditor = await service.AsAsync("auditor1");
        for (var i = 0; i < 5; i++)
            await auditor.GetAsync("/api/v1/operations?pageSize=1");

        List<long> seen = [];
        string? cursor = null;
        for (var i = 0; i < 6; i++)
        {
            var page = await auditor.GetAsync($"/api/v1/operations?operator=auditor1&kind=read-records&pageSize=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page["items"].EnumerateArray().Select(item => item.GetProperty("position").GetInt64()));
            if ((cursor = page["cursor"].GetString()) is null)
                break;
        }

        Assert.Equal(seen.Distinct().OrderDescending(), seen);
        Assert.True(seen.Count > 5);
    }

    [Fact]
    public async Task Operations_are_filtered_by_who_what_whom_when_and_where()
    {
        var customer = await service.AddCustomerAsync("clerk18", "颛孙师");
        using var clerk = await Client.SignInAsync(service.Address, "clerk18", RunningService.Password);
        await clerk.GetAsync($"/api/v1/customers/{customer.Number}?purpose=业务办理");
        await clerk.GetAsync("/api/v1/customers/ED1998001?purpose=业务办理");
        await clerk.PostTextAsync("/api/v1/sign-out", "");
        var auditor = await service.AsAsync("auditor1");

        foreach (var (filter, kinds) in ((string, string[])[])
            [
                ("", ["sign-out", "open-customer", "open-customer", "sign-in"]), ("kind=sign-out", ["sign-out"]),
                ("outcome=denied", ["open-customer"]), ($"customerNo={customer.Number}", ["open-customer"]),
                ($"customerNo={customer.Number.ToLowerInvariant()}", ["open-customer"]), ("customerNo=ED1997001", []),
                ("purpose=业务办理", ["open-customer", "open-customer"]), ("department=华南销售部&kind=sign-in", ["sign-in"]),
                ("department=华东销售部", []), ("address=127.0.0.1&kind=sign-in", ["sign-in"]), ("address=::1", []), ("to=2000-01-01", []),
            ])
        {
            var listed = await auditor.GetAsync($"/api/v1/operations?operator=clerk18&{filter}");
            Assert.Equal((filter, string.Join(' ', kinds)), (filter, string.Join(' ', listed["items"].EnumerateArray().Select(item => item.GetProperty("kind").GetString()))));
        }

        foreach (var wrong in (string[])["customerNo=x", "from=2026-02-30", "pageSize=x", "outcome=", "address=" + new string('1', 101), "operator=%00"])
            Assert.Equal((wrong, HttpStatusCode.BadRequest), (wrong, (await auditor.GetAsync($"/api/v1/operations?{wrong}")).Status));
    }

    [Fact]
    public async Task A_prefetch_reads_no_record_and_leaves_none()
    {
        var rx = (await (await service.AsAsync("clerk19")).LookUpAsync("王")).Rx;
        using var prefetch = await Client.SignInAsync(service.Address, "clerk19", RunningService.Password);
        prefetch.Header("Sec-Purpose", "prefetch;prerender");

        foreach (var path in (string[])["/api/v1/searches", $"/api/v1/searches/{rx}"])
            Assert.Equal((path, HttpStatusCode.BadRequest), (path, (await prefetch.GetAsync(path)).Status));

        var read = await (await service.AsAsync("auditor1")).GetAsync("/api/v1/operations?operator=clerk19&kind=read-records");
        Assert.Equal(0, read["items"].GetArrayLength());
    }

    [Fact]
    public async Task A_rejected_record_keeps_the_errors_and_what_parsed_and_nothing_that_was_typed_wrong()
    {
        var clerk = await service.AsAsync("clerk20");

        var answer = await clerk.PostTextAsync("/api/v1/searches", """
            { "purpose": "客户回访", "keyword": "公良孺", "tags": { "all": ["行业/13912340001"] }, "remark": "请打 13912340002",
              "filters": { "13912340003": ["x"], "region": ["li@example.com"], "status": ["成交客户"] },
              "ranges": [ { "field": "13912340004", "from": "13912340005" }, { "field": "lastOrderOn", "from": "13912340006" } ] }
            """);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        var record = await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/searches/{answer.Rx}");
        var criteria = record["steps"][0].GetProperty("criteria");
        Assert.Equal("公良孺", criteria.GetProperty("criteria").GetProperty("keyword").GetString());
        Assert.Equal("成交客户", criteria.GetProperty("criteria").GetProperty("filters").GetProperty("status")[0].GetString());
        Assert.Equal(5, criteria.GetProperty("errors").EnumerateObject().Count());
        Assert.DoesNotContain("1391234000", record.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", record.Text, StringComparison.Ordinal);
    }
}
