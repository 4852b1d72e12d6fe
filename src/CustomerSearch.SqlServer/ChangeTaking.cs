using System.Data;
using System.Data.Common;

namespace CustomerSearch.SqlServer;

/// <summary>
/// Takes changes out of the queue in one go. Rows that somebody else holds are passed over: they are not committed yet, and stand
/// there for the next pass.
/// </summary>
internal static class ChangeTaking
{
    public const string Sql = """
        SET NOCOUNT ON;
        DECLARE @taken TABLE ([Id] bigint NOT NULL PRIMARY KEY);
        INSERT INTO @taken ([Id])
        SELECT [oldest].[CustomerId]
        FROM (SELECT TOP (@half) [CustomerId] FROM [IndexChange] WITH (ROWLOCK, UPDLOCK, READPAST) ORDER BY [Seq]) AS [oldest]
        UNION
        SELECT [newest].[CustomerId]
        FROM (SELECT TOP (@half) [CustomerId] FROM [IndexChange] WITH (ROWLOCK, UPDLOCK, READPAST) ORDER BY [Seq] DESC) AS [newest];
        UPDATE [change] SET [change].[Pass] = @pass
        FROM [IndexChange] AS [change] WITH (ROWLOCK, UPDLOCK, READPAST)
        INNER JOIN @taken AS [taken] ON [taken].[Id] = [change].[CustomerId];
        SELECT [Id] FROM @taken ORDER BY [Id];
        """;

    public static DbCommand Command(DbConnection connection, DbTransaction transaction, long pass, int half)
    {
        var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.Transaction = transaction;
        Add(command, "@pass", DbType.Int64, pass);
        Add(command, "@half", DbType.Int32, half);
        return command;
    }

    private static void Add(DbCommand command, string name, DbType type, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.DbType = type;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
