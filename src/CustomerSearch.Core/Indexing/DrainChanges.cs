using CustomerSearch.Core.Data;
using CustomerSearch.Core.Search;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Indexing;

/// <summary>Brings what stands in the queue of changes into every registered generation of the index.</summary>
public sealed partial class DrainChanges(
    ChangeQueue queue, IndexPassWriter passWriter, IndexLeases leases, IndexStatus status, BackgroundTurns turns, CommitSignal committed,
    BusinessClock clock, ILogger<DrainChanges> logger)
{
    private const int Most = 500;
    private const int MostUnderBacklog = 2000;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long what flows in gathers before the next pass: each has its price, and a customer who changed twice is written once.
    /// </summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Drains until the queue is empty; ends at once when somebody else does. Safe to run twice at once.
    /// </summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (status.State == IndexState.Ready)
            await DrainAsync(ct);
    }

    /// <summary>Returns when every change that stands in the queue now has left it, whoever drained it.</summary>
    /// <param name="lease">Held by the caller for what comes after, and renewed meanwhile.</param>
    /// <exception cref="LeaseLostException">The caller's lease lapsed.</exception>
    internal async Task CatchUpAsync(IndexLeases.HeldLease lease, CancellationToken ct)
    {
        var newest = await queue.NewestAsync(ct);
        while (await queue.AnyUpToAsync(newest, ct))
        {
            await lease.WhileAsync(DrainAsync(ct), ct);
            if (await queue.AnyUpToAsync(newest, ct))
                await Task.Delay(BetweenLooks, clock.TimeProvider, ct);
        }
    }

    private async Task DrainAsync(CancellationToken ct)
    {
        await using var lease = await leases.TryTakeAsync(IndexWork.Drain, ct);
        if (lease is null)
            return;

        try
        {
            await DrainAllAsync(lease, ct);
            status.DrainFailure = null;
        }
        catch (EngineUnavailableException exception)
        {
            status.DrainFailure = exception.Trouble switch
            {
                EngineTrouble.Blocked => DrainFailures.Blocked,
                EngineTrouble.Configuration => DrainFailures.Configuration,
                _ => DrainFailures.Engine,
            };
            EngineDown(logger, exception.Trouble == EngineTrouble.Passing ? LogLevel.Warning : LogLevel.Error, exception);
        }
        catch (LeaseLostException exception)
        {
            status.DrainFailure = DrainFailures.Lease;
            LeaseLost(logger, exception);
        }
    }

    private async Task DrainAllAsync(IndexLeases.HeldLease lease, CancellationToken ct)
    {
        // After a failure one document goes ahead and looks.
        var most = status.DrainFailure is null ? Most : 1;
        var behind = false;
        Task? pulse = null;
        while (await queue.AnyAsync(ct))
        {
            if (pulse is not null && !behind)
                await CommitSignal.WaitAsync(pulse, Gathering, ct);

            pulse = committed.Next;
            // What is behind anyway gives way to searches; a change that comes alone is theirs to find.
            using var turn = behind ? await turns.TakeAsync(ct) : null;
            behind = await DrainOnceAsync(lease, most, ct) == most;
            most = behind && !turns.PeopleSearch ? MostUnderBacklog : Most;
        }
    }

    /// <summary>One pass: take, then read, then write, and only then delete what was taken.</summary>
    /// <returns>How many customers were taken.</returns>
    private async Task<int> DrainOnceAsync(IndexLeases.HeldLease lease, int most, CancellationToken ct)
    {
        var taken = await queue.TakeAsync(most, ct);
        var entries = await passWriter.ReadAsync(taken.Customers, ct);
        var refused = await passWriter.WriteAsync(lease, taken.Generations, taken.Pass, entries, ct);
        await queue.SettleAsync(taken.Pass, refused, ct);
        return taken.Customers.Count;
    }

    [LoggerMessage(EventId = 2001, Message = "The engine cannot be written to; every change stays in the queue")]
    private static partial void EngineDown(ILogger logger, LogLevel level, Exception exception);

    [LoggerMessage(2002, LogLevel.Warning, "A drain ended because its lease lapsed")]
    private static partial void LeaseLost(ILogger logger, Exception exception);
}

/// <summary>Why a drain ended early.</summary>
public static class DrainFailures
{
    public const string Engine = "engine";

    /// <summary>The engine takes no writes until somebody makes room.</summary>
    public const string Blocked = "blocked";

    /// <summary>The engine does not let this program in.</summary>
    public const string Configuration = "configuration";

    public const string Lease = "lease";
}
