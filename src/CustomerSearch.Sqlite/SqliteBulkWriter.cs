using System.Collections;
using System.Data.Common;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using IDatabase = CustomerSearch.Core.Data.IDatabase;

namespace CustomerSearch.Sqlite;

/// <summary>
/// Writes new customers by prepared commands. A transaction ends with the customer that completes its time, so that a
/// waiting record or clerk has its turn.
/// </summary>
public sealed class SqliteBulkWriter(IDatabase database, TimeProvider clock) : IBulkWriter
{
    private static readonly TimeSpan WorkPerTransaction = TimeSpan.FromMilliseconds(20);

    private Plan? plan;

    public async Task InsertAsync(IReadOnlyList<Customer> customers, CancellationToken ct)
    {
        for (var next = 0; next < customers.Count;)
        {
            var first = next;
            next = await database.WriteAsync(
                WritePriority.Bulk, (db, token) => Task.FromResult(InsertFrom(db, customers, first, token)), ct);
        }
    }

    public void Insert(CustomerDb db, IReadOnlyList<Customer> customers)
    {
        if (customers.Count == 0)
            return;

        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        using var commands = (plan ??= new Plan(db.Model)).Prepare(connection, transaction);
        var lastId = LastId(connection, transaction);
        foreach (var customer in customers)
            commands.Insert(customer, ++lastId);
    }

    /// <returns>The place of the first customer that did not find time.</returns>
    private int InsertFrom(CustomerDb db, IReadOnlyList<Customer> customers, int first, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var connection = db.Database.GetDbConnection();
        var transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        using var commands = (plan ??= new Plan(db.Model)).Prepare(connection, transaction);
        var lastId = LastId(connection, transaction);
        var next = first;
        do
        {
            ct.ThrowIfCancellationRequested();
            commands.Insert(customers[next++], ++lastId);
        }
        while (next < customers.Count && clock.GetElapsedTime(began) < WorkPerTransaction);

        return next;
    }

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

    /// <summary>The table of customers and those of their parts, as the model relates them.</summary>
    private sealed class Plan
    {
        private readonly TableInsert customer;
        private readonly (TableInsert Insert, IClrPropertyGetter Rows)[] parts;

        public Plan(IModel model)
        {
            var type = model.FindEntityType(typeof(Customer))!;
            customer = TableInsert.Of(type, type.FindPrimaryKey()!.Properties.Single());
            parts = [.. from part in type.GetNavigations()
                        where part.IsCollection
                        let key = part.ForeignKey.Properties.Single()
                        select (TableInsert.Of(part.TargetEntityType, key), part.GetGetter())];
        }

        public Commands Prepare(DbConnection connection, DbTransaction transaction) => new(
            customer.Prepare(connection, transaction),
            [.. parts.Select(part => (part.Insert.Prepare(connection, transaction), part.Rows))]);
    }

    private sealed class Commands(
        TableInsert.Command customerInsert, (TableInsert.Command Insert, IClrPropertyGetter Rows)[] parts) : IDisposable
    {
        public void Insert(Customer customer, long id)
        {
            customerInsert.Run(customer, id);
            foreach (var (insert, rows) in parts)
            {
                foreach (var row in (IEnumerable)rows.GetClrValue(customer)!)
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
