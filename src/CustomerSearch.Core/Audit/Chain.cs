using System.Buffers;
using System.Security.Cryptography;
using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Audit;

/// <summary>Links records to the chain and says whether a link holds.</summary>
public sealed class Chain(KeyRing keys)
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? buffer;

    private readonly string activeKeyId = keys.ActiveId(KeyPurpose.Audit);

    /// <summary>
    /// Gives the records their place, number, time and hash, in the order given, and moves the head along. The day
    /// never
    /// goes back, whatever the clock does: a number once given is never given again.
    /// </summary>
    /// <param name="head">The end of the chain.</param>
    /// <param name="records">What is appended.</param>
    /// <param name="steps">The last step of each number that a record goes on; raised with each further one.</param>
    /// <param name="now">The time of the records.</param>
    /// <param name="today">The business day.</param>
    public void Link(
        ChainHead head, IReadOnlyList<AuditRecord> records, Dictionary<RecordNumber, int> steps, DateTimeOffset now, DateOnly today)
    {
        if (today > head.Day)
        {
            head.Day = today;
            head.LastSearch = 0;
            head.LastOperation = 0;
        }

        foreach (var record in records)
        {
            record.Position = ++head.Position;
            record.KeyId = activeKeyId;
            record.At = DateTimeOffset.FromUnixTimeMilliseconds(now.ToUnixTimeMilliseconds());
            Number(record, head, steps);
            record.Hash = HashOf(head.Hash, record);
            head.Hash = record.Hash;
        }
    }

    /// <summary>
    /// A step keeps the number it goes on while that number's day lasts; anything else draws the next one. A record that is linked
    /// again, because its unit of work began again, is numbered anew.
    /// </summary>
    private static void Number(AuditRecord record, ChainHead head, Dictionary<RecordNumber, int> steps)
    {
        record.Day = head.Day;
        if (record.StepOf is { } number && number.Day == head.Day && steps.TryGetValue(number, out var last))
        {
            record.Running = number.Running;
            record.Step = steps[number] = last + 1;
        }
        else
        {
            record.Running = record.Series == RecordSeries.Search ? ++head.LastSearch : ++head.LastOperation;
            record.Step = 1;
        }
    }

    /// <summary>The hash that a record must have after the one with <paramref name="previous"/>.</summary>
    /// <exception cref="KeyRingException">The key it was written under is missing.</exception>
    public byte[] HashOf(ReadOnlySpan<byte> previous, AuditRecord record)
    {
        var bytes = buffer ??= new ArrayBufferWriter<byte>(1024);
        bytes.ResetWrittenCount();
        bytes.Write(previous);
        CanonicalBytes.Write(bytes, record);
        return HMACSHA256.HashData(keys.Get(KeyPurpose.Audit, record.KeyId), bytes.WrittenSpan);
    }
}
