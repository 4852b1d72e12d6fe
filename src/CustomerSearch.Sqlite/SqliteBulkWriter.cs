using System.Data.Common;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using IDatabase = CustomerSearch.Core.Data.IDatabase;

namespace CustomerSearch.Sqlite;

/// <summary>Writes new rows by prepared commands.</summary>
public sealed class SqliteBulkWriter(IDatabase database) : IBulkWriter
{
    private BulkTables? tables;

    /// <remarks>One transaction: all customers are there in the end, or none.</remarks>
    public Task FillAsync(IAsyncEnumerable<IReadOnlyList<Customer>> batches, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Bulk, async (db, c) =>
        {
            if (await db.Customers.IgnoreQueryFilters().AnyAsync(c))
                throw new InvalidOperationException("Only a database without customers can be filled.");

            var indexes = await SecondaryIndexes.DropAsync(db, TablesOf(db), c);
            await db.Database.ExecuteSqlRawAsync(ChangeTriggers.DropScript, c);
            await foreach (var batch in batches.WithCancellation(c))
            {
                c.ThrowIfCancellationRequested();
                Insert(db, batch);
            }

            await indexes.CreateAsync(db, c);
            await db.Database.ExecuteSqlRawAsync(ChangeTriggers.NoteEverybody, c);
            return await db.Database.ExecuteSqlRawAsync(ChangeTriggers.Script, c);
        }, ct);

    public void Insert(CustomerDb db, IReadOnlyList<Customer> customers)
    {
        if (customers.Count == 0)
            return;

        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        using var commands = new Commands(TablesOf(db), connection, transaction);
        var lastId = LastId(connection, transaction);
        foreach (var customer in customers)
            commands.Insert(customer, ++lastId);
    }

    public void Insert(CustomerDb db, IReadOnlyList<CustomerEvent> events)
    {
        if (events.Count == 0)
            return;

        using var insert = new TableInsert(
            TablesOf(db).Event, db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction());
        foreach (var e in events)
            insert.Run(e);
    }

    private BulkTables TablesOf(CustomerDb db) => tables ??= new BulkTables(db.Model);

    /// <summary>
    /// The highest id ever given. The transaction holds SQLite's only write lock from its beginning, so nobody else
    /// draws meanwhile; inserting a drawn id moves the sequence on.
    /// </summary>
    private static long LastId(DbConnection connection, DbTransaction transaction)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = """SELECT "seq" FROM "sqlite_sequence" WHERE "name" = 'Customer'""";
        return command.ExecuteScalar() is long id ? id : 0;
    }

    private sealed class Commands(BulkTables tables, DbConnection connection, DbTransaction transaction) : IDisposable
    {
        private readonly TableInsert customerInsert = new(tables.Customer, connection, transaction);
        private readonly (TableInsert Insert, PartTable Part)[] parts =
            [.. tables.Parts.Select(part => (new TableInsert(part.Table, connection, transaction), part))];

        public void Insert(Customer customer, long id)
        {
            customerInsert.Run(customer, id);
            foreach (var (insert, part) in parts)
            {
                foreach (var row in part.Of(customer))
                    insert.Run(row, id);
            }
        }

        public void Dispose()
        {
            customerInsert.Dispose();
            foreach (var (insert, _) in parts)
                insert.Dispose();
        }
    }
}
