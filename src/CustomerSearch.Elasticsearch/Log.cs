using Microsoft.Extensions.Logging;

namespace CustomerSearch.Elasticsearch;

/// <summary>What the engine's client says about itself; never an id, a term, a query or the engine's own words.</summary>
internal static partial class Log
{
    [LoggerMessage(2601, LogLevel.Warning, "Elasticsearch answers {Status} to who asks what it is; whether it can be used is seen later.")]
    public static partial void RootRefused(ILogger logger, int status);

    [LoggerMessage(2602, LogLevel.Information, "Generation {Generation} answers searches from now on.")]
    public static partial void Promoted(ILogger logger, int generation);

    [LoggerMessage(2603, LogLevel.Warning, "The index must be built anew: it is {Reason}.")]
    public static partial void Unusable(ILogger logger, string reason);

    [LoggerMessage(2604, LogLevel.Information, "Generation {Generation} of the index is open.")]
    public static partial void Opened(ILogger logger, int generation);
}
