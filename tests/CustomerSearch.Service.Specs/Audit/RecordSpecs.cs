using System.Net;

namespace CustomerSearch.Service.Specs.Audit;

public sealed class RecordSpecs(RunningService service)
{
    [Fact]
    public async Task A_record_says_who_what_when_from_where_why_and_how_many()
    {
        var customer = await service.AddCustomerAsync("clerk1", "微生高");
        await service.CatchUpAsync();
        var clerk = await service.AsAsync("clerk1");
        var answer = await clerk.SearchAsync(new
        {
            purpose = "客户回访", remark = "季度回访", keyword = "微生高",
            tags = new { all = new[] { "行业/教育" }, none = new[] { "购买频次/高频" } },
            ranges = new[] { new { field = "createdOn", to = "today" } },
            filters = new { status = new[] { "潜在客户" } },
        });
        Assert.Equal(1, answer["count"].GetInt32());

        var record = (await clerk.GetAsync($"/api/v1/searches/{answer.Rx}"))["steps"][0];

        string? Text(string name) => record.GetProperty(name).GetString();
        Assert.Equal(("keyword+tags+ranges+filters", "客户回访", "季度回访", "ok", "lucene"), (Text("kind"), Text("purpose"), Text("remark"), Text("outcome"), Text("engine")));
        Assert.Equal("clerk1", record.GetProperty("operator").GetProperty("userName").GetString());
        Assert.Equal("127.0.0.1", Text("address"));
        Assert.Equal(1, record.GetProperty("count").GetInt32());
        Assert.Equal(customer.Number, record.GetProperty("shown")[0].GetString());
        Assert.Equal("owned", record.GetProperty("scope").GetProperty("scope").GetString());
        Assert.Equal(1, record.GetProperty("ruleVersions").GetProperty("行业").GetInt32());
        Assert.True(record.GetProperty("resolvedDates").TryGetProperty("today", out _));
        Assert.Matches("^关键字=微生高 且 行业=教育 且 非 购买频次=高频 且 建档日期≤.*\\(today\\) 且 客户状态=潜在客户$", Text("line"));
        Assert.Equal(TimeSpan.FromHours(8), record.GetProperty("at").GetDateTimeOffset().Offset);
    }

    [Fact]
    public async Task A_phone_an_address_and_an_id_stand_in_the_record_masked_beside_their_token_only()
    {
        var clerk = await service.AsAsync("clerk1");
        foreach (var (q, masked) in ((string, string)[])
            [("13912340777", "139****0777"), ("someone@example.com", "s***@example.com"), ("11010519491231002X", "****002X")])
        {
            var answer = await clerk.LookUpAsync(q);
            var record = await clerk.GetAsync($"/api/v1/searches/{answer.Rx}");
            Assert.Equal(masked, record["steps"][0].GetProperty("criteria").GetProperty("keyword").GetProperty("masked").GetString());
            Assert.DoesNotContain(q, record.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Numbers_are_gapless_in_the_order_of_the_records()
    {
        var clerk = await service.AsAsync("clerk14");
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => clerk.LookUpAsync("王")));

        var numbers = answers.Select(a => Core.Audit.RecordNumber.Parse(a.Rx!, null)).Order().ToList();
        Assert.Equal(60, numbers.Distinct().Count());
        var all = await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/searches?pageSize=200&from={numbers[0].Day:yyyy-MM-dd}");
        var listed = all["items"].EnumerateArray().Select(item => Core.Audit.RecordNumber.Parse(item.GetProperty("number").GetString()!, null).Running).ToList();
        Assert.Equal(Enumerable.Range(listed[^1], listed.Count).Reverse(), listed);
    }

    [Fact]
    public async Task Lists_are_paged_without_repetition_and_filtered_by_every_filter()
    {
        var clerk = await service.AsAsync("clerk15");
        for (var i = 0; i < 7; i++)
            await clerk.LookUpAsync("李", i % 2 == 0 ? "业务办理" : "来电咨询");
        await clerk.LookUpAsync("");
        var last = await clerk.SearchAsync(new { purpose = "业务办理", pageSize = 0 });

        List<string> seen = [];
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await clerk.GetAsync($"/api/v1/searches?pageSize=2{(cursor.Length > 0 ? "&cursor=" + cursor : "")}");
            seen.AddRange(page["items"].EnumerateArray().Select(item => item.GetProperty("number").GetString()!));
            cursor = page["cursor"].GetString();
        }

        Assert.Equal((9, 9), (seen.Count, seen.Distinct().Count()));
        var auditor = await service.AsAsync("auditor1");
        foreach (var (filter, count) in ((string, int)[])
            [
                ("operator=clerk15", 9), ("operator=clerk15&purpose=来电咨询", 3), ("operator=clerk15&outcome=rejected", 1),
                ("operator=clerk15&kind=keyword", 7), ("operator=clerk15&department=火星", 0), ($"rxNumber={last.Rx}", 1),
                ("operator=clerk15&minCount=1000000", 0), ("operator=clerk15&from=2000-01-01&to=2000-01-02", 0),
            ])
            Assert.Equal((filter, count), (filter, (await auditor.GetAsync($"/api/v1/searches?pageSize=200&{filter}"))["items"].GetArrayLength()));
        foreach (var wrong in (string[])["pageSize=0", "pageSize=201", "from=yesterday", "outcome=good", "kind=x", "rxNumber=1", "minCount=-1", "cursor=x", "from=2026-02-01&to=2026-01-01"])
            Assert.Equal((wrong, HttpStatusCode.BadRequest), (wrong, (await auditor.GetAsync($"/api/v1/searches?{wrong}")).Status));
    }

