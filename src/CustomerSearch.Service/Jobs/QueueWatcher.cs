using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;

namespace CustomerSearch.Service.Jobs;

/// <summary>
/// Looks at the queue of changes after each write of a person here, and every 250 ms for all others; has it drained where
/// something stands in it, and otherwise notes that the index has everything up to the look.
/// </summary>
internal sealed partial class QueueWatcher(
    ChangeQueue queue, CommitSignal committed, IndexStatus status, JobQueue jobs, BusinessClock clock, IDatabase database,
    ILogger<QueueWatcher> logger) : BackgroundService
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan UntilRoomIsMade = TimeSpan.FromSeconds(60);

    private int failures;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var pulse = committed.Next;
            try
            {
                await LookAsync(stoppingToken);
                await CommitSignal.WaitAsync(pulse, Longest, stoppingToken);
            }
            catch (Exception exception) when (database.IsUnavailable(exception))
            {
                DatabaseDown(logger, exception);
                await Task.Delay(BackOff(++failures), clock.TimeProvider, stoppingToken);
            }
        }
    }

    private async Task LookAsync(CancellationToken ct)
    {
        if (status.State != IndexState.Ready)
            return;

        if (!await status.LookAsync(queue, clock, ct))
            jobs.Drain();

        if (status.DrainFailure is null)
            failures = 0;
        else
            await Task.Delay(status.DrainFailure is DrainFailures.Blocked ? UntilRoomIsMade : BackOff(++failures), clock.TimeProvider, ct);
    }

    /// <summary>Full jitter: half a second doubled with each failure, thirty at most.</summary>
    private static TimeSpan BackOff(int failures) =>
        Random.Shared.NextDouble() * TimeSpan.FromSeconds(Math.Min(LongestBackOff.TotalSeconds, 0.5 * Math.Pow(2, failures)));

    [LoggerMessage(2008, LogLevel.Warning, "The queue of changes cannot be looked at")]
    private static partial void DatabaseDown(ILogger logger, Exception exception);
}
