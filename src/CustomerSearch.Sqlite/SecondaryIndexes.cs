using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Sqlite;

/// <summary>
/// The indexes of the customer's tables, set aside while these are filled: sorting all keys once is a fraction of finding
/// the place of each.
/// </summary>
internal sealed class SecondaryIndexes
{
    private readonly List<Definition> definitions;

    private SecondaryIndexes(List<Definition> definitions) => this.definitions = definitions;

    /// <summary>Drops them inside the present transaction and remembers how they are made.</summary>
    public static async Task<SecondaryIndexes> DropAsync(CustomerDb db, BulkTables tables, CancellationToken ct)
    {
        var names = tables.Parts.Select(part => part.Table.Name).Append(tables.Customer.Name).ToHashSet();
        var all = await db.Database.SqlQueryRaw<Definition>(
            """
            SELECT "name" AS "Name", "tbl_name" AS "TableName", "sql" AS "Sql"
            FROM "sqlite_master" WHERE "type" = 'index' AND "sql" IS NOT NULL
            """)
            .ToListAsync(ct);
        var indexes = new SecondaryIndexes(all.FindAll(index => names.Contains(index.TableName)));
        foreach (var index in indexes.definitions)
            await ExecuteAsync(db, $"DROP INDEX \"{index.Name}\"", ct);

        return indexes;
    }

    public async Task CreateAsync(CustomerDb db, CancellationToken ct)
    {
        foreach (var index in definitions)
            await ExecuteAsync(db, index.Sql, ct);
    }

    /// <summary>The text comes from the database's own schema; braces in it are no placeholders.</summary>
    private static Task<int> ExecuteAsync(CustomerDb db, string sql, CancellationToken ct) =>
        db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{").Replace("}", "}}"), ct);

    private sealed record Definition(string Name, string TableName, string Sql);
}
