using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Audit;

/// <summary>Makes the drafts of operation records: who, from where, what, of whom.</summary>
public static class RecordDrafts
{
    /// <summary>JSON as records keep it: camelCase, Chinese as it is, nothing absent.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <param name="caller">Who did it.</param>
    /// <param name="clock">For the time in the record's id.</param>
    /// <param name="kind">One of <see cref="Operations"/>.</param>
    /// <param name="details">
    /// What stands under criteria, as JSON; never a clear phone, e-mail, ID or card number.
    /// </param>
    public static AuditRecord Operation(Operator caller, BusinessClock clock, string kind, OperationDetails? details) => new()
    {
        RecordId = Guid.CreateVersion7(clock.Now),
        Kind = kind,
        Series = RecordSeries.Operation,
        OperatorId = caller.Id,
        UserName = caller.UserName,
        RealName = caller.RealName,
        Role = caller.Role,
        DepartmentId = caller.DepartmentId,
        Department = caller.Department,
        Address = caller.Address,
        Continues = details?.Continues?.ToString(),
        Purpose = details?.Purpose,
        Remark = details?.Remark,
        Criteria = details?.Data is { } data ? JsonSerializer.Serialize(data, Json) : null,
        Shown = details?.Subject is { } subject ? Ids([subject]) : null,
        SubjectId = details?.Subject,
        Outcome = details?.Outcome ?? Outcome.Ok,
    };

    /// <summary>Customer ids as the record keeps them: eight bytes each, big-endian.</summary>
    public static byte[] Ids(IReadOnlyList<CustomerId> ids)
    {
        var bytes = new byte[ids.Count * sizeof(long)];
        for (var i = 0; i < ids.Count; i++)
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(i * sizeof(long)), ids[i].Value);

        return bytes;
    }

    /// <summary>The customer ids of a record.</summary>
    public static List<CustomerId> ReadIds(byte[]? shown)
    {
        List<CustomerId> ids = [];
        for (var i = 0; i + sizeof(long) <= (shown?.Length ?? 0); i += sizeof(long))
            ids.Add(new CustomerId(BinaryPrimitives.ReadInt64BigEndian(shown.AsSpan(i))));

        return ids;
    }
}

/// <summary>What an operation record says beyond who and when.</summary>
public sealed record OperationDetails
{
    public object? Data { get; init; }

    public CustomerId? Subject { get; init; }

    public RecordNumber? Continues { get; init; }

    public string? Purpose { get; init; }

    public string? Remark { get; init; }

    public Outcome Outcome { get; init; } = Outcome.Ok;
}
