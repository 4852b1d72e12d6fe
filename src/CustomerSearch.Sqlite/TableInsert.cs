using System.Data.Common;
using CustomerSearch.Core.Data;

namespace CustomerSearch.Sqlite;

/// <summary>The INSERT of one table, prepared on a connection.</summary>
internal sealed class TableInsert : IDisposable
{
    private readonly IReadOnlyList<BulkColumn> columns;
    private readonly DbCommand command;

    public TableInsert(BulkTable table, DbConnection connection, DbTransaction transaction)
    {
        columns = table.Columns;
        var names = string.Join(", ", columns.Select(column => Quote(column.Name)));
        var values = string.Join(", ", columns.Select((_, i) => ParameterName(i)));
        command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {Quote(table.Name)} ({names}) VALUES ({values})";
        command.Transaction = transaction;
        for (var i = 0; i < columns.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = ParameterName(i);
            parameter.Value = DBNull.Value;
            command.Parameters.Add(parameter);
        }

        command.Prepare();
    }

    /// <param name="customerId">For the column that takes a drawn id.</param>
    public void Run(object entity, long customerId = 0)
    {
        for (var i = 0; i < columns.Count; i++)
            command.Parameters[i].Value = columns[i].ValueOf(entity, customerId);

        command.ExecuteNonQuery();
    }

    public void Dispose() => command.Dispose();

    private static string ParameterName(int i) => $"@{i}";

    private static string Quote(string name) => $"\"{name}\"";
}
