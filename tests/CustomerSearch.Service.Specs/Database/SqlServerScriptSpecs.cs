using CustomerSearch.Core.Data;
using CustomerSearch.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CustomerSearch.Service.Specs.Database;

public sealed class SqlServerScriptSpecs
{
    [Fact]
    public void The_migration_script_and_the_triggers_parse_and_bind()
    {
        using var model = new SqlModel();
        foreach (var (i, statement) in model.Statements.Index())
            model.Add($"script{i}", statement);

        Assert.True(model.Wrong().Count == 0, string.Join('\n', model.Wrong()));
        Assert.Equal(DocumentTables.CustomerColumn.Count, model.Triggers);
        using var db = SqlModel.Unconnected();
        Assert.Equal(db.Model.GetEntityTypes().Select(type => type.GetTableName()).Distinct().Count() + 1, model.Tables);
    }

    [Fact]
    public void The_statements_of_the_hot_paths_bind()
    {
        using var model = new SqlModel();
        model.Add("head", SqlServerCustomerDb.HeadSql);
        model.Add("any", SqlServerCustomerDb.AnyChangeSql);
        model.Add("take", ChangeTaking.Sql, "@pass bigint, @half int");
        model.Add("draw", SqlServerBulkWriter.DrawSql, "@size bigint");
        model.Add("once", SchemaChange.OneAtATime);
        model.Add("settings", DatabaseCheck.SettingsSql);
        model.Add("triggers", DatabaseCheck.TriggersSql);

        Assert.True(model.Wrong().Count == 0, string.Join('\n', model.Wrong()));
    }

    [Fact]
    public async Task What_EF_makes_of_them_binds()
    {
        using var model = new SqlModel();
        await using var db = SqlModel.Unconnected(new CommandCapture());
        foreach (var (name, ask) in new (string, Func<Task>)[]
        {
            ("head", () => db.LockHeadAsync(CancellationToken.None)),
            ("any", () => db.AnyChangeAsync(CancellationToken.None)),
            ("check", () => DatabaseCheck.RunAsync(db, CancellationToken.None)),
            ("triggers", () => DatabaseCheck.MissingTriggersAsync(db, CancellationToken.None)),
        })
        {
            var sent = await Assert.ThrowsAsync<CommandCapture.Captured>(ask);
            model.Add(name, sent.Sql, sent.Parameters);
        }

        Assert.True(model.Wrong().Count == 0, string.Join('\n', model.Wrong()));
    }

    [Theory]
    [InlineData("SELECT [Nothing] FROM [Customer]")]
    [InlineData("SELECT [Id] FROM [Nothing]")]
    [InlineData("SELECT [id] FROM [Customer]")]
    [InlineData("UPDATE [c] SET [c].[Nothing] = 1 FROM [Customer] AS [c]")]
    [InlineData("INSERT INTO [IndexChange] ([CustomerId], [When]) VALUES (1, 2)")]
    public void A_name_that_is_nowhere_is_noticed(string sql)
    {
        using var model = new SqlModel();
        model.Add("wrong", sql);

        Assert.NotEmpty(model.Wrong());
    }

    [Theory]
    [InlineData("setup.sql")]
    [InlineData("rights.sql")]
    public void The_scripts_for_an_administrator_parse(string file)
    {
        var script = ReadScript(file);
        foreach (var (name, value) in new[] { ("Database", "customers"), ("ServicePassword", "a"), ("MigrationPassword", "b") })
            script = script.Replace($"$({name})", value, StringComparison.Ordinal);

        Assert.DoesNotContain("$(", script, StringComparison.Ordinal);
        SqlModel.Parse(script);
    }

    [Fact]
    public void The_login_of_the_service_is_denied_what_would_change_a_record_and_the_script_speaks_of_what_there_is()
    {
        using var db = SqlModel.Unconnected();
        var rights = ReadScript("rights.sql");
        var records = db.Model.FindEntityType(typeof(Core.Audit.AuditRecord))!.GetTableName();
        var head = db.Model.FindEntityType(typeof(Core.Audit.ChainHead))!.GetTableName();

        Assert.Contains($"DENY UPDATE, DELETE ON OBJECT::[dbo].[{records}]", rights, StringComparison.Ordinal);
        Assert.Contains($"DENY DELETE ON OBJECT::[dbo].[{head}]", rights, StringComparison.Ordinal);
        Assert.Contains($"GRANT UPDATE ON OBJECT::[dbo].[{SqlServerCustomerDb.CustomerIds}]", rights, StringComparison.Ordinal);
        Assert.Contains($"COLLATE {SqlServerCustomerDb.Collation}", ReadScript("setup.sql"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_migration_is_what_the_model_is()
    {
        using var db = SqlModel.Unconnected();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    [Fact]
    public void Text_compares_by_code_point_instants_are_whole_milliseconds_and_tables_that_feed_documents_have_their_trigger()
    {
        using var db = SqlModel.Unconnected();
        foreach (var type in db.GetService<IDesignTimeModel>().Model.GetEntityTypes())
        {
            foreach (var property in type.GetProperties().Where(p => p.GetColumnType().StartsWith("nvarchar", StringComparison.Ordinal)))
                Assert.Equal(SqlServerCustomerDb.Collation, property.GetCollation());
            foreach (var property in type.GetProperties().Where(p => p.ClrType == typeof(DateTimeOffset) || p.ClrType == typeof(DateTimeOffset?)))
                Assert.Equal("datetime2(3)", property.GetColumnType());
            Assert.Equal(DocumentTables.CustomerColumn.ContainsKey(type.GetTableName()!), type.GetDeclaredTriggers().Any());
        }
    }

    [Theory]
    [InlineData(typeof(Core.Audit.AuditRecord))]
    [InlineData(typeof(Core.Audit.ChainHead))]
    public void No_foreign_key_and_no_trigger_stand_on_records_and_head(Type entity)
    {
        using var db = SqlModel.Unconnected();
        var type = db.Model.FindEntityType(entity)!;

        Assert.Empty(type.GetForeignKeys());
        Assert.Empty(type.GetReferencingForeignKeys());
        Assert.Empty(type.GetDeclaredTriggers());
    }

    private static string ReadScript(string file, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../scripts/sqlserver", file));
}
