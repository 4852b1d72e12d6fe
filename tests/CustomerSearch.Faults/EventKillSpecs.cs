using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace CustomerSearch.Faults;

/// <summary>Kill -9 while events are applied. The number of rounds is <c>CUSTOMERSEARCH_FAULT_ROUNDS</c>.</summary>
public sealed class EventKillSpecs
{
    private const int Lines = 3000;
    private const int Customers = 50;

    private static readonly string At = TimeProvider.System.GetUtcNow().AddDays(-30).ToString("O");

    [Fact]
    public async Task Events_that_were_taken_are_applied_each_once_whatever_is_killed_meanwhile()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("CUSTOMERSEARCH_FAULT_ROUNDS") ?? "3", CultureInfo.InvariantCulture);
        await using var service = new ServiceProcess(300);
        await service.StartAsync();
        var numbers = await NumbersAsync(service);
        List<string> batches = [];
        for (var round = 0; round < rounds; round++)
        {
            using (var system = await service.SystemAsync("events"))
                batches.Add(await SendAsync(system, Body(round, numbers)));
            await Task.Delay(Random.Shared.Next(50, 600));
            await service.KillAsync();
            await service.StartAsync();
        }

        using (var system = await service.SystemAsync("events"))
        {
            foreach (var batch in batches)
                Assert.Equal((Lines, Lines, 0, 0), Counts(await DoneAsync(system, batch)));
            Assert.Equal((Lines, 0, Lines, 0), Counts(await DoneAsync(system, await SendAsync(system, Body(0, numbers)))));
        }

        await service.StopAsync();
        await using var connection = await service.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT COUNT(*) FROM CustomerEvent;
            SELECT Number, Orders6m, LifetimeSpendFen FROM Customer WHERE Id IN (SELECT CustomerId FROM CustomerEvent)
            """;
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        Assert.Equal(Lines * rounds, reader.GetInt32(0));
        await reader.NextResultAsync();
        var each = Lines / Customers * rounds;
        var seen = 0;
        for (; await reader.ReadAsync(); seen++)
            Assert.Equal((reader.GetString(0), each, each * 100L), (reader.GetString(0), reader.GetInt32(1), reader.GetInt64(2)));
        Assert.Equal(Customers, seen);
    }

    private static async Task<List<string>> NumbersAsync(ServiceProcess service)
    {
        await using var connection = await service.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT Number FROM Customer ORDER BY Id LIMIT {Customers}";
        await using var reader = await command.ExecuteReaderAsync();
        List<string> numbers = [];
        while (await reader.ReadAsync())
            numbers.Add(reader.GetString(0));

        return numbers;
    }

    private static string Body(int round, List<string> numbers) =>
        string.Join('\n', Enumerable.Range(0, Lines).Select(line => JsonSerializer.Serialize(new
        {
            eventId = $"{round}-{line}", customerNo = numbers[line % Customers], type = "order", at = At, orderId = $"{round}-{line}",
            amountFen = 100,
        })));

    private static async Task<string> SendAsync(HttpClient system, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/x-ndjson");
        using var answer = await system.PostAsync("/api/v1/events", content);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return answer.Headers.Location!.ToString();
    }

    private static async Task<JsonElement> DoneAsync(HttpClient system, string batch)
    {
        for (var i = 0; ; i++)
        {
            Assert.True(i < 1200, "The events were not applied within two minutes.");
            var state = await system.GetFromJsonAsync<JsonElement>(batch);
            if (state.GetProperty("state").GetString() == "done")
                return state;

            await Task.Delay(100);
        }
    }

    private static (int Rows, int Created, int Unchanged, int Rejected) Counts(JsonElement batch) => (
        batch.GetProperty("rowsRead").GetInt32(), batch.GetProperty("created").GetInt32(), batch.GetProperty("unchanged").GetInt32(),
        batch.GetProperty("rejected").GetInt32());
}
