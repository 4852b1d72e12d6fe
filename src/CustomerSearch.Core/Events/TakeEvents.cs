using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Events;

/// <summary>Takes a batch of events: it is durable, with its record, before the sender hears that it was taken.</summary>
public sealed class TakeEvents(IDatabase database, AuditLog log, BusinessClock clock)
{
    public const int MostLines = 10_000;

    /// <summary>How many lines a body has.</summary>
    public static int CountLines(ReadOnlySpan<byte> body) => EventLines.Count(body);

    /// <param name="body">NDJSON, at most <see cref="MostLines"/> lines.</param>
    /// <returns>The batch's id.</returns>
    public Task<long> RunAsync(byte[] body, Operator caller, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var batch = new EventBatch { AccountId = caller.Id!.Value, ReceivedAt = clock.Now, BytesTotal = body.Length };
            db.EventBatches.Add(batch);
            await db.SaveChangesAsync(c);
            db.EventBodies.Add(new EventBody { BatchId = batch.Id, Lines = body });
            await db.SaveChangesAsync(c);
            await log.AppendAsync(db, RecordDrafts.Operation(caller, clock, Operations.TakeEvents, new()
            {
                Data = new { batch = batch.Id, lines = CountLines(body), bytes = body.Length },
            }), c);
            return batch.Id;
        }, ct);
}
