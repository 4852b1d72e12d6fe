using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CustomerSearch.Service.Specs.Database;

/// <summary>Takes each command away before it is sent, and opens no connection for it.</summary>
internal sealed class CommandCapture : DbCommandInterceptor, IDbConnectionInterceptor
{
    public InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        InterceptionResult.Suppress();

    public override InterceptionResult<DbDataReader> ReaderExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => throw new Captured(command);

    public override InterceptionResult<int> NonQueryExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => throw new Captured(command);

    public override InterceptionResult<object> ScalarExecuting(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => throw new Captured(command);

    public ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        new(InterceptionResult.Suppress());

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        throw new Captured(command);

    /// <summary>A command that would have been sent; EF Core empties the command itself on its way out.</summary>
    public sealed class Captured(DbCommand command) : Exception(command.CommandText)
    {
        public string Sql { get; } = command.CommandText;

        /// <summary>As a procedure declares them.</summary>
        public string Parameters { get; } = string.Join(", ", command.Parameters.Cast<SqlParameter>()
            .Select(parameter => $"@{parameter.ParameterName.TrimStart('@')} {TypeOf(parameter)}"));

        private static string TypeOf(SqlParameter parameter) => parameter.SqlDbType switch
        {
            SqlDbType.NVarChar => "nvarchar(max)",
            SqlDbType.VarBinary => "varbinary(max)",
            SqlDbType.DateTime2 => "datetime2(3)",
            var type => type.ToString().ToLowerInvariant(),
        };
    }
}
