using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Service.Indexing;

/// <summary>Somebody asks for the whole index to be compared at once; <see cref="ReconcileIndex"/> does it.</summary>
internal sealed class RequestComparison(IDatabase database, AuditLog log, BusinessClock clock)
{
    public Task RunAsync(Operator caller, CancellationToken ct) => database.WriteAsync(WritePriority.Interactive, async (db, c) =>
    {
        (await db.IndexChecks.SingleAsync(c)).AllWantedAt = clock.Now;
        await db.SaveChangesAsync(c);
        await log.AppendAsync(db, RecordDrafts.Operation(caller, clock, Operations.ReconcileIndex, null), c);
        return true;
    }, ct);
}
