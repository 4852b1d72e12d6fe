using System.Reflection;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CustomerSearch.Service.Specs.Database;

/// <summary>Holds whatever the service asked SQLite in all tests to what SQL Server would understand.</summary>
internal static class EveryQueryBinds
{
    private static readonly MethodInfo First = typeof(EveryQueryBinds).GetMethod(nameof(FirstAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    public static async Task AssertAsync(IDatabase database)
    {
        using var model = new SqlModel();
        using var translation = new QueryTranslation();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var query in QueryCollector.OfAllTests.Queries)
            Add(translation.Translate(query));

        await using var db = database.Open();
        foreach (var type in db.Model.GetEntityTypes())
        {
            foreach (var state in States(type))
            {
                if (await (Task<object?>)First.MakeGenericMethod(type.ClrType).Invoke(null, [db])! is { } row)
                    Add(translation.Write(row, state));
            }
        }

        var wrong = model.Wrong();
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {known.Count} statements do not bind:\n{string.Join('\n', wrong)}");

        void Add((string Sql, string Parameters) statement)
        {
            if (known.Add(statement.Sql))
                model.Add($"statement {known.Count}: {statement.Sql.ReplaceLineEndings(" ").Replace(']', '}')[..Math.Min(90, statement.Sql.Length)]}", statement.Sql, statement.Parameters);
        }
    }

    /// <summary>A row that is all key is never changed.</summary>
    private static EntityState[] States(IEntityType type) => type.GetProperties().All(property => property.IsKey())
        ? [EntityState.Added, EntityState.Deleted]
        : [EntityState.Added, EntityState.Modified, EntityState.Deleted];

    private static async Task<object?> FirstAsync<T>(DbContext db)
        where T : class => await db.Set<T>().AsNoTracking().IgnoreQueryFilters().FirstOrDefaultAsync();
}
