using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers.Import;
using CustomerSearch.Core.Data;
using CustomerSearch.Service.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerSearch.Faults;

/// <summary>An import whose disk is full in the middle waits, loses nothing, and goes on by itself when there is room.</summary>
public sealed class ImportFaultSpecs
{
    private const int Rows = 6_000;

    /// <summary>Far longer than it takes on any machine; only what stands still runs into it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task A_full_disk_in_the_middle_of_an_import_stops_it_where_it_is_and_room_lets_it_end_with_exactly_its_rows()
    {
        var disk = new FullDisk();
        await using var host = await InProcess.StartAsync(disk.Under);
        using var body = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, Rows).Select(Row))));
        var started = await host.Services.GetRequiredService<StartImport>().RunAsync(
            body, new ImportOrder(ImportFormat.Ndjson, null), Operator.CommandLine, CancellationToken.None);
        var id = Assert.IsType<StartedImport.Accepted>(started).Id;
        host.Services.GetRequiredService<JobQueue>().Import(id);

        await WaitAsync(host, id, import => import.Offset > 500);
        disk.IsFull = true;
        var stopped = await StandingStillAsync(host, id);
        Assert.Equal(ImportState.Running, stopped.State);
        Assert.InRange(stopped.Offset, 500, Rows - 1);
        Assert.Equal(stopped.Created, await CountAsync(host));

        disk.IsFull = false;
        var ended = await WaitAsync(host, id, import => import.State != ImportState.Running);
        Assert.Equal((ImportState.Finished, Rows, 0, 0), (ended.State, ended.Created, ended.Updated, ended.Rejected));
        Assert.Equal(Rows, await CountAsync(host));
    }

    private static string Row(int i) => JsonSerializer.Serialize(new
    {
        customerNo = string.Create(CultureInfo.InvariantCulture, $"LG1999{i + 1:000}"), kind = "individual", name = $"满盘{i}",
        industry = "物流", sources = new[] { "展会" },
        contacts = new[] { new { type = "mobile", value = string.Create(CultureInfo.InvariantCulture, $"138{i:00000000}") } },
    });

    /// <summary>The import once it has not moved for a second and a half, longer than the first retry waits.</summary>
    private static async Task<CustomerImport> StandingStillAsync(InProcess host, long id)
    {
        var last = await FindAsync(host, id);
        for (var still = 0; still < 15; still++)
        {
            await Task.Delay(100);
            var now = await FindAsync(host, id);
            still = now.Offset == last.Offset ? still : 0;
            last = now;
        }

        return last;
    }

    private static async Task<CustomerImport> WaitAsync(InProcess host, long id, Func<CustomerImport, bool> there)
    {
        var began = Stopwatch.StartNew();
        var import = await FindAsync(host, id);
        while (!there(import))
        {
            if (began.Elapsed > Patience)
                throw new TimeoutException($"The import did not get there: {import.State} at row {import.Offset}.");

            await Task.Delay(10);
            import = await FindAsync(host, id);
        }

        return import;
    }

    private static async Task<CustomerImport> FindAsync(InProcess host, long id)
    {
        await using var db = host.Services.GetRequiredService<IDatabase>().Open();
        return await db.CustomerImports.AsNoTracking().SingleAsync(import => import.Id == id);
    }

    private static async Task<long> CountAsync(InProcess host)
    {
        await using var db = host.Services.GetRequiredService<IDatabase>().Open();
        return await db.Customers.LongCountAsync(c => c.Number.StartsWith("LG1999"));
    }
}
