using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Audit;

/// <summary>What a run over the chain found.</summary>
/// <param name="Checked">Records that are as they were written, up to the first that is not.</param>
/// <param name="FirstBroken">Position of the first record that is not; null when the chain is intact.</param>
/// <param name="Number">Its number, where it has one.</param>
/// <param name="Finding">What is wrong there.</param>
/// <param name="Anchors">Anchors that were compared.</param>
public sealed record ChainFinding(long Checked, long? FirstBroken, RecordNumber? Number, string? Finding, int Anchors)
{
    public bool IsIntact => FirstBroken is null;
}

/// <summary>
/// Reads the whole chain and names the first record that was changed, removed, inserted or moved; a cut tail shows by
/// the head and, where that was cut too, by the anchors outside the database.
/// </summary>
public sealed class VerifyChain(IDatabase database, Chain chain, AnchorOptions anchorOptions)
{
    private const int PageSize = 1000;

    /// <param name="progress">Records checked of records in all.</param>
    public async Task<ChainFinding> RunAsync(IProgress<(long Done, long Total)> progress, CancellationToken ct)
    {
        var kept = AnchorFile.ReadAll(anchorOptions.Path);
        var anchors = kept.Where(a => a.Position > 0).ToLookup(a => a.Position);
        var head = await HeadAsync(ct);
        var end = new Link(0, new byte[32], DateOnly.MinValue, 0, 0);
        long done = 0;
        var reading = ReadPageAsync(0, head, ct);
        while (await reading is [.., var last] page)
        {
            // The next page is read while this one is checked.
            reading = ReadPageAsync(last.Position, head, ct);
            var asWritten = AsWritten(end.Hash, page);
            for (var i = 0; i < page.Count; i++)
            {
                var record = page[i];
                if ((Fault(end, record, asWritten[i]) ?? AnchorFault(anchors[record.Position], record)) is { } finding)
                    return new(done, record.Position, record.Number, finding, anchors.Count);

                end = new Link(record.Position, record.Hash, record.Day, LastSearch(end, record), LastOperation(end, record));
                done++;
            }

            progress.Report((done, head.Position));
        }

        var cut = EndFault(end, head, kept);
        return new(done, cut is null ? null : end.Position + 1, null, cut, anchors.Count);
    }

    private async Task<ChainHead> HeadAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.ChainHeads.AsNoTracking().SingleAsync(ct);
    }

    private Task<List<AuditRecord>> ReadPageAsync(long after, ChainHead head, CancellationToken ct) => Task.Run(async () =>
    {
        await using var db = database.Open();
        return await db.Records.AsNoTracking()
            .Where(r => r.Position > after && r.Position <= head.Position)
            .OrderBy(r => r.Position).Take(PageSize).ToListAsync(ct);
    }, ct);

    /// <summary>
    /// Which records have the hash that they must have after the one before: each needs no more than what is stored beside it,
    /// so that all cores check at once.
    /// </summary>
    private bool[] AsWritten(byte[] before, List<AuditRecord> page)
    {
        var asWritten = new bool[page.Count];
        Parallel.For(0, page.Count, i => asWritten[i] = CryptographicOperations.FixedTimeEquals(
            chain.HashOf(i == 0 ? before : page[i - 1].Hash, page[i]), page[i].Hash));
        return asWritten;
    }

    private static int LastSearch(Link end, AuditRecord record)
    {
        if (record is { Series: RecordSeries.Search, Step: 1 })
            return record.Running;
        if (Acknowledgement.Of(record) is { } acknowledged)
            return acknowledged.LastSearch;

        return end.Day == record.Day ? end.LastSearch : 0;
    }

    private static int LastOperation(Link end, AuditRecord record)
    {
        if (record.Series == RecordSeries.Operation)
            return record.Running;

        return end.Day == record.Day ? end.LastOperation : 0;
    }

    private static string? AnchorFault(IEnumerable<Anchor> anchors, AuditRecord record) =>
        anchors.All(anchor => anchor.Hash == Convert.ToHexString(record.Hash))
            ? null
            : "differs from the anchor kept outside the database";

    private static string? EndFault(Link end, ChainHead head, IReadOnlyList<Anchor> anchors)
    {
        if (end.Position != head.Position)
            return "records are missing at the end of the chain";
        if (!CryptographicOperations.FixedTimeEquals(end.Hash, head.Hash))
            return "the end of the chain is not what its head says";
        if (head.Position > 0 && anchors.Count == 0)
            return "no anchor stands outside the database any more: nothing shows whether records are missing at the end";
        return anchors.Any(a => a.Position > head.Position)
            ? "the chain was cut: an anchor outside the database stands beyond its end"
            : null;
    }

    private static string? Fault(Link end, AuditRecord record, bool asWritten)
    {
        var acknowledged = Acknowledgement.Of(record);
        if (record.Position != end.Position + 1 && acknowledged is null)
            return "one or more records before this one are missing";
        if (!asWritten)
            return "is not as it was written, or not in its place";
        if (record.Day < end.Day)
            return "its day is before the day of the record before it";
        if (record.SubjectId?.Value != SubjectOf(record))
            return "the customer it is filed under is not the customer it is about";
        if (acknowledged is not null)
            return acknowledged.Position + 1 == record.Position ? null : "the acknowledgement does not fit its place";

        var expected = record.Day != end.Day ? 1
            : 1 + (record.Series == RecordSeries.Search ? end.LastSearch : end.LastOperation);
        if (record.Step == 1)
            return record.Running == expected ? null : "numbers before this one are missing";
        return record.Running < expected ? null : "a step of a number that was not given out";
    }

    private static long? SubjectOf(AuditRecord record) =>
        record is { Series: RecordSeries.Operation, Shown.Length: 8 } ? BinaryPrimitives.ReadInt64BigEndian(record.Shown) : null;

    private readonly record struct Link(long Position, byte[] Hash, DateOnly Day, int LastSearch, int LastOperation);
}

/// <summary>What an acknowledgement says of the numbers that a lost part of the chain may have given out.</summary>
internal sealed record Acknowledgement(
    string Reason, long RestoredTo, long Position, int LastSearch, int LastOperation, DateTimeOffset? SignedInAt)
{
    public static Acknowledgement? Of(AuditRecord record) => record is { Kind: Operations.Acknowledge, Criteria: { } details }
        ? JsonSerializer.Deserialize<Acknowledgement>(details, RecordDrafts.Json)
        : null;
}
