using System.Net;

namespace CustomerSearch.Service.Specs.Search;

public sealed class PagingSpecs(RunningService service)
{
    private static readonly object Everybody = new { purpose = "业务办理", filters = new { status = new[] { "成交客户" } }, pageSize = 30 };

    [Fact]
    public async Task All_pages_together_are_the_whole_count_without_a_repetition_under_one_number()
    {
        var manager = await service.AsAsync("manager1");
        var answer = await manager.SearchAsync(Everybody);
        var (count, rx) = (answer["count"].GetInt32(), answer.Rx);
        List<string> seen = [];

        for (var step = 1; ; step++)
        {
            seen.AddRange(answer.Numbers);
            Assert.Equal((rx, step), (answer.Rx, answer["step"].GetInt32()));
            if (answer["cursor"].GetString() is not { } cursor)
                break;
            answer = await manager.SearchAsync(Page("业务办理", cursor));
        }

        Assert.InRange(count, 31, 700);
        Assert.Equal((count, count), (seen.Count, seen.Distinct().Count()));
        var record = await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/searches/{rx}");
        Assert.Equal(seen, record["steps"].EnumerateArray().SelectMany(s => s.GetProperty("shown").EnumerateArray()).Select(n => n.GetString()!));
    }

    [Fact]
    public async Task A_cursor_that_is_made_up_changed_anothers_or_of_another_search_is_a_400_that_names_it()
    {
        var manager = await service.AsAsync("manager1");
        var cursor = (await manager.SearchAsync(Everybody))["cursor"].GetString()!;
        var changed = cursor[..^4] + (cursor[^4] == 'A' ? 'B' : 'A') + cursor[^3..];
        (Client Caller, object Body)[] wrong =
        [
            (manager, Page("业务办理", "x")), (manager, Page("业务办理", changed)), (manager, Page("业务办理", new string('A', 6000))),
            (manager, Page("来电咨询", cursor)), (await service.AsAsync("approver1"), Page("业务办理", cursor)),
            (manager, new { purpose = "业务办理", filters = new { status = new[] { "流失客户" } }, cursor }),
            (manager, new { purpose = "业务办理", filters = new { status = new[] { "成交客户" } }, sort = new[] { "customerNo" }, cursor }),
        ];

        foreach (var (caller, body) in wrong)
        {
            var answer = await caller.SearchAsync(body);
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Equal(["cursor"], answer.Fields);
            Assert.NotNull(answer.Rx);
        }

        Assert.DoesNotContain("status", cursor, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await manager.SearchAsync(Page("业务办理", cursor))).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("relevance")]
    public async Task Who_shares_a_whole_value_comes_in_order_of_the_latest_contact_page_by_page(string? sort)
    {
        const string Shared = "13912347531";
        List<string> expected = [];
        foreach (var months in (int[])[1, 3, 2])
        {
            var customer = await service.AddCustomerAsync("clerk1", "令狐三秋", (c, secrets) =>
            {
                c.LastContactOn = new DateOnly(2025, months, 1);
                c.Contacts.Add(secrets.NewContact(c.Number, Core.Customers.ContactType.Mobile, Shared, primary: true));
            });
            expected.Add(customer.Number);
        }

        var clerk = await service.AsAsync("clerk1");
        List<string> seen = [];
        for (string? cursor = null; seen.Count == 0 || cursor is not null;)
        {
            var answer = await clerk.SearchAsync(new
            {
                purpose = "业务办理", keyword = Shared, sort = sort is null ? null : new[] { sort }, pageSize = 1, cursor,
            });
            seen.AddRange(answer.Numbers.Take(1));
            cursor = answer["cursor"].GetString();
        }

        Assert.Equal([expected[1], expected[2], expected[0]], seen.Where(expected.Contains));
    }

    [Fact]
    public async Task The_same_search_is_shown_again_as_a_step_of_it()
    {
        var manager = await service.AsAsync("approver1");
        var first = await manager.SearchAsync(new
        {
            purpose = "业务办理", keyword = "王", tags = new { all = new[] { "流失风险/否" } }, sort = new[] { "-spend12mFen" }, pageSize = 3,
            ranges = new object[] { new { field = "spend12mFen", from = 100 }, new { field = "lastContactOn", from = "-3y", toInclusive = false, to = "today" } },
        });

        var again = await manager.SearchAsync(new { again = first.Rx, pageSize = 3 });
        var further = await manager.SearchAsync(new { again = first.Rx, cursor = again["cursor"].GetString(), pageSize = 3 });

        Assert.Equal((HttpStatusCode.OK, first.Rx, 2), (again.Status, again.Rx, again["step"].GetInt32()));
        Assert.Equal(3, first.Numbers.Count);
        Assert.Equal(first.Numbers, again.Numbers);
        Assert.Equal(first["count"].GetInt32(), again["count"].GetInt32());
        Assert.Empty(further.Numbers.Intersect(first.Numbers));
        Assert.Equal(3, further["step"].GetInt32());
    }

    [Fact]
    public async Task What_cannot_be_shown_again_is_a_400_that_names_it()
    {
        var clerk = await service.AsAsync("clerk1");
        var own = await clerk.LookUpAsync("王");
        var secret = await clerk.LookUpAsync("13912349999");
        object[] wrong =
        [
            new { again = "RX20200101001" }, new { again = "x" }, new { again = secret.Rx }, new { again = own.Rx, keyword = "李" },
            new { again = own.Rx, purpose = "来电咨询" },
        ];

        foreach (var body in wrong)
            Assert.Equal(["again"], (await clerk.SearchAsync(body)).Fields);
        Assert.Equal(["again"], (await (await service.AsAsync("clerk2")).SearchAsync(new { again = own.Rx })).Fields);
    }

    private static object Page(string purpose, string cursor) =>
        new { purpose, filters = new { status = new[] { "成交客户" } }, pageSize = 30, cursor };
}
