using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CustomerSearch.SqlServer;

/// <summary>How contexts of the SQL Server database are set up.</summary>
internal static class SqlServerContexts
{
    /// <summary>SQL Server 2017 and later understand it; what newer ones alone can do is never asked of any.</summary>
    private const int CompatibilityLevel = 140;

    public static DbContextOptions<SqlServerCustomerDb> Options(
        SqlServerOptions options, string connectionString, params IInterceptor[] interceptors) =>
        new DbContextOptionsBuilder<SqlServerCustomerDb>()
            .UseSqlServer(connectionString, server => server
                .UseCompatibilityLevel(CompatibilityLevel)
                .MaxBatchSize(options.MaxBatchSize)
                .CommandTimeout(options.CommandTimeoutSeconds)
                .EnableRetryOnFailure(options.Retries, TimeSpan.FromMilliseconds(options.LongestPauseMs), errorNumbersToAdd: null)
                // One parameter for a list of ids, whatever its length: the statement stays the same and its plan stays kept.
                .UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors(interceptors)
            .Options;
}