    [Fact]
    public async Task Everybody_reads_the_own_records_managers_those_of_the_department_without_what_was_typed_auditors_all()
    {
        var rx = (await (await service.AsAsync("clerk1")).LookUpAsync("太叔公")).Rx;
        var path = $"/api/v1/searches/{rx}";

        Assert.Equal(HttpStatusCode.OK, (await (await service.AsAsync("clerk1")).GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await service.AsAsync("clerk2")).GetAsync(path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await service.AsAsync("marketer1")).GetAsync(path)).Status);
        var tried = await (await service.AsAsync("auditor1")).GetAsync("/api/v1/operations?operator=marketer1&kind=read-records&outcome=denied");
        Assert.Equal(rx, tried["items"][0].GetProperty("continues").GetString());
        foreach (var (account, sees) in ((string, bool)[])[("manager1", false), ("admin1", false), ("auditor1", true)])
        {
            var answer = await (await service.AsAsync(account)).GetAsync(path);
            Assert.Equal((account, HttpStatusCode.OK), (account, answer.Status));
            Assert.Equal((account, sees), (account, answer.Text.Contains("太叔公", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_remark_is_a_record_of_its_own()
    {
        var clerk = await service.AsAsync("clerk1");
        var rx = (await clerk.LookUpAsync("王")).Rx;

        var made = await clerk.PostAsync($"/api/v1/searches/{rx}/remarks", new { text = "已致电 13912345678" });

        Assert.Equal(HttpStatusCode.Created, made.Status);
        var whole = await clerk.GetAsync($"/api/v1/searches/{rx}");
        Assert.Equal("已致电 ***", whole["remarks"][0].GetProperty("remark").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await clerk.PostAsync($"/api/v1/searches/{rx}/remarks", new { text = " " })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await service.AsAsync("clerk2")).PostAsync($"/api/v1/searches/{rx}/remarks", new { text = "x" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.PostAsync("/api/v1/searches/RX20200101001/remarks", new { text = "x" })).Status);
    }

    [Fact]
    public async Task Operations_are_for_auditors_and_reading_is_one_itself()
    {
        foreach (var account in (string[])["clerk1", "manager1", "marketer1", "admin1"])
            Assert.Equal((account, HttpStatusCode.Forbidden), (account, (await (await service.AsAsync(account)).GetAsync("/api/v1/operations")).Status));
        var auditor = await service.AsAsync("auditor1");

        var newest = (await auditor.GetAsync("/api/v1/operations?operator=auditor1&pageSize=1"))["items"][0];

        Assert.Equal("read-records", newest.GetProperty("kind").GetString());
        Assert.Equal("auditor1", newest.GetProperty("criteria").GetProperty("operator").GetString());
    }

    [Fact]
    public async Task The_chain_is_verified_by_a_job_and_nothing_waits_to_be_acknowledged()
    {
        var auditor = await service.AsAsync("auditor1");
        var asked = await auditor.PostTextAsync("/api/v1/records/verifications", "");
        Assert.Equal(HttpStatusCode.Accepted, asked.Status);

        Answer state;
        do
        {
            await Task.Delay(50);
            state = await auditor.GetAsync($"/api/v1/records/verifications/{asked["id"].GetInt64()}");
        }
        while (state["state"].GetString() is "queued" or "running");

        Assert.Equal("intact", state["state"].GetString());
        Assert.True(state["checked"].GetInt64() > 0);
        Assert.Equal(HttpStatusCode.OK, (await auditor.GetAsync("/api/v1/records/verifications/latest")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await auditor.GetAsync("/api/v1/records/verifications/x")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await service.AsAsync("clerk1")).PostTextAsync("/api/v1/records/verifications", "")).Status);
        var nothing = await (await service.AsAsync("admin1")).PostAsync("/api/v1/records/acknowledgement", new { reason = "演练" });
        Assert.Equal(System.Text.Json.JsonValueKind.Null, nothing["number"].ValueKind);
    }
}
