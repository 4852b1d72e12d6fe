using CustomerSearch.Core.Search;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// Looks whether the engine answers searches with the generation that is live, and sees to it: somebody else may have led
/// searches elsewhere, or deleted what answers them; then another generation is asked for.
/// </summary>
public sealed partial class GuardLive(IIndexWriter writer, Generations generations, IndexLeases leases, ILogger<GuardLive> logger)
{
    /// <exception cref="EngineUnavailableException">The engine is down.</exception>
    public async Task RunAsync(CancellationToken ct)
    {
        await using var lease = await leases.TryTakeAsync(IndexWork.Rebuild, ct);
        if (lease is null)
            return;

        if (await generations.LiveAsync(ct) is not { } live)
        {
            await generations.RequestAsync("no generation is live", ct);
            return;
        }

        if (await writer.AnsweringAsync(ct) == live)
            return;

        if (!(await writer.ListAsync(ct)).Contains(live))
        {
            Gone(logger, live);
            await generations.ReplaceLiveAsync(live, "gone", ct);
            return;
        }

        Astray(logger, live);
        await lease.WhileAsync(writer.PromoteAsync(live, ct), ct);
    }

    [LoggerMessage(2015, LogLevel.Critical, "Generation {Generation} of the index is live and gone: another is built")]
    private static partial void Gone(ILogger logger, int generation);

    [LoggerMessage(2016, LogLevel.Critical, "Searches were led past generation {Generation}, which is live; they are led back")]
    private static partial void Astray(ILogger logger, int generation);
}
