using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Audit;

/// <summary>
/// Lets numbering go on after the database was restored: past every number that the lost part may have given out, with
/// the acknowledgement itself as the first record.
/// </summary>
public sealed class AcknowledgeRestore(IDatabase database, Chain chain, AnchorKeeper anchors, AnchorOptions options, BusinessClock clock)
{
    /// <summary>
    /// An anchor trails the chain by a second at most; this many records may have been written after it unseen.
    /// </summary>
    private const int Margin = 10_000;

    /// <param name="reason">Why the database is not what it was; stands in the record.</param>
    /// <param name="caller">Who acknowledges.</param>
    /// <returns>The acknowledgement's number, or null when there is nothing to acknowledge.</returns>
    public async Task<RecordNumber?> RunAsync(string reason, Operator caller, CancellationToken ct)
    {
        if (anchors.Blocked is null)
            return null;

        var number = await database.WriteAsync(WritePriority.Record, (db, c) => AppendAsync(db, reason, caller, c), ct);
        await anchors.FreeAsync();
        return number;
    }

    private async Task<RecordNumber> AppendAsync(CustomerDb db, string reason, Operator caller, CancellationToken ct)
    {
        var head = await db.LockHeadAsync(ct);
        var highest = AnchorFile.ReadAll(options.Path).MaxBy(a => a.Position) ?? Anchor.Of(head);
        var restoredTo = head.Position;
        head.Position = Math.Max(head.Position, highest.Position) + Margin;
        if (highest.Day > head.Day)
            (head.Day, head.LastSearch, head.LastOperation) = (highest.Day, 0, 0);
        if (highest.Day == head.Day)
        {
            head.LastSearch = Math.Max(head.LastSearch, highest.LastSearch) + Margin;
            head.LastOperation = Math.Max(head.LastOperation, highest.LastOperation) + Margin;
        }

        var today = clock.Today > head.Day ? clock.Today : head.Day;
        var (lastSearch, position) = (today == head.Day ? head.LastSearch : 0, head.Position);
        var lastOperation = today == head.Day ? head.LastOperation : 0;
        var record = RecordDrafts.Operation(caller, clock, Operations.Acknowledge, new()
        {
            Data = new Acknowledgement(reason, restoredTo, position, lastSearch, lastOperation, caller.SignedInAt),
        });
        chain.Link(head, [record], steps: [], clock.Now, clock.Today);
        db.Records.Add(record);
        await db.SaveChangesAsync(ct);
        return record.Number;
    }
}
