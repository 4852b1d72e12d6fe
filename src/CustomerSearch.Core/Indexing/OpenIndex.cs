using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Indexing;

/// <summary>Opens the index when the service starts, and has it built anew where it cannot be used.</summary>
public sealed partial class OpenIndex(
    IDatabase database, IIndexWriter writer, BuildIndex build, IndexStatus status, ILogger<OpenIndex> logger)
{
    public async Task RunAsync(CancellationToken ct)
    {
        status.Enter(IndexState.Checking);
        var opening = await writer.OpenAsync(new Inline(status), ct);
        var reason = opening switch
        {
            IndexOpening.Ready ready => await FitsAsync(ready, ct) ? null : "ahead of the database, which was restored",
            IndexOpening.Unusable unusable => unusable.Reason,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (reason is null)
        {
            var generation = ((IndexOpening.Ready)opening).Generation;
            await build.RegisterLiveAsync(generation, ct);
            status.Enter(IndexState.Ready, generation);
            Opened(logger, generation);
            return;
        }

        Unusable(logger, reason);
        await build.RunAsync(ct);
    }

    /// <summary>
    /// An index that has seen a higher pass than the database has drawn belongs to a database of later.
    /// </summary>
    private async Task<bool> FitsAsync(IndexOpening.Ready ready, CancellationToken ct)
    {
        await using var db = database.Open();
        return ready.HighestVersion <= await db.IndexPasses.Select(p => p.Value).SingleAsync(ct);
    }

    [LoggerMessage(2004, LogLevel.Information, "Generation {Generation} of the index is open")]
    private static partial void Opened(ILogger logger, int generation);

    [LoggerMessage(2005, LogLevel.Warning, "The index is {Reason}; it is built anew")]
    private static partial void Unusable(ILogger logger, string reason);

    /// <summary>Reports on the thread that works, so that reports stay in order.</summary>
    private sealed class Inline(IndexStatus status) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => status.Report(value.Done, value.Total);
    }
}
