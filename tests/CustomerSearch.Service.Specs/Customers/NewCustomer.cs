using System.Globalization;
using System.Net;
using System.Text.Json;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Service.Specs.Customers;

/// <summary>Bodies of customers that are right; change what matters.</summary>
internal static class NewCustomer
{
    private static int running = Random.Shared.Next(1_000_000);

    /// <summary>A mobile that no other test has.</summary>
    public static string Mobile() => string.Create(CultureInfo.InvariantCulture, $"1871{Interlocked.Increment(ref running):0000000}");

    /// <summary>An ID-card number that no other test has.</summary>
    public static string IdCard()
    {
        var next = Interlocked.Increment(ref running);
        var body = string.Create(CultureInfo.InvariantCulture, $"110105{new DateOnly(1950, 1, 1).AddDays(next % 20_000):yyyyMMdd}{next % 1000:000}");
        return body + CheckDigits.IdCard(body);
    }

    /// <summary>A licence that no other test has.</summary>
    public static string Licence()
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"91310000MA{Interlocked.Increment(ref running):0000000}");
        return body + CheckDigits.CreditCode(body);
    }

    public static Dictionary<string, object?> Individual(string name, params (string Field, object? Value)[] changes)
    {
        var body = new Dictionary<string, object?>
        {
            ["kind"] = "individual",
            ["name"] = name,
            ["industry"] = "教育",
            ["contacts"] = new[] { new { type = "mobile", value = Mobile() } },
            ["sources"] = new[] { "展会" },
        };
        foreach (var (field, value) in changes)
            body[field] = value;
        return body;
    }

    /// <summary>Creates it, and gives its number and ETag.</summary>
    public static async Task<(string Number, string ETag)> CreateAsync(this Client client, Dictionary<string, object?> body)
    {
        var answer = await client.PostAsync("/api/v1/customers", body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return (answer["customerNo"].GetString()!, answer.Headers.ETag!.Tag);
    }

    public static async Task<JsonElement> OpenAsync(this Client client, string number) =>
        (await client.GetAsync($"/api/v1/customers/{number}?purpose=业务办理")).Json;

    /// <summary>The newest operation record of the customer.</summary>
    public static async Task<JsonElement> LastOperationAsync(this RunningService service, string number, string kind) =>
        (await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/operations?customerNo={number}&kind={kind}"))["items"][0];

    /// <summary>A client of the system account system1, by a key for these scopes.</summary>
    public static async Task<Client> SystemAsync(this RunningService service, params string[] scopes)
    {
        var made = await (await service.AsAsync("admin1")).PostAsync("/api/v1/api-keys", new { userName = "system1", scopes });
        Assert.True(made.Status == HttpStatusCode.Created, made.Text);
        var client = service.Anonymous();
        client.UseKey(made["key"].GetString()!);
        return client;
    }
}
