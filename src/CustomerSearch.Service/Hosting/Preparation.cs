using System.Security.Cryptography;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Demo;
using CustomerSearch.Core.Events;
using CustomerSearch.Core.Tags;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Hosting;

/// <summary>Brings keys, database, catalogue and demo data to where the service can start.</summary>
internal sealed class Preparation(
    DataLock dataLock, KeyRing keys, DatabaseParts parts, SeedCatalogue catalogue, SeedDemo demo, SlideWindows windows,
    MoveTagDay tagDay, AnchorKeeper anchors, IOptions<DatabaseOptions> database, IOptions<DemoOptions> options)
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
        TakeHold();
        if (database.Value.MigrateAtStart)
            await ChangeSchemaAsync(ct);
        else
            await parts.Database.CheckAsync(ct);
        await catalogue.RunAsync(ct);
    }

    /// <summary>Brings the schemas of database and job storage up to date, whatever the settings say.</summary>
    /// <exception cref="StartRefusedException">Another process uses the folder.</exception>
    /// <exception cref="DatabaseRefusedException">The database is not set up as the service needs it.</exception>
    public Task MigrateAsync(CancellationToken ct)
    {
        TakeHold();
        return ChangeSchemaAsync(ct);
    }

    public async Task RunAsync(CancellationToken ct)
    {
        await OpenDatabaseAsync(ct);
        if ((options.Value.Customers ?? parts.DemoCustomers) is > 0 and var customers && await IsEmptyAsync(ct))
            await SeedAsync(customers, ct);

        await windows.RunAsync(ct);
        await tagDay.RunAsync(ct);
        await anchors.CompareAsync(ct);
    }

    /// <summary>Fills the database with demo data, with progress on the console.</summary>
    /// <exception cref="DemoRefusedException">It holds customers already.</exception>
    public async Task SeedAsync(int customers, CancellationToken ct)
    {
        var password = options.Value.Password is { Length: > 0 } given ? given : MadeUpPassword = MakeUpPassword();

        // Before the accounts are there: whoever is stopped in between still knows it.
        if (MadeUpPassword is not null)
            Console.WriteLine($"The demo accounts get the password {password}");
        await demo.RunAsync(new DemoOrder(customers, DemoSeed, password), new ConsoleProgress("Demo customers", customers), ct);
    }

    private void TakeHold()
    {
        dataLock.Take();
        _ = keys.ActiveId(KeyPurpose.Audit);
    }

    private async Task ChangeSchemaAsync(CancellationToken ct)
    {
        await parts.Database.MigrateAsync(ct);
        parts.PrepareJobs();
    }

    private async Task<bool> IsEmptyAsync(CancellationToken ct)
    {
        await using var db = parts.Database.Open();
        return !await db.Customers.IgnoreQueryFilters().AnyAsync(ct) && !await db.Accounts.AnyAsync(ct);
    }

    internal static string MakeUpPassword() => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 12);
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
