using CustomerSearch.Core.Data;
using CustomerSearch.Service.Jobs;
using CustomerSearch.Sqlite;
using CustomerSearch.SqlServer;
using Hangfire;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Hosting;

/// <summary>Everything that follows from which database is in use. Nobody else asks which one it is.</summary>
internal sealed record DatabaseParts
{
    private const int EmbeddedDemo = 20_000;

    public required IDatabase Database { get; init; }

    public required IBulkWriter BulkWriter { get; init; }

    /// <summary>Whether the database is this service's to make, and does not stand there yet: only then are keys made.</summary>
    public required Func<bool> IsNew { get; init; }

    /// <summary>How many demo customers an empty database gets unasked.</summary>
    public required int DemoCustomers { get; init; }

    public required Func<JobStorage> OpenJobs { get; init; }

    /// <summary>Brings the schema of job storage up to date, where it has one.</summary>
    public required Action PrepareJobs { get; init; }

    public static DatabaseParts Of(IServiceProvider services)
    {
        var jobs = services.GetRequiredService<IOptions<JobsOptions>>().Value;
        switch (services.GetRequiredService<IOptions<DatabaseOptions>>().Value.Provider)
        {
            case DatabaseProvider.Sqlite:
                var file = services.GetRequiredService<SqliteDatabase>();
                return new()
                {
                    Database = file,
                    BulkWriter = new SqliteBulkWriter(file),
                    IsNew = () => !File.Exists(services.GetRequiredService<DataPaths>().Database),
                    DemoCustomers = EmbeddedDemo,
                    OpenJobs = () => JobStores.InMemory(jobs),
                    PrepareJobs = () => { },
                };
            case DatabaseProvider.SqlServer:
                var settings = services.GetRequiredService<IOptions<SqlServerOptions>>().Value;
                var server = services.GetRequiredService<SqlServerDatabase>();
                return new()
                {
                    Database = server,
                    BulkWriter = new SqlServerBulkWriter(server, settings),
                    IsNew = () => false,
                    DemoCustomers = 0,
                    OpenJobs = () => JobStores.InSqlServer(settings, jobs),
                    PrepareJobs = () => JobStores.Prepare(settings, jobs),
                };
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }
}
