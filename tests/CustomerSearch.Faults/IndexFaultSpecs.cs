using System.Net;

namespace CustomerSearch.Faults;

/// <summary>The index can be thrown away or damaged at any moment: it is built anew, and nobody gets a wrong answer meanwhile.</summary>
public sealed class IndexFaultSpecs
{
    [Theory]
    [InlineData("folder")]
    [InlineData("pointer")]
    [InlineData("segment")]
    public async Task An_index_that_is_gone_or_damaged_is_built_anew(string what)
    {
        await using var service = new ServiceProcess(300);
        await service.StartAsync();
        await service.KillAsync();
        Damage(service, what);

        await service.StartAsync();

        using var approver = await service.SignInAsync("approver1");
        var (status, body) = await ServiceProcess.LookUpAsync(approver, "王");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.True(body.GetProperty("count").GetInt64() > 0);
        await service.StopAsync();
        await Documents.AssertFreshAsync(service);
    }

    [Fact]
    public async Task A_kill_while_the_index_is_built_costs_nothing_and_meanwhile_whole_numbers_are_found()
    {
        await using var service = new ServiceProcess(6000);
        await service.StartAsync(until: ready => ready.GetProperty("indexState").GetString() == "building");
        using (var approver = await service.SignInAsync("approver1"))
        {
            var number = await AnyNumberAsync(service);
            var (found, byNumber) = await ServiceProcess.LookUpAsync(approver, number);
            Assert.Equal((HttpStatusCode.OK, "record", 1), (found, byNumber.GetProperty("source").GetString(), byNumber.GetProperty("count").GetInt32()));
            var (failed, byName) = await ServiceProcess.LookUpAsync(approver, "王");
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "urn:customer-search:engine-unavailable"), (failed, byName.GetProperty("type").GetString()));
            Assert.StartsWith("RX", byName.GetProperty("rxNumber").GetString(), StringComparison.Ordinal);
        }

        await service.KillAsync();
        await service.StartAsync();
        await service.StopAsync();
        await Documents.AssertFreshAsync(service);
    }

    private static async Task<string> AnyNumberAsync(ServiceProcess service)
    {
        await using var connection = await service.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Number FROM Customer LIMIT 1";
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static void Damage(ServiceProcess service, string what)
    {
        switch (what)
        {
            case "folder":
                Directory.Delete(service.Index, recursive: true);
                break;
            case "pointer":
                File.Delete(Path.Combine(service.Index, "current"));
                break;
            default:
                var largest = new DirectoryInfo(service.Index).EnumerateFiles("*", SearchOption.AllDirectories).MaxBy(file => file.Length)!;
                using (var stream = largest.Open(FileMode.Open))
                {
                    stream.Position = stream.Length / 2;
                    stream.Write(new byte[64]);
                }

                break;
        }
    }
}
