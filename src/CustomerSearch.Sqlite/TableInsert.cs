using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CustomerSearch.Sqlite;

/// <summary>
/// The INSERT of one table, taken from the EF model: its columns, where their values stand, how they are converted. A
/// column that joins the model is written without a change here.
/// </summary>
internal sealed class TableInsert
{
    private readonly Column[] columns;
    private readonly string sql;

    private TableInsert(IEntityType type, Column[] columns)
    {
        this.columns = columns;
        var names = string.Join(", ", columns.Select(column => Quote(column.Name)));
        var values = string.Join(", ", columns.Select((_, i) => ParameterName(i)));
        sql = $"INSERT INTO {Quote(type.GetTableName()!)} ({names}) VALUES ({values})";
    }

    /// <param name="customerKey">The column that takes the drawn customer id instead of the entity's own value.</param>
    public static TableInsert Of(IEntityType type, IReadOnlyProperty customerKey) => new(
        type,
        [.. from property in Scalars(type)
            where property == customerKey || !IsDrawnByDatabase(property)
            select new Column(
                property.GetColumnName(),
                property == customerKey ? null : property.GetGetter(),
                property.GetTypeMapping().Converter?.ConvertToProvider)]);

    public Command Prepare(DbConnection connection, DbTransaction transaction)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        for (var i = 0; i < columns.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = ParameterName(i);
            parameter.Value = DBNull.Value;
            command.Parameters.Add(parameter);
        }

        command.Prepare();
        return new Command(command, columns);
    }

    private static IEnumerable<IProperty> Scalars(ITypeBase type) =>
        type.GetProperties().Concat(type.GetComplexProperties().SelectMany(part => Scalars(part.ComplexType)));

    private static bool IsDrawnByDatabase(IProperty property) =>
        property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd;

    private static string ParameterName(int i) => $"@{i}";

    private static string Quote(string name) => $"\"{name}\"";

    /// <summary>The statement prepared on one connection.</summary>
    public sealed class Command(DbCommand command, Column[] columns) : IDisposable
    {
        public void Run(object entity, long customerId)
        {
            for (var i = 0; i < columns.Length; i++)
                command.Parameters[i].Value = columns[i].ValueOf(entity, customerId);

            command.ExecuteNonQuery();
        }

        public void Dispose() => command.Dispose();
    }

    /// <param name="Getter">Null for the column that takes the drawn id.</param>
    internal sealed record Column(string Name, IClrPropertyGetter? Getter, Func<object?, object?>? Convert)
    {
        public object ValueOf(object entity, long customerId)
        {
            if (Getter is null)
                return customerId;

            var value = Getter.GetClrValueUsingContainingEntity(entity);
            return value is null ? DBNull.Value : Convert?.Invoke(value) ?? value;
        }
    }
}
