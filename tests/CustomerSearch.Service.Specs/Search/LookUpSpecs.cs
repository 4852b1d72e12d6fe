using System.Net;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Service.Specs.Search;

public sealed class LookUpSpecs(RunningService service)
{
    private static readonly string IdCard = "44030719490101300" + CheckDigits.IdCard("44030719490101300");

    [Fact]
    public async Task A_whole_value_in_any_spelling_is_answered_by_the_database_the_moment_it_is_written()
    {
        var customer = await service.AddCustomerAsync("clerk1", "欧阳一一", (c, secrets) =>
        {
            c.Contacts.Add(secrets.NewContact(c.Number, ContactType.Mobile, "13912340001", primary: true));
            c.Contacts.Add(secrets.NewContact(c.Number, ContactType.Email, "first@example.com", primary: false));
            c.ExternalIds.Add(new ExternalId { System = "SPEC", Value = "A-1" });
            c.LicenceNo = "91310000MA1K35PX8B";
            secrets.SetIdCard(c, IdCard);
            secrets.SetBankCard(c, "5500005555555559");
        });
        var clerk = await service.AsAsync("clerk1");

        foreach (var q in (string[])
            [
                customer.Number, customer.Number.ToLowerInvariant(), "13912340001", "+86 139 1234 0001", "139-1234-0001",
                "１３９１２３４０００１", "008613912340001", "First@Example.com", IdCard, IdCard.ToLowerInvariant(),
                "5500 0055 5555 5559", "SPEC/A-1", "91310000ma1k35px8b",
            ])
        {
            var answer = await clerk.LookUpAsync(q);
            Assert.Equal((q, HttpStatusCode.OK, "record", 1), (q, answer.Status, answer["source"].GetString(), answer["count"].GetInt32()));
            Assert.Equal(customer.Number, Assert.Single(answer.Numbers));
            Assert.Equal(0, answer["hits"][0].GetProperty("lane").GetInt32());
        }
    }

    [Theory]
    [InlineData("司马钟", "司马钟", 1, "姓名")]
    [InlineData("司馬鐘", "司马钟", 1, "姓名")]
    [InlineData("司马　钟女士", "司马钟", 1, "姓名")]
    [InlineData("令狐", "令狐冲天", 2, "姓名开头")]
    [InlineData("冲霄", "百里冲霄", 3, "姓名包含")]
    public async Task A_name_is_found_in_its_lane_with_the_reason_and_the_matched_part(string q, string name, int lane, string reason)
    {
        var customer = await service.AddCustomerAsync("clerk1", name);
        await service.CatchUpAsync();

        var answer = await (await service.AsAsync("clerk1")).LookUpAsync(q);

        var hit = answer["hits"].EnumerateArray().First(h => h.GetProperty("customerNo").GetString() == customer.Number);
        Assert.Equal(lane, hit.GetProperty("lane").GetInt32());
        Assert.StartsWith(reason, hit.GetProperty("reason").GetString(), StringComparison.Ordinal);
        var matched = hit.GetProperty("matched")[0];
        Assert.Equal(name.Length == 3 && lane == 1 ? 3 : 2, matched[1].GetInt32() - matched[0].GetInt32());
        Assert.Equal("index", answer["source"].GetString());
    }

    [Theory]
    [InlineData("公西赤先生")]
    [InlineData("公西赤总")]
    [InlineData("公西赤 经理")]
    [InlineData("公西　赤　老师")]
    public async Task An_honorific_does_not_hide_whom_it_honours(string q)
    {
        var customer = await service.AddCustomerAsync("clerk4", "公西赤");
        await service.CatchUpAsync();

        var answer = await (await service.AsAsync("clerk4")).LookUpAsync(q);

        Assert.Contains(customer.Number, answer.Numbers);
        Assert.Equal(1, answer["hits"][0].GetProperty("lane").GetInt32());
    }

