using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// Removes tombstones that have stood for a day: no write is as old as that. Not while a generation is built, nor while a
/// change from before waits.
/// </summary>
public sealed class PurgeTombstones(
    IIndexWriter writer, Generations generations, ChangeQueue queue, IndexChecks checks, BusinessClock clock)
{
    private static readonly TimeSpan StandFor = TimeSpan.FromDays(1);

    /// <returns>How many were removed, of all generations.</returns>
    public async Task<long> RunAsync(CancellationToken ct)
    {
        var check = await checks.ReadAsync(ct);
        if (check.MarkedAt is { } marked && clock.Now - marked < StandFor)
            return 0;

        long purged = 0;
        if (check.MarkedAt is { } since)
        {
            var registered = await generations.ListAsync(ct);
            if (registered.Exists(g => g.State is GenerationState.Waiting or GenerationState.Building)
                || (await queue.LookAsync(ct)).Oldest <= since)
                return 0;

            foreach (var generation in registered.Where(g => g.State is GenerationState.Live or GenerationState.Kept))
                purged += await writer.PurgeTombstonesAsync(generation.Number, check.MarkedPass + 1, ct);
        }

        var pass = await queue.PassAsync(ct);
        await checks.ChangeAsync(c => (c.MarkedPass, c.MarkedAt) = (pass, clock.Now), ct);
        return purged;
    }
}
