using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.SqlServer;

/// <summary>What an error of SQL Server speaks of: the world, a race that was lost, or the statement.</summary>
internal static class SqlServerErrors
{
    /// <summary>Errors of a severity that a statement may have, too, and that yet speak of the world.</summary>
    private static readonly HashSet<int> OfTheWorld =
    [
        -2, // time-out
        1205, // dead-lock
        1222, // lock time-out
        3906, // database is read-only
        4060, 18452, 18456, // no such database, login refused
        615, 913, 924, 927, 942, 945, // database absent, offline, in single-user mode or being restored
        983, 976, // a secondary that takes no connection
        40501, 40613, 49918, 49919, 49920, // busy
    ];

    /// <summary>From this severity on an error is of resources, of the server or of the connection.</summary>
    private const int Resources = 17;

    private static readonly HashSet<int> UniqueKeys = [2601, 2627];

    public static bool IsOfTheWorld(SqlException exception) => exception.Errors.Cast<SqlError>()
        .Any(error => error.Class >= Resources || OfTheWorld.Contains(error.Number));

    /// <summary>
    /// Whether somebody else wrote the same row first. Databases with one writer never say so: who comes second there sees what
    /// the first one wrote, as it does here when it begins again.
    /// </summary>
    public static bool IsLostRace(DbUpdateException exception) => exception is DbUpdateConcurrencyException
        || (exception.InnerException is SqlException sql && UniqueKeys.Contains(sql.Number));
}
