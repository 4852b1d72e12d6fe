using Testcontainers.MsSql;

namespace CustomerSearch.Contracts.Data;

/// <summary>
/// The SQL Server of the tests: the one that <c>CUSTOMERSEARCH_SQLSERVER</c> names by a connection string, else a container where
/// Docker answers, else none, and whoever asks is skipped.
/// </summary>
internal static class SqlServerServer
{
    public const string Variable = "CUSTOMERSEARCH_SQLSERVER";

    private const string Image = "mcr.microsoft.com/mssql/server:2022-latest";

    private static readonly Lazy<Task<string?>> Connection = new(FindAsync);

    public static async ValueTask<string> ConnectionAsync()
    {
        var connection = await Connection.Value;
        Assert.SkipWhen(connection is null, $"{Variable} names no server, and Docker does not answer.");
        return connection!;
    }

    private static async Task<string?> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return named;
        if (!await DockerHost.AnswersAsync())
            return null;

        // The container goes with the process: its reaper removes it.
        var container = new MsSqlBuilder(Image).Build();
        await container.StartAsync();
        return container.GetConnectionString();
    }
}
