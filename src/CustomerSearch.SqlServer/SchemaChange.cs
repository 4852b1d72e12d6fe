using CustomerSearch.Core.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace CustomerSearch.SqlServer;

/// <summary>
/// Brings a database to the present schema by the migration login: makes it where there is none, migrates it, makes the change
/// triggers anew. Safe to run twice at once.
/// </summary>
internal sealed class SchemaChange(SqlServerOptions settings)
{
    /// <summary>Held until the transaction ends: one at a time, over all instances.</summary>
    internal const string OneAtATime = """
        DECLARE @got int;
        EXEC @got = sys.sp_getapplock @Resource = N'CustomerSearch.Schema', @LockMode = N'Exclusive', @LockTimeout = 60000;
        IF @got < 0 THROW 51000, N'Another instance is changing the schema.', 1;
        """;

    private readonly string connectionString = settings.MigrationConnection;

    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using var db = new SqlServerCustomerDb(SqlServerContexts.Options(settings, connectionString));
        if (!await db.Database.GetService<IRelationalDatabaseCreator>().ExistsAsync(ct))
            await CreateAsync(ct);

        await db.Database.MigrateAsync(ct);
        await db.Database.CreateExecutionStrategy().ExecuteAsync(token => TriggersAsync(db, token), ct);
        return true;
    }

    private static async Task TriggersAsync(CustomerDb db, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.Database.ExecuteSqlRawAsync(OneAtATime, ct);
        foreach (var batch in ChangeTriggers.Batches)
            await db.Database.ExecuteSqlRawAsync(batch, ct);

        await transaction.CommitAsync(ct);
    }

    /// <summary>A database with the collation and the snapshots that the service needs. EF Core would make one without.</summary>
    private async Task CreateAsync(CancellationToken ct)
    {
        var target = new SqlConnectionStringBuilder(connectionString);
        var name = new SqlCommandBuilder().QuoteIdentifier(target.InitialCatalog);
        target.InitialCatalog = "master";
        await using var connection = new SqlConnection(target.ConnectionString);
        await connection.OpenAsync(ct);
        foreach (var statement in Creation(name))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <param name="name">Quoted.</param>
    internal static IReadOnlyList<string> Creation(string name) =>
    [
        $"CREATE DATABASE {name} COLLATE {SqlServerCustomerDb.Collation}",
        $"ALTER DATABASE {name} SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE",
    ];
}