    [Fact]
    public async Task The_count_does_not_depend_on_the_page_and_the_lanes_add_up_to_it()
    {
        var manager = await service.AsAsync("approver1");
        var counted = await manager.LookUpAsync("王", pageSize: 0);
        var whole = await manager.LookUpAsync("王", pageSize: 200);

        Assert.Equal(0, counted["hits"].GetArrayLength());
        Assert.InRange(counted["count"].GetInt32(), 1, 200);
        Assert.Equal(counted["count"].GetInt32(), whole["count"].GetInt32());
        Assert.Equal(whole["count"].GetInt32(), whole.Numbers.Distinct().Count() + whole["changedSinceIndex"].GetInt32());
        Assert.Equal(whole["count"].GetInt32(), whole["lanes"].EnumerateArray().Sum(lane => lane.GetProperty("count").GetInt32()));
        Assert.Equal(whole.Numbers[..5], (await manager.LookUpAsync("王", pageSize: 5)).Numbers);
    }

    [Fact]
    public async Task The_beginning_of_a_number_the_end_of_a_phone_a_representative_and_a_remark_find_too()
    {
        var customer = await service.AddCustomerAsync("clerk1", "测试与开发有限公司", (c, secrets) =>
        {
            c.Kind = CustomerKind.Enterprise;
            c.LegalRepresentative = "皇甫不二";
            c.Remark = "喜欢喝碧螺春";
            c.Contacts.Add(secrets.NewContact(c.Number, ContactType.Mobile, "13912349753", primary: true));
            c.Contacts.Add(secrets.NewContact(c.Number, ContactType.Wechat, "huangfu_0753", primary: false));
        });
        await service.CatchUpAsync();
        var clerk = await service.AsAsync("clerk1");

        foreach (var (q, lane) in ((string, int)[])
            [(customer.Number[..8], 0), (customer.Number[..8].ToLowerInvariant(), 0), ("9753", 0), ("Huangfu_0753", 0), ("皇甫不二", 11), ("碧螺春", 12), ("测试与开发公司", 1)])
        {
            var hit = (await clerk.LookUpAsync(q))["hits"].EnumerateArray()
                .FirstOrDefault(h => h.GetProperty("customerNo").GetString() == customer.Number);
            Assert.True(hit.ValueKind != default, q);
            if (q != "测试与开发公司")
                Assert.Equal((q, lane), (q, hit.GetProperty("lane").GetInt32()));
        }
    }

    [Fact]
    public async Task A_hit_that_changed_since_the_index_was_written_is_dropped_and_counted_or_shown_as_it_is_now()
    {
        var customer = await service.AddCustomerAsync("clerk1", "独孤求败");
        await service.CatchUpAsync();
        var clerk = await service.AsAsync("clerk1");
        Assert.Single((await clerk.LookUpAsync("独孤求败")).Numbers);

        Answer answer;
        do
        {
            using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={service.DatabaseFile}");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE Customer SET Name = CASE Name WHEN '独孤求败' THEN '独孤求胜' ELSE '独孤求败' END WHERE Number = $no";
            command.Parameters.AddWithValue("$no", customer.Number);
            command.ExecuteNonQuery();
            answer = await clerk.LookUpAsync("独孤求败");
        }
        while (answer["changedSinceIndex"].GetInt32() == 0);

        Assert.Equal(1, answer["count"].GetInt32());
        Assert.Empty(answer.Numbers);
    }

    [Fact]
    public async Task A_list_shows_what_a_list_may_and_contacts_masked()
    {
        await service.AddCustomerAsync("clerk1", "漆雕凭", (c, secrets) =>
        {
            c.Contacts.Add(secrets.NewContact(c.Number, ContactType.Mobile, "13912345678", primary: true));
            c.Address = "秘密路1号";
            c.City = "上海";
        });
        await service.CatchUpAsync();

        var answer = await (await service.AsAsync("clerk1")).LookUpAsync("漆雕凭");

        var view = answer["hits"][0].GetProperty("customer");
        Assert.Equal("139****5678", view.GetProperty("primaryContact").GetProperty("value").GetString());
        Assert.Equal("漆雕凭", view.GetProperty("name").GetString());
        Assert.Equal("clerk1", view.GetProperty("owners")[0].GetString());
        Assert.Contains("行业/教育", view.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
        Assert.DoesNotContain("秘密路", answer.Text, StringComparison.Ordinal);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer["cursor"].ValueKind);
    }
}
