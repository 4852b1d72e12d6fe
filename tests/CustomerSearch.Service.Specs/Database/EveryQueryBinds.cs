using System.Reflection;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CustomerSearch.Service.Specs.Database;

/// <summary>Holds whatever SQLite was asked in all tests to what SQL Server would understand.</summary>
internal static class EveryQueryBinds
{
    private static readonly MethodInfo First = typeof(EveryQueryBinds).GetMethod(nameof(FirstAsync), BindingFlags.NonPublic | BindingFlags.Static)!;

    /// <summary>Every query.</summary>
    public static void Assert()
    {
        using var statements = new Statements();
        statements.AddQueries();
        statements.Assert();
    }

    /// <summary>Every query, and what a row of each table is written, changed and deleted by.</summary>
    /// <param name="database">Has rows.</param>
    public static async Task AssertAsync(IDatabase database)
    {
        using var statements = new Statements();
        statements.AddQueries();
        await using var db = database.Open();
        foreach (var type in db.Model.GetEntityTypes())
        {
            foreach (var state in States(type))
            {
                if (await (Task<object?>)First.MakeGenericMethod(type.ClrType).Invoke(null, [db])! is { } row)
                    statements.AddWrite(row, state);
            }
        }

        statements.Assert();
    }

    /// <summary>A row that is all key is never changed.</summary>
    private static EntityState[] States(IEntityType type) => type.GetProperties().All(property => property.IsKey())
        ? [EntityState.Added, EntityState.Deleted]
        : [EntityState.Added, EntityState.Modified, EntityState.Deleted];

    private static async Task<object?> FirstAsync<T>(DbContext db)
        where T : class => await db.Set<T>().AsNoTracking().IgnoreQueryFilters().FirstOrDefaultAsync();

    private sealed class Statements : IDisposable
    {
        private readonly SqlModel model = new();
        private readonly QueryTranslation translation = new();
        private readonly HashSet<string> known = new(StringComparer.Ordinal);

        public void AddQueries()
        {
            foreach (var query in QueryCollector.OfAllTests.Queries)
                Add(translation.Translate(query));
        }

        public void AddWrite(object row, EntityState state) => Add(translation.Write(row, state));

        public void Assert()
        {
            var wrong = model.Wrong();
            Xunit.Assert.True(wrong.Count == 0, $"{wrong.Count} of {known.Count} statements do not bind:\n{string.Join('\n', wrong)}");
        }

        public void Dispose()
        {
            translation.Dispose();
            model.Dispose();
        }

        private void Add((string Sql, string Parameters) statement)
        {
            if (!known.Add(statement.Sql))
                return;

            var begin = statement.Sql.ReplaceLineEndings(" ").Replace(']', '}')[..Math.Min(90, statement.Sql.Length)];
            model.Add($"statement {known.Count}: {begin}", statement.Sql, statement.Parameters);
        }
    }
}
