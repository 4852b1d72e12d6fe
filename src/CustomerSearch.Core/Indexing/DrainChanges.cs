using CustomerSearch.Core.Search;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Indexing;

/// <summary>Brings what stands in the queue of changes into every registered generation of the index.</summary>
public sealed partial class DrainChanges(
    ChangeQueue queue, IndexPassWriter passWriter, IndexLeases leases, IndexStatus status, ILogger<DrainChanges> logger)
{
    private const int Most = 500;
    private const int MostUnderBacklog = 2000;

    /// <summary>
    /// Drains until the queue is empty; ends at once when somebody else does. Safe to run twice at once.
    /// </summary>
    public async Task RunAsync(CancellationToken ct)
    {
        if (status.State != IndexState.Ready)
            return;

        await using var lease = await leases.TryTakeAsync(ct);
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

    /// <summary>The same for whoever holds the lease already.</summary>
    /// <exception cref="EngineUnavailableException">
    /// The engine could not write; the changes stand where they stood.
    /// </exception>
    /// <exception cref="LeaseLostException">The lease lapsed.</exception>
    internal async Task DrainAllAsync(IndexLeases.HeldLease lease, CancellationToken ct)
    {
        // After a failure one document goes ahead and looks.
        var most = status.DrainFailure is null ? Most : 1;
        while (await queue.AnyAsync(ct))
            most = await DrainOnceAsync(lease, most, ct) < most ? Most : MostUnderBacklog;
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
