using Microsoft.Extensions.Logging;

namespace CustomerSearch.Lucene;

/// <summary>What the index says about itself; never an id, a term or a query.</summary>
internal static partial class Log
{
    [LoggerMessage(2501, LogLevel.Information, "Generation {Generation} of the index is open: {Customers} customers.")]
    public static partial void Opened(ILogger logger, int generation, int customers);

    [LoggerMessage(2502, LogLevel.Information,
        "Generation {Generation} was not closed cleanly: it is checked in full.")]
    public static partial void Checking(ILogger logger, int generation);

    [LoggerMessage(2503, LogLevel.Warning, "The index must be built anew: it is {Reason}.")]
    public static partial void Unusable(ILogger logger, string reason);

    [LoggerMessage(2509, LogLevel.Error, "Generation {Generation} cannot be read.")]
    public static partial void Unreadable(ILogger logger, Exception exception, int generation);

    [LoggerMessage(2504, LogLevel.Information, "Generation {Generation} answers searches from now on.")]
    public static partial void Promoted(ILogger logger, int generation);

    [LoggerMessage(2505, LogLevel.Error,
        "Generation {Generation} could not be written; it goes back to its last commit.")]
    public static partial void WriteFailed(ILogger logger, Exception exception, int generation);

    [LoggerMessage(2506, LogLevel.Error,
        "Generation {Generation} could not go back to its last commit; the next write tries.")]
    public static partial void NotRecovered(ILogger logger, Exception exception, int generation);

    [LoggerMessage(2508, LogLevel.Warning,
        "The index could not be marked as closed cleanly; the next start checks it in full.")]
    public static partial void NotMarked(ILogger logger, Exception exception);
}
