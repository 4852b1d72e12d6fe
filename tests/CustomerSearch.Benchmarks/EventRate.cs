using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace CustomerSearch.Benchmarks;

/// <summary>
/// How fast events are applied: whole batches over customers of the whole base, taken and followed to their end; first by a
/// service that has applied none since its start, then by one that has.
/// </summary>
internal static class EventRate
{
    private const int Lines = 10_000;
    private const int FirstBatches = 3;

    public static async Task RunAsync(ServiceUnderTest service, Report report, int batches)
    {
        using var system = await service.SystemAsync("events");
        var random = new Random(batches);
        var numbers = await NumbersAsync(service);
        var bodies = Enumerable.Range(0, FirstBatches + batches).Select(batch => Body(batch, numbers, random)).ToList();

        report.Add(new Row($"events applied, the first {FirstBatches * Lines:N0} after a start") { Rate = await RateAsync(system, bodies[..FirstBatches]) });
        var cpu = service.Cpu;
        report.Add(new Row("events applied") { Rate = await RateAsync(system, bodies[FirstBatches..]), Goal = new() { Rate = 3_000 } });
        report.Add(new Row("- processor time of the service for 1,000, s, its drains included")
        {
            Figure = (service.Cpu - cpu).TotalSeconds * 1000 / (batches * Lines),
        });
    }

    private static async Task<double> RateAsync(HttpClient system, IReadOnlyList<string> bodies)
    {
        var clock = Stopwatch.StartNew();
        var last = "";
        foreach (var body in bodies)
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/x-ndjson");
            using var answer = await system.PostAsync("/api/v1/events", content);
            answer.EnsureSuccessStatusCode();
            last = answer.Headers.Location!.ToString();
        }

        while ((await system.GetFromJsonAsync<JsonElement>(last)).GetProperty("state").GetString() != "done")
            await Task.Delay(50);

        return bodies.Count * Lines / clock.Elapsed.TotalSeconds;
    }

    private static async Task<List<string>> NumbersAsync(ServiceUnderTest service)
    {
        await using var connection = await service.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Number FROM Customer WHERE DeletedAt IS NULL ORDER BY (Id * 7919) % 100003 LIMIT 20000";
        await using var reader = await command.ExecuteReaderAsync();
        List<string> numbers = [];
        while (await reader.ReadAsync())
            numbers.Add(reader.GetString(0));

        return numbers;
    }

    private static string Body(int batch, List<string> numbers, Random random) =>
        string.Join('\n', Enumerable.Range(0, Lines).Select(line => Line($"bench-{batch}-{line}", numbers[random.Next(numbers.Count)], random)));

    private static string Line(string id, string customer, Random random)
    {
        var at = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(random.Next(300 * 24 * 60))
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var what = random.Next(100) switch
        {
            < 40 => $"\"type\":\"order\",\"orderId\":\"{id}\",\"amountFen\":{random.Next(1_000_000)},\"categories\":[\"家电\"]",
            < 45 => $"\"type\":\"return\",\"orderId\":\"{id}\",\"amountFen\":100",
            < 75 => "\"type\":\"login\"",
            < 95 => "\"type\":\"view\",\"categories\":[\"数码\",\"图书\"]",
            _ => "\"type\":\"contact\",\"channel\":\"电话\"",
        };
        return $"{{\"eventId\":\"{id}\",\"customerNo\":\"{customer}\",\"at\":\"{at}\",{what}}}";
    }
}
