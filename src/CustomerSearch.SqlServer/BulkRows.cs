using System.Data;
using CustomerSearch.Core.Data;

namespace CustomerSearch.SqlServer;

/// <summary>The rows of one table on their way into a bulk copy.</summary>
internal sealed class BulkRows : IDisposable
{
    private readonly BulkTable table;

    public BulkRows(BulkTable table)
    {
        this.table = table;
        foreach (var column in table.Columns)
            Table.Columns.Add(column.Name, Stored(column.Type));
    }

    public DataTable Table { get; } = new();

    public void Add(object entity, long customerId) =>
        Table.Rows.Add([.. table.Columns.Select(column => Stored(column.ValueOf(entity, customerId)))]);

    public void Dispose() => Table.Dispose();

    /// <summary>A bulk copy knows instants; a column of days drops their midnight.</summary>
    private static object Stored(object value) => value is DateOnly day ? day.ToDateTime(TimeOnly.MinValue) : value;

    private static Type Stored(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var day when day == typeof(DateOnly) => typeof(DateTime),
        var other => other,
    };
}
