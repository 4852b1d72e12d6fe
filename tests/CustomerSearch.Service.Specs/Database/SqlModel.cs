using CustomerSearch.SqlServer;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.Dac.Model;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace CustomerSearch.Service.Specs.Database;

/// <summary>
/// The SQL Server database as its migration script makes it, without a server: statements are parsed as SQL Server would, and
/// bound to the tables and columns that there are.
/// </summary>
internal sealed class SqlModel : IDisposable
{
    private readonly TSqlModel model = new(SqlServerVersion.Sql160, new TSqlModelOptions { Collation = SqlServerCustomerDb.Collation });
    private readonly List<string> statements = [];

    public SqlModel()
    {
        using var db = Unconnected();
        var script = db.GetService<IMigrator>().GenerateScript();
        foreach (var statement in Parse(script).Batches.SelectMany(batch => batch.Statements).SelectMany(Unconditional))
        {
            var text = script.Substring(statement.StartOffset, statement.FragmentLength);
            if (statement is CreateTableStatement or CreateIndexStatement or CreateSequenceStatement or AlterTableStatement)
                model.AddObjects(text);
            else if (statement is not (BeginTransactionStatement or CommitTransactionStatement))
                statements.Add(text);
        }

        foreach (var trigger in ChangeTriggers.Batches)
        {
            Parse(trigger);
            model.AddObjects(trigger.Replace("CREATE OR ALTER", "CREATE", StringComparison.Ordinal));
        }
    }

    /// <summary>What the script does beside making tables.</summary>
    public IReadOnlyList<string> Statements => statements;

    public int Tables => model.GetObjects(DacQueryScopes.UserDefined, Table.TypeClass).Count();

    public int Triggers => model.GetObjects(DacQueryScopes.UserDefined, DmlTrigger.TypeClass).Count();

    /// <summary>A context of the provider that nobody connects.</summary>
    public static SqlServerCustomerDb Unconnected(params Microsoft.EntityFrameworkCore.Diagnostics.IInterceptor[] interceptors) =>
        new(SqlServerContexts.Options(new SqlServerOptions(), "Server=none", interceptors));

    /// <summary>Adds a statement as the body of a procedure.</summary>
    /// <param name="name">How messages name it.</param>
    /// <param name="parameters">As a procedure declares them.</param>
    public void Add(string name, string sql, string parameters = "")
    {
        var procedure = $"CREATE PROCEDURE [{name}] {parameters} AS\nBEGIN\n{sql}\nEND";
        Parse(procedure);
        model.AddObjects(procedure);
    }

    /// <summary>What is wrong with what was added: names that are nowhere, above all. Those of the server itself are not in the model.</summary>
    public IReadOnlyList<string> Wrong() =>
        [.. model.Validate().Select(message => message.ToString()).Where(text => !text.Contains("[sys]", StringComparison.OrdinalIgnoreCase))];

    public void Dispose() => model.Dispose();

    /// <summary>The table of migrations is made where it is not there; here it never is.</summary>
    private static IEnumerable<TSqlStatement> Unconditional(TSqlStatement statement) =>
        statement is IfStatement { ThenStatement: BeginEndBlockStatement block } && block.StatementList.Statements is [CreateTableStatement table]
            ? [table]
            : [statement];

    public static TSqlScript Parse(string sql)
    {
        var read = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        Assert.True(errors.Count == 0, string.Join('\n', errors.Select(error => $"{error.Line}: {error.Message}")) + "\n" + sql);
        return (TSqlScript)read;
    }
}
