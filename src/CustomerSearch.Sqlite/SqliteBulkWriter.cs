using System.Collections;
using System.Data.Common;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using IDatabase = CustomerSearch.Core.Data.IDatabase;

namespace CustomerSearch.Sqlite;

/// <summary>Writes new customers by prepared commands.</summary>
public sealed class SqliteBulkWriter(IDatabase database) : IBulkWriter
{
    private Plan? plan;

    /// <remarks>One transaction: all customers are there in the end, or none.</remarks>
    public Task FillAsync(IAsyncEnumerable<IReadOnlyList<Customer>> batches, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Bulk, async (db, c) =>
        {
            if (await db.Customers.IgnoreQueryFilters().AnyAsync(c))
                throw new InvalidOperationException("Only a database without customers can be filled.");

            var indexes = await SecondaryIndexes.DropAsync(db, c);
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
        using var commands = (plan ??= new Plan(db.Model)).Prepare(connection, transaction);
        var lastId = LastId(connection, transaction);
        foreach (var customer in customers)
            commands.Insert(customer, ++lastId);
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
