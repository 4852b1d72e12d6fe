using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CustomerSearch.Sqlite;

/// <summary>
/// The system of record in one SQLite file: instants are UTC milliseconds, keys are never used again.
/// </summary>
public sealed class SqliteCustomerDb(DbContextOptions<SqliteCustomerDb> options) : CustomerDb(options)
{
    private int isLeft;

    /// <summary>What its connection has prepared.</summary>
    internal KeptStatements Statements { get; } = new();

    /// <summary>Takes the context back, open as it is, when its user is done with it; null where nobody does.</summary>
    internal SqliteContexts? Home { get; init; }

    internal void GoOut() => Volatile.Write(ref isLeft, 0);

    public override void Dispose()
    {
        if (IsToBeClosed())
            base.Dispose();
    }

    public override ValueTask DisposeAsync() => IsToBeClosed() ? base.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Left twice it goes home once: two users must never have it at the same time.</summary>
    private bool IsToBeClosed() => Interlocked.Exchange(ref isLeft, 1) == 0 && Home?.TryTakeBack(this) != true;

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<MillisecondsConverter>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        foreach (var type in modelBuilder.Model.GetEntityTypes())
        {
            if (type.FindPrimaryKey()?.Properties is [{ ValueGenerated: ValueGenerated.OnAdd } key])
                modelBuilder.Entity(type.ClrType).Property(key.Name).UseAutoincrement();

            if (type.GetTableName() is { } table && DocumentTables.CustomerColumn.ContainsKey(table))
                modelBuilder.Entity(type.ClrType).ToTable(t => t.UseSqlReturningClause(false));
        }
    }
}

internal sealed class MillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));
