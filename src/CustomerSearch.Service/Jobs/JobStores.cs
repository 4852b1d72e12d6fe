using System.ComponentModel.DataAnnotations;
using CustomerSearch.SqlServer;
using Hangfire;
using Hangfire.InMemory;
using Hangfire.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Jobs;

/// <summary>Where Hangfire keeps its jobs. Nothing that must survive a crash stands there alone.</summary>
internal static class JobStores
{
    public static JobStorage InMemory(JobsOptions jobs) =>
        new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = TimeSpan.FromMinutes(jobs.KeepFinishedMinutes) });

    /// <summary>Never touches the schema: the service's login may not.</summary>
    public static JobStorage InSqlServer(SqlServerOptions server, JobsOptions jobs) => new SqlServerStorage(
        server.ServiceConnection,
        new SqlServerStorageOptions
        {
            SqlClientFactory = SqlClientFactory.Instance,
            SchemaName = jobs.Schema,
            PrepareSchemaIfNecessary = false,
            TryAutoDetectSchemaDependentOptions = false,
            QueuePollInterval = TimeSpan.FromMilliseconds(jobs.PollMs),
            SlidingInvisibilityTimeout = TimeSpan.FromSeconds(jobs.InvisibilitySeconds),
            CommandBatchMaxTimeout = TimeSpan.FromSeconds(server.CommandTimeoutSeconds),
            CommandTimeout = TimeSpan.FromSeconds(server.CommandTimeoutSeconds),
            UseRecommendedIsolationLevel = true,
            DisableGlobalLocks = true,
        })
    {
        JobExpirationTimeout = TimeSpan.FromMinutes(jobs.KeepFinishedMinutes),
    };

    /// <summary>By the migration login. Safe to run twice at once: Hangfire's script takes a lock.</summary>
    public static void Prepare(SqlServerOptions server, JobsOptions jobs)
    {
        using var connection = new SqlConnection(server.MigrationConnection);
        connection.Open();
        SqlServerObjectsInstaller.Install(connection, jobs.Schema, enableHeavyMigrations: true);
    }
}

/// <summary>Settings of the section <c>Jobs</c>.</summary>
public sealed class JobsOptions
{
    /// <summary>How many jobs an instance runs at once, imports aside.</summary>
    [Range(2, 100)]
    public int Workers { get; set; } = 4;

    /// <summary>How many imports an instance runs at once.</summary>
    [Range(1, 20)]
    public int ImportWorkers { get; set; } = 2;

    /// <summary>How long finished jobs are shown on the dashboard, in minutes.</summary>
    [Range(1, 60)]
    public int KeepFinishedMinutes { get; set; } = 30;

    /// <summary>The schema of Hangfire's tables in SQL Server.</summary>
    [Required, RegularExpression("[A-Za-z_][A-Za-z0-9_]*")]
    public string Schema { get; set; } = "HangFire";

    /// <summary>How often an instance looks into the queue of SQL Server, in milliseconds.</summary>
    [Range(50, 60_000)]
    public int PollMs { get; set; } = 200;

    /// <summary>After this many seconds a job of an instance that is gone is given to another.</summary>
    [Range(30, 3600)]
    public int InvisibilitySeconds { get; set; } = 120;
}

[OptionsValidator]
internal sealed partial class JobsOptionsValidator : IValidateOptions<JobsOptions>;
