using System.ComponentModel.DataAnnotations;
using Microsoft.Data.SqlClient;

namespace CustomerSearch.SqlServer;

/// <summary>Settings of the section <c>Database:SqlServer</c>; without effect while the database is SQLite.</summary>
public sealed class SqlServerOptions
{
    /// <summary>How the service reaches its database, by a login that may read and write and nothing else.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The same database by a login that may change its schema; <see cref="ConnectionString"/> when empty.</summary>
    public string? MigrationConnectionString { get; set; }

    /// <summary>Whether starting brings the schema up to date; otherwise the command <c>migrate</c> does, and starting refuses an older one.</summary>
    public bool MigrateAtStart { get; set; } = true;

    /// <summary>How connections are encrypted: <c>Mandatory</c>, <c>Strict</c> (TDS 8) or <c>Optional</c>.</summary>
    public SqlEncryption Encryption { get; set; } = SqlEncryption.Mandatory;

    /// <summary>How many statements EF Core sends at once.</summary>
    [Range(1, 1000)]
    public int MaxBatchSize { get; set; } = 100;

    /// <summary>How many demo customers a transaction writes, parts aside.</summary>
    [Range(1, 100_000)]
    public int FillBatchSize { get; set; } = 1000;

    /// <summary>How long a statement may take, in seconds.</summary>
    [Range(1, 3600)]
    public int CommandTimeoutSeconds { get; set; } = 30;

    /// <summary>How often a unit of work is tried again after a dead-lock, a fail-over or a lost connection.</summary>
    [Range(0, 20)]
    public int Retries { get; set; } = 3;

    /// <summary>The longest pause between two tries, in milliseconds.</summary>
    [Range(1, 60_000)]
    public int LongestPauseMs { get; set; } = 1000;

    /// <summary>The connection string with everything that these settings say.</summary>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    internal string Complete(string? connectionString) => new SqlConnectionStringBuilder(connectionString)
    {
        Encrypt = Encryption switch
        {
            SqlEncryption.Mandatory => SqlConnectionEncryptOption.Mandatory,
            SqlEncryption.Strict => SqlConnectionEncryptOption.Strict,
            SqlEncryption.Optional => SqlConnectionEncryptOption.Optional,
            _ => throw new System.Diagnostics.UnreachableException(),
        },
        ApplicationName = "CustomerSearch",
    }.ConnectionString;
}

/// <summary>How much of what goes over the wire is encrypted.</summary>
public enum SqlEncryption
{
    /// <summary>All of it, after a negotiation in clear.</summary>
    Mandatory = 1,

    /// <summary>All of it, the negotiation too.</summary>
    Strict = 2,

    /// <summary>The sign-in, and the rest where the server insists.</summary>
    Optional = 3,
}
