using System.Net;
using CustomerSearch.Core.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerSearch.Faults;

/// <summary>A database that cannot be written: nothing is shown, nothing is numbered, and it heals by itself.</summary>
public sealed class DatabaseFaultSpecs
{
    [Fact]
    public async Task A_database_that_another_process_locks_is_a_503_within_seconds_and_heals()
    {
        await using var service = new ServiceProcess(50);
        await service.StartAsync();
        using var clerk = await service.SignInAsync("clerk1");
        await using (var connection = await service.ConnectAsync())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync();

            var (status, body) = await ServiceProcess.LookUpAsync(clerk, "王");

            Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
            Assert.Equal("urn:customer-search:record-unavailable", body.GetProperty("type").GetString());
            Assert.False(body.TryGetProperty("hits", out _));
            command.CommandText = "ROLLBACK";
            await command.ExecuteNonQueryAsync();
        }

        await AssertHealsAsync(clerk);
        Assert.Equal(0, (await service.RunAsync(["verify"])).ExitCode);
    }

    [Fact]
    public async Task A_full_disk_while_a_record_is_written_shows_nothing_and_leaves_no_gap()
    {
        var disk = new FullDisk();
        await using var host = await InProcess.StartAsync(disk.Under);
        var log = host.Services.GetRequiredService<AuditLog>();
        var before = (await log.RecordAsync(Draft())).Number.Running;

        disk.IsFull = true;
        for (var i = 0; i < 3; i++)
            await Assert.ThrowsAsync<RecordUnavailableException>(() => log.RecordAsync(Draft(new string('长', 200_000))));

        disk.IsFull = false;
        Assert.Equal(before + 1, (await log.RecordAsync(Draft())).Number.Running);
        var finding = await host.Services.GetRequiredService<VerifyChain>().RunAsync(new Progress<(long, long)>(), CancellationToken.None);
        Assert.True(finding.IsIntact, finding.Finding);
    }

    private static AuditRecord Draft(string? line = null) => new()
    {
        RecordId = Guid.CreateVersion7(), Kind = "all", Series = RecordSeries.Search, Outcome = Outcome.Ok, Line = line,
    };

    private static async Task AssertHealsAsync(HttpClient clerk)
    {
        for (var i = 0; (await ServiceProcess.LookUpAsync(clerk, "王")).Status != HttpStatusCode.OK; i++)
        {
            Assert.True(i < 50, "It did not heal.");
            await Task.Delay(100);
        }
    }
}
