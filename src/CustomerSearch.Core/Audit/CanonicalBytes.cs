using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace CustomerSearch.Core.Audit;

/// <summary>
/// The bytes of a record that are chained. Version 1 is final: whoever has the audit key can check the chain with this
/// page alone.
/// </summary>
/// <remarks>
/// Fields in fixed order, each as a 4-byte big-endian length and its bytes; a missing one is the length -1. Texts are
/// UTF-8, integers 8 bytes big-endian, instants their milliseconds since 1970, days their text <c>yyyyMMdd</c>.
/// The hash of a record is HMAC-SHA256(audit key, hash of the record before, 32 bytes, then these bytes).
/// </remarks>
internal static class CanonicalBytes
{
    public const int Version = 1;

    public static void Write(IBufferWriter<byte> to, AuditRecord record)
    {
        Number(to, Version);
        Text(to, record.KeyId);
        Bytes(to, record.RecordId.ToByteArray(bigEndian: true));
        Number(to, record.Position);
        Text(to, record.Kind);
        Text(to, record.Number.ToString());
        Number(to, record.Step);
        Text(to, record.Continues);
        Number(to, record.At.ToUnixTimeMilliseconds());
        Number(to, record.OperatorId?.Value);
        Text(to, record.UserName);
        Text(to, record.RealName);
        Number(to, (long?)record.Role);
        Number(to, record.DepartmentId?.Value);
        Text(to, record.Department);
        Text(to, record.Address);
        Text(to, record.Purpose);
        Text(to, record.Channel);
        Text(to, record.Remark);
        Text(to, record.Criteria);
        Text(to, record.Line);
        Text(to, record.ResolvedDates);
        Text(to, record.RuleVersions);
        Text(to, record.Scope);
        Number(to, record.Count);
        Text(to, record.Excluded);
        Bytes(to, record.Shown);
        Number(to, record.TookMs);
        Text(to, record.Engine);
        Number(to, record.Generation);
        Text(to, record.Outcome.ToString().ToLowerInvariant());
    }

    private static void Number(IBufferWriter<byte> to, long? number)
    {
        if (number is not { } value)
        {
            Length(to, -1);
            return;
        }

        Length(to, sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(to.GetSpan(sizeof(long)), value);
        to.Advance(sizeof(long));
    }

    private static void Text(IBufferWriter<byte> to, string? text)
    {
        if (text is null)
        {
            Length(to, -1);
            return;
        }

        Length(to, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, to);
    }

    private static void Bytes(IBufferWriter<byte> to, byte[]? bytes)
    {
        Length(to, bytes?.Length ?? -1);
        if (bytes is not null)
            to.Write(bytes);
    }

    private static void Length(IBufferWriter<byte> to, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(to.GetSpan(sizeof(int)), length);
        to.Advance(sizeof(int));
    }
}
