using CustomerSearch.Core.Data;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// Drops what nobody needs: generations that were given up, the one before the last swap once it was kept for a day, and
/// whatever stands in the engine that nobody knows of.
/// </summary>
public sealed partial class DropGenerations(
    IIndexWriter writer, Generations generations, IndexLeases leases, BusinessClock clock, ILogger<DropGenerations> logger)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken ct)
    {
        await using var lease = await leases.TryTakeAsync(IndexWork.Rebuild, ct);
        if (lease is null || await generations.LiveAsync(ct) is null)
            return;

        var kept = await generations.KeptAsync(ct);
        await generations.RetireAsync(
            g => g.State == GenerationState.Kept && (g.Number != kept || clock.Now - g.EndedAt >= KeptFor), null, ct);

        // The engine first: a generation is registered before it is made, so what is unknown then is nobody's.
        var standing = await writer.ListAsync(ct);
        var known = (await generations.ListAsync(ct)).ToDictionary(g => g.Number, g => g.State);
        foreach (var number in standing.Where(n => known.GetValueOrDefault(n, GenerationState.Dropped) >= GenerationState.Retired))
        {
            await lease.WhileAsync(writer.DropAsync(number, ct), ct);
            Dropped(logger, number);
        }

        foreach (var number in known.Where(pair => pair.Value == GenerationState.Retired).Select(pair => pair.Key))
            await generations.ForgetAsync(number, ct);
    }

    [LoggerMessage(2013, LogLevel.Information, "Generation {Generation} of the index is dropped")]
    private static partial void Dropped(ILogger logger, int generation);
}
