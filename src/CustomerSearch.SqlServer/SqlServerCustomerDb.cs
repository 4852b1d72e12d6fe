using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CustomerSearch.SqlServer;

/// <summary>
/// The system of record in SQL Server: instants in whole milliseconds, text compared by code point, customer ids drawn from a
/// sequence, so that a bulk write can draw many at once.
/// </summary>
public sealed class SqlServerCustomerDb(DbContextOptions<SqlServerCustomerDb> options) : CustomerDb(options)
{
    /// <summary>Older collations take rare Han characters for equal.</summary>
    public const string Collation = "Latin1_General_100_BIN2";

    internal const string CustomerIds = "CustomerIds";

    /// <summary>
    /// Whether anything stands in the queue, committed or not: a change that is still being written is no less a change, and the
    /// versions that other reads go by would not show it.
    /// </summary>
    internal const string AnyChangeSql = "SELECT * FROM [IndexChange] WITH (NOLOCK)";

    /// <summary>
    /// The head under its lock. Nobody waits for it longer than two seconds; the session waits as before afterwards, for it goes
    /// back to the pool.
    /// </summary>
    internal const string HeadSql = """
        SET LOCK_TIMEOUT 2000;
        SELECT [Id], [Position], [Hash], [Day], [LastSearch], [LastOperation] FROM [ChainHead] WITH (UPDLOCK, ROWLOCK);
        SET LOCK_TIMEOUT -1;
        """;

    public override async Task<ChainHead> LockHeadAsync(CancellationToken ct) =>
        (await ChainHeads.FromSqlRaw(HeadSql).ToListAsync(ct)).Single();

    public override async Task<IReadOnlyList<CustomerId>> TakeChangesAsync(long pass, int half, CancellationToken ct)
    {
        var transaction = Database.CurrentTransaction!.GetDbTransaction();
        await using var command = ChangeTaking.Command(Database.GetDbConnection(), transaction, pass, half);
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<CustomerId> taken = [];
        while (await reader.ReadAsync(ct))
            taken.Add(new CustomerId(reader.GetInt64(0)));

        return taken;
    }

    public override Task<bool> AnyChangeAsync(CancellationToken ct) => IndexChanges.FromSqlRaw(AnyChangeSql).AnyAsync(ct);

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantConverter>().HaveColumnType("datetime2(3)");
        configurationBuilder.Properties<string>().UseCollation(Collation);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var type in modelBuilder.Model.GetEntityTypes())
        {
            if (type.ClrType != typeof(Customer) && type.FindPrimaryKey()?.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } key])
                modelBuilder.Entity(type.ClrType).Property(key.Name).UseIdentityColumn();

            if (type.GetTableName() is { } table && DocumentTables.CustomerColumn.ContainsKey(table))
                modelBuilder.Entity(type.ClrType).ToTable(t => t.HasTrigger(ChangeTriggers.NameOf(table)));
        }

        modelBuilder.Entity<Customer>().Property(c => c.Id).UseSequence(CustomerIds);
    }

    private sealed class InstantConverter() : ValueConverter<DateTimeOffset, DateTime>(
        instant => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds()).UtcDateTime,
        value => new DateTimeOffset(DateTime.SpecifyKind(value, DateTimeKind.Utc)));
}
