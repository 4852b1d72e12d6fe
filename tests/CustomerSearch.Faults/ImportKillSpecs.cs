using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CustomerSearch.Faults;

/// <summary>
/// Kill -9 in the middle of an import, again and again: ten thousand rows a kill, the number of kills is
/// <c>CUSTOMERSEARCH_FAULT_ROUNDS</c>.
/// </summary>
public sealed class ImportKillSpecs
{
    private const int RowsAKill = 10_000;

    [Fact]
    public async Task An_import_killed_again_and_again_ends_with_exactly_the_rows_of_its_file()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("CUSTOMERSEARCH_FAULT_ROUNDS") ?? "2", CultureInfo.InvariantCulture);
        var rows = kills * RowsAKill;
        await using var service = new ServiceProcess(20);
        await service.StartAsync();
        var key = await service.KeyAsync("customers");
        var id = await SendAsync(service, key, rows);
        for (var kill = 1; kill <= kills; kill++)
        {
            await WaitAsync(service, key, id, at: (long)rows * kill / (kills + 1));
            await service.KillAsync();
            await service.StartAsync();
        }

        var ended = await WaitAsync(service, key, id, at: long.MaxValue);
        await service.StopAsync();

        // Of each hundred rows one is wrong and one changes the customer of the row before it.
        var wrong = rows / 100;
        Assert.Equal(
            ("finished", rows - (2 * wrong), wrong, 0, wrong),
            (Text(ended, "state"), Number(ended, "created"), Number(ended, "updated"), Number(ended, "unchanged"), Number(ended, "rejected")));
        await AssertStoredAsync(service, rows);
        var (exitCode, output) = await service.RunAsync(["verify"]);
        Assert.True(exitCode == 0, output);
    }

    private static string Row(int i)
    {
        var of = i % 100 == 99 ? i - 1 : i;
        var mobile = i % 100 == 50 ? "1" : string.Create(CultureInfo.InvariantCulture, $"139{of:00000000}");
        return JsonSerializer.Serialize(new
        {
            customerNo = NumberOf(of), kind = "individual", name = $"批量{i}", industry = "物流", sources = new[] { "展会" },
            contacts = new[] { new { type = "mobile", value = mobile } },
        });
    }

    private static string NumberOf(int i) => string.Create(CultureInfo.InvariantCulture, $"LG1999{i + 1:000}");

    private static async Task<long> SendAsync(ServiceProcess service, string key, int rows)
    {
        using var http = service.AsSystem(key);
        using var body = new StringContent(string.Join('\n', Enumerable.Range(0, rows).Select(Row)), Encoding.UTF8, "application/x-ndjson");
        using var answer = await http.PostAsync("/api/v1/imports", body);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("importId").GetInt64();
    }

    private static async Task<JsonElement> WaitAsync(ServiceProcess service, string key, long id, long at)
    {
        using var http = service.AsSystem(key);
        for (var i = 0; ; i++)
        {
            var import = await http.GetFromJsonAsync<JsonElement>($"/api/v1/imports/{id}");
            if (Text(import, "state") is not ("queued" or "running") || Number(import, "rowsRead") >= at)
                return import;

            Assert.True(i < 60_000, "The import did not move on within minutes.");
            await Task.Delay(10);
        }
    }

    private static async Task AssertStoredAsync(ServiceProcess service, int rows)
    {
        await using var connection = await service.ConnectAsync();
        var wrong = rows / 100;
        Assert.Equal(rows - (2 * wrong), await ScalarAsync(connection, "SELECT COUNT(*) FROM Customer WHERE Number LIKE 'LG1999%'"));
        Assert.Equal(rows - (2 * wrong), await ScalarAsync(connection, "SELECT COUNT(*) FROM Contact c JOIN Customer x ON x.Id = c.CustomerId WHERE x.Number LIKE 'LG1999%'"));
        Assert.Equal(wrong, await ScalarAsync(connection, "SELECT COUNT(*) FROM Customer WHERE Number LIKE 'LG1999%' AND Version = 2 AND Name LIKE '%99'"));
        Assert.Equal(wrong, await ScalarAsync(connection, "SELECT COUNT(DISTINCT Row) FROM ImportNote WHERE Row % 100 = 51"));
        Assert.Equal(wrong, await ScalarAsync(connection, "SELECT COUNT(*) FROM ImportNote"));
        Assert.Equal(1, await ScalarAsync(connection, "SELECT COUNT(*) FROM Record WHERE Kind = 'import-customers'"));
    }

    private static async Task<long> ScalarAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static string? Text(JsonElement import, string name) => import.GetProperty(name).GetString();

    private static long Number(JsonElement import, string name) => import.GetProperty(name).GetInt64();
}
