using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using CustomerSearch.Core.Audit;

namespace CustomerSearch.Faults;

/// <summary>
/// Kill -9 while 64 callers look customers up and another program writes them. The number of rounds is
/// <c>CUSTOMERSEARCH_FAULT_ROUNDS</c>.
/// </summary>
public sealed class KillUnderLoadSpecs
{
    private const int Callers = 64;

    private static readonly string[] Questions = ["王", "李", "张", "ED2024", "欧阳", "陈", "刘", "IT20", "MF2023", "有限公司"];

    [Fact]
    public async Task No_answer_without_its_record_no_gap_no_break_and_every_document_is_fresh_again()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("CUSTOMERSEARCH_FAULT_ROUNDS") ?? "3", CultureInfo.InvariantCulture);
        await using var service = new ServiceProcess(300);
        var answered = new ConcurrentDictionary<string, long>();
        for (var round = 0; round < rounds; round++)
        {
            await service.StartAsync();
            await LoadUntilKilledAsync(service, answered, TimeSpan.FromMilliseconds(Random.Shared.Next(800, 2500)));
        }

        Assert.NotEmpty(answered);
        await service.StartAsync();
        await WaitUntilDrainedAsync(service);
        await service.StopAsync();

        await AssertRecordsAsync(service, answered);
        var (exitCode, output) = await service.RunAsync(["verify"]);
        Assert.True(exitCode == 0, output);
        await Documents.AssertFreshAsync(service);
    }

    private static async Task LoadUntilKilledAsync(ServiceProcess service, ConcurrentDictionary<string, long> answered, TimeSpan life)
    {
        using var end = new CancellationTokenSource();
        var clients = await Task.WhenAll(new[] { "clerk1", "clerk2", "manager1", "approver1" }.Select(service.SignInAsync));
        var callers = Enumerable.Range(0, Callers).Select(i => CallAsync(clients[i % clients.Length], answered, end.Token)).ToList();
        var writer = WriteAsync(service, end.Token);
        // A start from cold on a busy machine answers late; what matters is a kill while answers come.
        var before = answered.Count;
        for (var i = 0; answered.Count == before; i++)
        {
            Assert.True(i < 1200, "Nothing was answered within a minute.");
            await Task.Delay(50);
        }

        await Task.Delay(life);
        await service.KillAsync();
        await end.CancelAsync();
        await Task.WhenAll([.. callers, writer]);
        foreach (var client in clients)
            client.Dispose();
    }

    private static async Task CallAsync(HttpClient client, ConcurrentDictionary<string, long> answered, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var (status, body) = await ServiceProcess.LookUpAsync(client, Questions[Random.Shared.Next(Questions.Length)]);
                if (status == HttpStatusCode.OK)
                    Assert.True(answered.TryAdd(body.GetProperty("rxNumber").GetString()!, body.GetProperty("count").GetInt64()), "A number came twice.");
            }
            catch (HttpRequestException)
            {
                // The service was killed: this call has no answer, and needs no record.
                return;
            }
            catch (IOException)
            {
                // The same in the middle of an answer.
                return;
            }
        }
    }

    /// <summary>Another program that writes customers as it likes: its own connection, its own statements.</summary>
    private static async Task WriteAsync(ServiceProcess service, CancellationToken ct)
    {
        await using var connection = await service.ConnectAsync();
        for (var i = 0; !ct.IsCancellationRequested; i++)
        {
            await using var command = connection.CreateCommand();
            var any = "(SELECT Id FROM Customer ORDER BY RANDOM() LIMIT 1)";
            command.CommandText = (i % 6) switch
            {
                0 => $"UPDATE Customer SET Name = Name || '甲' WHERE Id = {any} AND length(Name) < 20",
                1 => $"UPDATE Customer SET City = '城{i}', Orders6m = Orders6m + 1 WHERE Id = {any}",
                2 => $"INSERT OR IGNORE INTO CustomerOwner (CustomerId, AccountId) VALUES ({any}, 1)",
                3 => $"DELETE FROM CustomerOwner WHERE CustomerId = {any}",
                4 => $"DELETE FROM CustomerTag WHERE CustomerId = {any}",
                _ => i % 60 == 5 ? $"DELETE FROM Customer WHERE Id = {any}" : $"UPDATE Customer SET LastOrderOn = '2026-01-01' WHERE Id = {any}",
            };
            await command.ExecuteNonQueryAsync(CancellationToken.None);
            await Task.Delay(10, CancellationToken.None);
        }
    }

    private static async Task WaitUntilDrainedAsync(ServiceProcess service)
    {
        await using var connection = await service.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM IndexChange";
        for (var i = 0; (long)(await command.ExecuteScalarAsync())! > 0; i++)
        {
            Assert.True(i < 600, "The queue did not empty within a minute.");
            await Task.Delay(100);
        }
    }

    private static async Task AssertRecordsAsync(ServiceProcess service, ConcurrentDictionary<string, long> answered)
    {
        await using var connection = await service.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Series, Day, Running, Count FROM Record ORDER BY Position";
        await using var reader = await command.ExecuteReaderAsync();
        var recorded = new Dictionary<string, long?>();
        var last = new Dictionary<(RecordSeries, DateOnly), int>();
        while (await reader.ReadAsync())
        {
            var number = new RecordNumber((RecordSeries)reader.GetInt32(0), reader.GetFieldValue<DateOnly>(1), reader.GetInt32(2));
            Assert.Equal(last.GetValueOrDefault((number.Series, number.Day)) + 1, number.Running);
            last[(number.Series, number.Day)] = number.Running;
            recorded.Add(number.ToString(), reader.IsDBNull(3) ? null : reader.GetInt64(3));
        }

        Assert.All(answered, pair => Assert.Equal(pair.Value, recorded[pair.Key]));
    }
}
