using System.Runtime.CompilerServices;
using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Events;

/// <summary>How far a batch of events has come; the shape is that of imports.</summary>
/// <param name="State">queued, running or done.</param>
/// <param name="Created">Events stored for a customer.</param>
/// <param name="Updated">Always 0: an event is never changed.</param>
/// <param name="Unchanged">Events that were there already.</param>
/// <param name="Parked">Events that wait for their customer.</param>
public sealed record EventBatchView(
    long ImportId, string State, long BytesRead, long BytesTotal, int RowsRead, int Created, int Updated, int Unchanged, int Parked,
    int Rejected, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt);

/// <param name="Row">The line, from 1.</param>
/// <param name="Errors">By field.</param>
public sealed record EventRejectView(int Row, string? EventId, string? CustomerNo, JsonElement Errors);

/// <summary>Reads batches of events; each account its own.</summary>
public sealed class ReadEventBatches(IDatabase database)
{
    private const int PageSize = 1000;

    /// <returns>Null where there is none, or none of the caller's.</returns>
    public async Task<EventBatchView?> FindAsync(long id, Operator caller, CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.EventBatches.AsNoTracking().Where(b => b.Id == id && b.AccountId == caller.Id)
            .Select(b => new EventBatchView(
                b.Id,
                b.State == EventBatchState.Done ? "done" : b.State == EventBatchState.Running ? "running" : "queued",
                b.BytesRead, b.BytesTotal, b.RowsRead, b.Created, 0, b.Unchanged, b.Parked, b.Rejected, b.StartedAt, b.FinishedAt))
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>The lines of a batch that were not taken, in their order.</summary>
    public async IAsyncEnumerable<EventRejectView> RejectsAsync(long id, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = 0;
        while (true)
        {
            List<EventReject> page;
            await using (var db = database.Open())
            {
                page = await db.EventRejects.AsNoTracking().Where(r => r.BatchId == id && r.Row > after)
                    .OrderBy(r => r.Row).Take(PageSize).ToListAsync(ct);
            }

            foreach (var reject in page)
            {
                var errors = JsonDocument.Parse(reject.Errors).RootElement;
                yield return new EventRejectView(reject.Row, reject.EventId, reject.CustomerNo, errors);
            }

            if (page.Count < PageSize)
                yield break;

            after = page[^1].Row;
        }
    }
}
