using System.ComponentModel.DataAnnotations;
using CustomerSearch.Core.Data;
using Microsoft.Data.SqlClient;

namespace CustomerSearch.SqlServer;

/// <summary>Settings of the section <c>Database:SqlServer</c>; without effect while the database is SQLite.</summary>
public sealed class SqlServerOptions
{
    /// <summary>How the service reaches its database, by a login that may read and write and nothing else.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The same database by a login that may change its schema; <see cref="ConnectionString"/> when empty.</summary>
    public string? MigrationConnectionString { get; set; }

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

    /// <summary>What the service connects with.</summary>
    /// <exception cref="DatabaseRefusedException">It is missing or cannot be read.</exception>
    internal string ServiceConnection => Complete(ConnectionString, nameof(ConnectionString));

    /// <summary>What changes of the schema connect with.</summary>
    /// <exception cref="DatabaseRefusedException">It cannot be read.</exception>
    internal string MigrationConnection => string.IsNullOrWhiteSpace(MigrationConnectionString)
        ? ServiceConnection
        : Complete(MigrationConnectionString, nameof(MigrationConnectionString));

    private string Complete(string? text, string setting)
    {
        if (string.IsNullOrWhiteSpace(text))
            throw new DatabaseRefusedException($"Database:SqlServer:{setting} is missing.");

        try
        {
            return Complete(text);
        }
        catch (ArgumentException exception)
        {
            throw new DatabaseRefusedException($"Database:SqlServer:{setting} cannot be read: {exception.Message}");
        }
    }

    private string Complete(string text) => new SqlConnectionStringBuilder(text)
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
