using System.Security.Cryptography;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Demo;
using CustomerSearch.Core.Events;
using CustomerSearch.Core.Tags;
using CustomerSearch.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Hosting;

/// <summary>Brings keys, database, catalogue and demo data to where the service can start.</summary>
internal sealed class Preparation(
    DataLock dataLock, KeyRing keys, SqliteDatabase database, SeedCatalogue catalogue, SeedDemo demo, SlideWindows windows,
    MoveTagDay tagDay, AnchorKeeper anchors, IOptions<DemoOptions> options)
{
    private const int DemoSeed = 20240701;

    /// <summary>
    /// The password that was made up for the demo accounts; null when it was given, or when none were made.
    /// </summary>
    public string? MadeUpPassword { get; private set; }

    /// <exception cref="StartRefusedException">Another process uses the folder.</exception>
    /// <exception cref="KeyRingException">A key is missing or wrong.</exception>
    public async Task OpenDatabaseAsync(CancellationToken ct)
    {
        dataLock.Take();
        _ = keys.ActiveId(KeyPurpose.Audit);
        await database.MigrateAsync(ct);
        await catalogue.RunAsync(ct);
    }

    public async Task RunAsync(CancellationToken ct)
    {
        await OpenDatabaseAsync(ct);
        if (options.Value.Customers > 0 && await IsEmptyAsync(ct))
            await SeedAsync(options.Value.Customers, ct);

        await windows.RunAsync(ct);
        await tagDay.RunAsync(ct);
        await anchors.CompareAsync(ct);
    }

    /// <summary>Fills the database with demo data, with progress on the console.</summary>
    /// <exception cref="DemoRefusedException">It holds customers already.</exception>
    public async Task SeedAsync(int customers, CancellationToken ct)
    {
        var password = options.Value.Password is { Length: > 0 } given ? given : MadeUpPassword = MakeUp();

        // Before the accounts are there: whoever is stopped in between still knows it.
        if (MadeUpPassword is not null)
            Console.WriteLine($"The demo accounts get the password {password}");
        await demo.RunAsync(new DemoOrder(customers, DemoSeed, password), new ConsoleProgress("Demo customers", customers), ct);
    }

    private async Task<bool> IsEmptyAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return !await db.Customers.IgnoreQueryFilters().AnyAsync(ct) && !await db.Accounts.AnyAsync(ct);
    }

    private static string MakeUp() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 12);
}

/// <summary>One line on the console that counts up.</summary>
internal sealed class ConsoleProgress(string what, long total) : IProgress<long>
{
    private long shown;

    public void Report(long value)
    {
        if (value < total && value - shown < Math.Max(1, total / 20))
            return;

        shown = value;
        Console.WriteLine($"{what}: {value} of {total}");
    }
}
