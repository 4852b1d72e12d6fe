using CustomerSearch.SqlServer;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Hosting;

/// <summary>The databases there are.</summary>
public enum DatabaseProvider
{
    /// <summary>One file, one instance.</summary>
    Sqlite,

    /// <summary>A server, shared by all instances.</summary>
    SqlServer,
}

/// <summary>Settings of the section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>What the system of record stands in.</summary>
    public DatabaseProvider Provider { get; set; }

    /// <summary>
    /// Whether starting brings the schema up to date; otherwise the command <c>migrate</c> does, and starting refuses an older one.
    /// </summary>
    public bool MigrateAtStart { get; set; } = true;
}

/// <summary>Settings of the section <c>Secrets</c>.</summary>
public sealed class SecretsOptions
{
    /// <summary>A folder of settings, one file each, named with <c>__</c> for <c>:</c>; they come before all others.</summary>
    public string? Path { get; set; }
}

/// <summary>Settings of the section <c>Proxies</c>.</summary>
public sealed class ProxiesOptions
{
    /// <summary>Networks of load balancers (<c>10.0.0.0/8</c>) whose word on the client's address is taken; nobody's when empty.</summary>
    public IList<string> Known { get; } = [];
}

[OptionsValidator]
internal sealed partial class SqlServerOptionsValidator : IValidateOptions<SqlServerOptions>;
