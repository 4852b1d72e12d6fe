using System.Net;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Service.Specs.Search;

/// <summary>Whole values of customers who are another's: the department and nothing more, and not without end.</summary>
public sealed class ElsewhereSpecs(RunningService service)
{
    private static readonly string IdCard = "44030719490101301" + CheckDigits.IdCard("44030719490101301");

    [Fact]
    public async Task A_phone_e_mail_ID_or_licence_of_anothers_customer_answers_the_department_alone()
    {
        var customer = await ForeignAsync("13912341111", "91310000MA1K35PX3L", IdCard);
        var clerk = await service.AsAsync("clerk1");

        foreach (var q in (string[])["13912341111", "foreign@example.com", IdCard, "91310000MA1K35PX3L"])
        {
            var answer = await clerk.LookUpAsync(q);
            Assert.Equal((q, HttpStatusCode.OK, 0), (q, answer.Status, answer["count"].GetInt32()));
            Assert.Equal("""[{"department":"华南销售部"}]""", answer["elsewhere"].GetRawText());
            Assert.DoesNotContain(customer.Number, answer.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_customer_number_or_external_id_of_anothers_is_as_good_as_not_there()
    {
        var customer = await ForeignAsync("13912342222", null, null);
        var clerk = await service.AsAsync("clerk1");

        foreach (var q in (string[])[customer.Number, "ED1999001", "SPEC/F-13912342222"])
        {
            var answer = await clerk.LookUpAsync(q);
            Assert.Equal((q, 0), (q, answer["count"].GetInt32()));
            Assert.DoesNotContain("elsewhere", answer.Text, StringComparison.Ordinal);
        }

        var (foreign, none) = (await clerk.GetAsync(Path(customer.Number)), await clerk.GetAsync(Path("ED1999001")));
        Assert.Equal((HttpStatusCode.NotFound, none.Status, none.Json.GetProperty("title").GetString()), (foreign.Status, none.Status, foreign.Json.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task One_who_looks_up_too_many_values_of_nobodys_must_wait_while_names_are_still_found()
    {
        await using var strict = await RunningService.StartAsync(50, null, "--Access:MissesPerHour=3");
        var clerk = await strict.AsAsync("clerk1");
        var own = (await clerk.LookUpAsync("ED", pageSize: 1)).Numbers.FirstOrDefault()
            ?? (await strict.AddCustomerAsync("clerk1", "王小二")).Number;
        Assert.Equal(1, (await clerk.LookUpAsync(own))["count"].GetInt32());
        foreach (var q in (string[])["13900000001", "13900000002"])
            Assert.Equal(HttpStatusCode.OK, (await clerk.LookUpAsync(q)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await clerk.GetAsync(Path("ED1999001"))).Status);

        var turnedAway = await clerk.LookUpAsync("13900000003");
        var opened = await clerk.GetAsync(Path("ED1999002"));

        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests), (turnedAway.Status, opened.Status));
        Assert.InRange(turnedAway.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 3600);
        var record = await (await strict.AsAsync("auditor1")).GetAsync($"/api/v1/searches/{turnedAway.Rx}");
        Assert.Equal("denied", record["steps"][0].GetProperty("outcome").GetString());
        Assert.Equal(HttpStatusCode.OK, (await clerk.LookUpAsync("王")).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await strict.AsAsync("clerk2")).LookUpAsync("13900000003")).Status);
    }

    private static string Path(string number) => $"/api/v1/customers/{number}?purpose={Uri.EscapeDataString("业务办理")}";

    private Task<Customer> ForeignAsync(string mobile, string? licence, string? idCard) => service.AddCustomerAsync("clerk2", "东郭先", (c, secrets) =>
    {
        c.Contacts.Add(secrets.NewContact(c.Number, ContactType.Mobile, mobile, primary: true));
        c.LicenceNo = licence;
        c.ExternalIds.Add(new ExternalId { System = "SPEC", Value = "F-" + mobile });
        if (idCard is null)
            return;
        secrets.SetIdCard(c, idCard);
        c.Contacts.Add(secrets.NewContact(c.Number, ContactType.Email, "foreign@example.com", primary: false));
    });
}
