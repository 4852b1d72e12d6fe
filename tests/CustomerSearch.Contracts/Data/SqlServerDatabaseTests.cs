using CustomerSearch.Core.Data;
using CustomerSearch.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Contracts.Data;

public sealed class SqlServerDatabaseTests : DatabaseContract
{
    private readonly SqlServerOptions settings = new();

    [Fact]
    public async Task A_missing_trigger_is_noticed_and_made_again()
    {
        await Database.WriteAsync(WritePriority.Interactive, (db, ct) =>
            db.Database.ExecuteSqlRawAsync($"DROP TRIGGER [{ChangeTriggers.Names[0]}]", ct), CancellationToken.None);
        Assert.False(await Database.HasTriggersAsync(CancellationToken.None));
        await Assert.ThrowsAsync<DatabaseRefusedException>(() => Database.CheckAsync(CancellationToken.None));

        await Database.MigrateAsync(CancellationToken.None);

        Assert.True(await Database.HasTriggersAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_database_without_snapshots_is_refused()
    {
        await Database.WriteAsync(WritePriority.Interactive, (_, _) => Task.FromResult(true), CancellationToken.None);
        SqlConnection.ClearAllPools();
        await ServerAsync($"ALTER DATABASE [{Name}] SET READ_COMMITTED_SNAPSHOT OFF WITH ROLLBACK IMMEDIATE");

        var refusal = await Assert.ThrowsAsync<DatabaseRefusedException>(() => Database.CheckAsync(CancellationToken.None));
        Assert.Contains("READ_COMMITTED_SNAPSHOT", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_head_that_another_holds_is_unavailable_after_two_seconds()
    {
        settings.Retries = 0;
        await using var other = Database.Open();
        await using var transaction = await other.Database.BeginTransactionAsync();
        await other.LockHeadAsync(CancellationToken.None);

        await Assert.ThrowsAsync<DatabaseUnavailableException>(
            () => Database.WriteAsync(WritePriority.Record, (db, ct) => db.LockHeadAsync(ct), CancellationToken.None));
    }

    [Fact]
    public async Task A_change_that_is_not_committed_is_passed_over_by_the_taker_and_seen_by_whoever_asks_for_any()
    {
        await using var other = Database.Open();
        await using var transaction = await other.Database.BeginTransactionAsync();
        await other.Database.ExecuteSqlRawAsync("UPDATE [Customer] SET [City] = 'a'");

        Assert.Empty(await Database.WriteAsync(
            WritePriority.Index, (db, ct) => db.TakeChangesAsync(pass: 1, half: 10, ct), CancellationToken.None));
        await using var db = Database.Open();
        Assert.True(await db.AnyChangeAsync(CancellationToken.None));
    }

    public override async ValueTask DisposeAsync()
    {
        if (settings.ConnectionString is null)
            return;

        SqlConnection.ClearAllPools();
        await ServerAsync($"ALTER DATABASE [{Name}] SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE [{Name}]");
    }

    protected override string Blob => "0x00";

    protected override string Instant => "'1970-01-01'";

    protected override int RowsOfBurst(int statements) => statements;

    protected override IBulkWriter NewBulkWriter() => new SqlServerBulkWriter(Database, settings);

    protected override async Task<IDatabase> StartAsync()
    {
        settings.ConnectionString = new SqlConnectionStringBuilder(await SqlServerServer.ConnectionAsync())
        {
            InitialCatalog = $"test-{Environment.ProcessId}-{Random.Shared.Next(int.MaxValue)}",
            TrustServerCertificate = true,
        }.ConnectionString;
        var database = new SqlServerDatabase(settings, Committed);
        await database.MigrateAsync(CancellationToken.None);
        return database;
    }

    private string Name => new SqlConnectionStringBuilder(settings.ConnectionString).InitialCatalog;

    private async Task ServerAsync(string sql)
    {
        await using var connection = new SqlConnection(
            new SqlConnectionStringBuilder(settings.ConnectionString) { InitialCatalog = "master" }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new SqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
