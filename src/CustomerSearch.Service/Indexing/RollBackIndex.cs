using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;

namespace CustomerSearch.Service.Indexing;

/// <summary>Lets the generation before the last swap answer searches again; it was written all the time and lost nothing.</summary>
internal sealed class RollBackIndex(
    IDatabase database, IIndexWriter writer, Generations generations, IndexLeases leases, IndexStatus status, AuditLog log,
    BusinessClock clock)
{
    /// <summary>A rebuild that has swapped, or found nothing to do, holds its lease for a moment still.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <returns>The generation that answers now; null where none is kept, or a rebuild runs.</returns>
    public async Task<int?> RunAsync(Operator caller, CancellationToken ct)
    {
        await using var lease = await leases.TryTakeAsync(IndexWork.Rebuild, Patience, ct);
        if (lease is null || await generations.KeptAsync(ct) is not { } kept)
            return null;

        var from = await generations.LiveAsync(ct);
        await database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var record = RecordDrafts.Operation(caller, clock, Operations.RollBackIndex, new() { Data = new { from, to = kept } });
            await log.AppendAsync(db, record, c);
            return true;
        }, ct);
        await lease.WhileAsync(writer.PromoteAsync(kept, ct), ct);
        await generations.MakeLiveAsync(kept, CancellationToken.None);
        status.Swap(kept);
        return kept;
    }
}
