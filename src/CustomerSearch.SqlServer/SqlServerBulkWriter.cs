using System.Data;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Events;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using IDatabase = CustomerSearch.Core.Data.IDatabase;

namespace CustomerSearch.SqlServer;

/// <summary>Writes new rows by bulk copy, triggers and checks in force.</summary>
public sealed class SqlServerBulkWriter(IDatabase database, SqlServerOptions settings) : IBulkWriter
{
    /// <summary>Draws as many ids as are needed, the first of which is returned.</summary>
    internal const string DrawSql = $"""
        DECLARE @first sql_variant;
        EXEC sys.sp_sequence_get_range
            @sequence_name = N'{SqlServerCustomerDb.CustomerIds}', @range_size = @size, @range_first_value = @first OUTPUT;
        SELECT CAST(@first AS bigint);
        """;

    /// <summary>Without them the login would need the right to alter the tables, and changes would be missed.</summary>
    private const SqlBulkCopyOptions InForce = SqlBulkCopyOptions.FireTriggers | SqlBulkCopyOptions.CheckConstraints;

    private BulkTables? known;

    /// <remarks>In many transactions: one alone would hold the log of a shared server for as long as it takes.</remarks>
    public async Task FillAsync(IAsyncEnumerable<IReadOnlyList<Customer>> batches, CancellationToken ct)
    {
        await using (var db = database.Open())
        {
            if (await db.Customers.IgnoreQueryFilters().AnyAsync(ct))
                throw new InvalidOperationException("Only a database without customers can be filled.");
        }

        await foreach (var batch in batches.WithCancellation(ct))
        {
            foreach (var part in batch.Chunk(settings.FillBatchSize))
            {
                await database.WriteAsync(WritePriority.Bulk, (db, _) =>
                {
                    Insert(db, part);
                    return Task.FromResult(part.Length);
                }, ct);
            }
        }
    }

    public void Insert(CustomerDb db, IReadOnlyList<Customer> customers)
    {
        if (customers.Count == 0)
            return;

        var (tables, connection, transaction) = Of(db);
        var first = Draw(connection, transaction, customers.Count);
        Copy(connection, transaction, tables.Customer, customers.Select((customer, i) => ((object)customer, first + i)));
        foreach (var part in tables.Parts)
        {
            Copy(connection, transaction, part.Table,
                customers.SelectMany((customer, i) => part.Of(customer).Select(row => (row, first + i))));
        }
    }

    public void Insert(CustomerDb db, IReadOnlyList<CustomerEvent> events)
    {
        if (events.Count == 0)
            return;

        var (tables, connection, transaction) = Of(db);
        Copy(connection, transaction, tables.Event, events.Select(e => ((object)e, 0L)));
    }

    private (BulkTables Tables, SqlConnection Connection, SqlTransaction Transaction) Of(CustomerDb db) => (
        known ??= new BulkTables(db.Model), (SqlConnection)db.Database.GetDbConnection(),
        (SqlTransaction)db.Database.CurrentTransaction!.GetDbTransaction());

    private static long Draw(SqlConnection connection, SqlTransaction transaction, int size)
    {
        using var command = new SqlCommand(DrawSql, connection, transaction);
        command.Parameters.Add("@size", SqlDbType.BigInt).Value = (long)size;
        return (long)command.ExecuteScalar();
    }

    private void Copy(
        SqlConnection connection, SqlTransaction transaction, BulkTable table, IEnumerable<(object Entity, long CustomerId)> entities)
    {
        using var rows = new BulkRows(table);
        foreach (var (entity, customerId) in entities)
            rows.Add(entity, customerId);

        using var copy = new SqlBulkCopy(connection, InForce, transaction)
        {
            DestinationTableName = $"[{table.Name}]", BulkCopyTimeout = settings.CommandTimeoutSeconds,
        };
        foreach (var column in table.Columns)
            copy.ColumnMappings.Add(column.Name, column.Name);

        copy.WriteToServer(rows.Table);
    }
}
