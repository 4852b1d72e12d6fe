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

            if (type.GetTableName() is { } table && ChangeTriggers.Tables.Contains(table))
                modelBuilder.Entity(type.ClrType).ToTable(t => t.UseSqlReturningClause(false));
        }
    }
}

internal sealed class MillisecondsConverter() : ValueConverter<DateTimeOffset, long>(
    instant => instant.ToUnixTimeMilliseconds(), value => DateTimeOffset.FromUnixTimeMilliseconds(value));
