using System.Buffers;
using System.Security.Cryptography;
using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Audit;

/// <summary>Links records to the chain and says whether a link holds.</summary>
public sealed class Chain(KeyRing keys)
{
    private readonly string activeKeyId = keys.ActiveId(KeyPurpose.Audit);

    /// <summary>
    /// Gives the records their place, number, time and hash, in the order given, and moves the head along. The day
    /// never
    /// goes back, whatever the clock does: a number once given is never given again.
    /// </summary>
    public void Link(ChainHead head, IReadOnlyList<AuditRecord> records, DateTimeOffset now, DateOnly today)
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
            record.Day = head.Day;
            record.Running = record.Series == RecordSeries.Search ? ++head.LastSearch : ++head.LastOperation;
            record.Hash = HashOf(head.Hash, record);
            head.Hash = record.Hash;
        }
    }

    /// <summary>The hash that a record must have after the one with <paramref name="previous"/>.</summary>
    /// <exception cref="KeyRingException">The key it was written under is missing.</exception>
    public byte[] HashOf(ReadOnlySpan<byte> previous, AuditRecord record)
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        bytes.Write(previous);
        CanonicalBytes.Write(bytes, record);
        return HMACSHA256.HashData(keys.Get(KeyPurpose.Audit, record.KeyId), bytes.WrittenSpan);
    }
}
