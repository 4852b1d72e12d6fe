using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.SqlServer;

/// <summary>Looks whether a database is set up as the service needs it.</summary>
internal static class DatabaseCheck
{
    internal const string SettingsSql = """
        SELECT [is_read_committed_snapshot_on] AS [HasSnapshots], [collation_name] AS [Collation]
        FROM [sys].[databases] WHERE [database_id] = DB_ID()
        """;

    internal const string TriggersSql = "SELECT [name] AS [Value] FROM [sys].[triggers] WHERE [is_disabled] = 0";

    /// <exception cref="DatabaseRefusedException">It is not.</exception>
    public static async Task RunAsync(CustomerDb db, CancellationToken ct)
    {
        var found = (await db.Database.SqlQueryRaw<DatabaseSettings>(SettingsSql).ToListAsync(ct)).Single();
        if (!found.HasSnapshots)
        {
            throw new DatabaseRefusedException(
                "The database reads without snapshots. Run ALTER DATABASE ... SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE.");
        }

        // A list of texts that a query is given has the collation of the database, and is compared with columns of ours.
        if (found.Collation != SqlServerCustomerDb.Collation)
        {
            throw new DatabaseRefusedException(
                $"The database has the collation {found.Collation}; make one with COLLATE {SqlServerCustomerDb.Collation}.");
        }

        var pending = await db.Database.GetPendingMigrationsAsync(ct);
        if (pending.Any())
            throw new DatabaseRefusedException($"The schema lacks {string.Join(", ", pending)}. Run the command migrate first.");

        var missing = await MissingTriggersAsync(db, ct);
        if (missing.Any())
        {
            throw new DatabaseRefusedException(
                $"The change triggers {string.Join(", ", missing)} are missing. Run the command migrate first.");
        }
    }

    public static async Task<IEnumerable<string>> MissingTriggersAsync(CustomerDb db, CancellationToken ct) =>
        ChangeTriggers.Names.Except(await db.Database.SqlQueryRaw<string>(TriggersSql).ToListAsync(ct));

    internal sealed record DatabaseSettings(bool HasSnapshots, string Collation);
}
