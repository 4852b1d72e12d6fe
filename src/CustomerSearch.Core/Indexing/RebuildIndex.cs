using CustomerSearch.Core.Search;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// Builds the generation that was asked for, beside the one that answers searches: made, registered so that drains write
/// it, scanned, caught up, proven, and only then swapped. Killed anywhere, it goes on where it was. Safe to run twice at once.
/// </summary>
public sealed partial class RebuildIndex(
    IIndexWriter writer, Generations generations, BuildGeneration build, IndexLeases leases, IndexStatus status,
    ILogger<RebuildIndex> logger)
{
    /// <returns>Whether a generation answers searches now.</returns>
    /// <exception cref="EngineUnavailableException">The engine is down; what is built stands.</exception>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        await using (var lease = await leases.TryTakeAsync(IndexWork.Rebuild, ct))
        {
            if (lease is not null)
                await BuildAllAsync(lease, ct);
        }

        return await generations.LiveAsync(ct) is not null;
    }

    private async Task BuildAllAsync(IndexLeases.HeldLease lease, CancellationToken ct)
    {
        try
        {
            while (await generations.ClaimAsync(lease.Token, ct) is { } building)
                await BuildAsync(lease, building, ct);
        }
        catch (LeaseLostException exception)
        {
            // Another instance goes on with it, or a drain found it broken.
            TakenAway(logger, exception);
        }
    }

    private async Task BuildAsync(IndexLeases.HeldLease lease, IndexGeneration building, CancellationToken ct)
    {
        try
        {
            await build.RunAsync(lease, building, ct);
            await lease.WhileAsync(writer.PromoteAsync(building.Number, ct), ct);
            await generations.MakeLiveAsync(building.Number, CancellationToken.None);
            status.Swap(building.Number);
            Built(logger, building.Number);
        }
        catch (Exception exception) when (exception is GenerationRefusedException or GenerationBrokenException)
        {
            GivenUp(logger, exception, building.Number);
            var failure = exception is GenerationRefusedException refused ? refused.Finding : "broken";
            await generations.RetireAsync(g => g.Number == building.Number, failure, ct);
        }
    }

    [LoggerMessage(2007, LogLevel.Information, "Generation {Generation} of the index is built and answers searches")]
    private static partial void Built(ILogger logger, int generation);

    [LoggerMessage(2012, LogLevel.Warning, "A rebuild of the index ended because it was taken away")]
    private static partial void TakenAway(ILogger logger, Exception exception);

    [LoggerMessage(2011, LogLevel.Error, "Generation {Generation} of the index is given up")]
    private static partial void GivenUp(ILogger logger, Exception exception, int generation);
}
