using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>Ends imports, each with the one record that it leaves.</summary>
public sealed class ImportEnds(AuditLog log, BusinessClock clock)
{
    /// <summary>Inside a unit of work, as its last act.</summary>
    internal async Task NoteAsync(
        CustomerDb db, CustomerImport import, ImportState state, string? failure, Operator caller, CancellationToken ct)
    {
        (import.State, import.FinishedAt, import.Failure) = (state, clock.Now, failure);
        await db.SaveChangesAsync(ct);
        await log.AppendAsync(db, RecordDrafts.Operation(caller, clock, Operations.ImportCustomers, new()
        {
            Data = new
            {
                import = import.Id,
                state = state.ToString().ToLowerInvariant(),
                format = import.Format.ToString().ToLowerInvariant(),
                sha256 = Convert.ToHexStringLower(import.BodyHash),
                import.Created,
                import.Updated,
                import.Unchanged,
                import.Rejected,
                import.Warned,
            },
            Outcome = state == ImportState.Failed ? Outcome.Rejected : Outcome.Ok,
        }), ct);
    }
}
