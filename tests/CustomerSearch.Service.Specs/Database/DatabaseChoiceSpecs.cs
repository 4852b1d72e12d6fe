using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using CustomerSearch.SqlServer;
using Hangfire;
using Hangfire.SqlServer;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerSearch.Service.Specs.Database;

public sealed class DatabaseChoiceSpecs : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("customer-search-").FullName;

    [Fact]
    public async Task One_setting_puts_database_bulk_writer_and_jobs_on_SQL_Server()
    {
        await using var app = OwnHost.Build(Settings("--Database:SqlServer:ConnectionString=Server=nowhere;Database=c"));

        Assert.IsType<SqlServerDatabase>(app.Services.GetRequiredService<IDatabase>());
        Assert.IsType<SqlServerBulkWriter>(app.Services.GetRequiredService<IBulkWriter>());
        Assert.IsType<SqlServerStorage>(app.Services.GetRequiredService<JobStorage>());
    }

    [Fact]
    public void Without_a_connection_string_it_is_refused_by_name()
    {
        var refusal = Assert.Throws<DatabaseRefusedException>(() => OwnHost.Build(Settings()));

        Assert.Contains("Database:SqlServer:ConnectionString", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_are_never_made_for_a_server()
    {
        await using var app = OwnHost.Build(Settings("--Database:SqlServer:ConnectionString=Server=nowhere;Database=c"));

        Assert.Throws<KeyRingException>(() => app.Services.GetRequiredService<KeyRing>());
        Assert.False(Directory.Exists(Path.Combine(folder, "data.keys")));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_unavailable_and_not_an_accident()
    {
        var database = new SqlServerDatabase(
            new SqlServerOptions { ConnectionString = "Server=127.0.0.1,1;Database=c;Connect Timeout=1", Retries = 0 }, new CommitSignal());

        await Assert.ThrowsAsync<DatabaseUnavailableException>(
            () => database.WriteAsync(WritePriority.Record, (db, ct) => db.LockHeadAsync(ct), CancellationToken.None));
        await using var db = database.Open();
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => db.AnyChangeAsync(CancellationToken.None));
        Assert.True(database.IsUnavailable(failure));
    }

    [Theory]
    [InlineData(SqlEncryption.Mandatory, "Encrypt=True")]
    [InlineData(SqlEncryption.Strict, "Encrypt=Strict")]
    [InlineData(SqlEncryption.Optional, "Encrypt=False")]
    public void Encryption_is_a_setting_and_not_a_matter_of_the_connection_string(SqlEncryption setting, string expected)
    {
        var options = new SqlServerOptions { ConnectionString = "Server=a;Database=b;Encrypt=False", Encryption = setting };

        Assert.Contains(expected, options.ServiceConnection, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_secrets_has_the_last_word()
    {
        var secrets = Directory.CreateDirectory(Path.Combine(folder, "secrets")).FullName;
        File.WriteAllText(Path.Combine(secrets, "Database__SqlServer__ConnectionString"), "Server=from-a-file;Database=c\n");

        using var app = OwnHost.Build(Settings($"--Secrets:Path={secrets}"));

        Assert.Equal("Server=from-a-file;Database=c", app.Configuration["Database:SqlServer:ConnectionString"]);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string[] Settings(params string[] more) =>
        [$"--Data:Directory={Path.Combine(folder, "data")}", "--Database:Provider=SqlServer", .. more];
}
