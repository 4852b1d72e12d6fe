using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Audit;

/// <summary>Who did what a record speaks of.</summary>
public sealed record RecordOperatorView(string? UserName, string? RealName, string? Role, string? Department);

/// <summary>One record as it is read. What is absent was not recorded, or is not shown to the reader.</summary>
public sealed record RecordView
{
    /// <summary>RX for searches, OP for operations.</summary>
    public required string Number { get; init; }

    public required long Position { get; init; }

    public required int Step { get; init; }

    /// <summary>The parts of a search (<c>keyword+tags</c>), or the kind of operation.</summary>
    public required string Kind { get; init; }

    /// <summary>The number it goes on from or speaks of.</summary>
    public string? Continues { get; init; }

    public required DateTimeOffset At { get; init; }

    public required RecordOperatorView Operator { get; init; }

    public string? Address { get; init; }

    public string? Purpose { get; init; }

    public string? Channel { get; init; }

    public string? Remark { get; init; }

    public JsonElement? Criteria { get; init; }

    /// <summary>The criteria as one Chinese line.</summary>
    public string? Line { get; init; }

    public JsonElement? ResolvedDates { get; init; }

    public JsonElement? RuleVersions { get; init; }

    public JsonElement? Scope { get; init; }

    public long? Count { get; init; }

    /// <summary>How many a consent filter left out, by reason.</summary>
    public JsonElement? Excluded { get; init; }

    /// <summary>Numbers of the customers shown, in the order shown; only where one record is read whole.</summary>
    public IReadOnlyList<string>? Shown { get; init; }

    public long? TookMs { get; init; }

    public string? Engine { get; init; }

    public int? Generation { get; init; }

    /// <summary>ok, rejected, denied or failed.</summary>
    public required string Outcome { get; init; }

    /// <summary>The link of the chain, hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <param name="record">The record.</param>
    /// <param name="withText">Whether the reader may see what was typed.</param>
    /// <param name="zone">The business time zone, in which times are shown.</param>
    public static RecordView Of(AuditRecord record, bool withText, TimeZoneInfo zone) => new()
    {
        Number = record.Number.ToString(),
        Position = record.Position,
        Step = record.Step,
        Kind = record.Kind,
        Continues = record.Continues,
        At = TimeZoneInfo.ConvertTime(record.At, zone),
        Operator = new(
            record.UserName, record.RealName, record.Role is { } role ? RoleNames.Of(role) : null, record.Department),
        Address = record.Address,
        Purpose = record.Purpose,
        Channel = record.Channel,
        Remark = withText ? record.Remark : null,
        Criteria = withText ? Json(record.Criteria) : null,
        Line = withText ? record.Line : null,
        ResolvedDates = Json(record.ResolvedDates),
        RuleVersions = Json(record.RuleVersions),
        Scope = Json(record.Scope),
        Count = record.Count,
        Excluded = Json(record.Excluded),
        TookMs = record.TookMs,
        Engine = record.Engine,
        Generation = record.Generation,
        Outcome = record.Outcome.ToString().ToLowerInvariant(),
        Hash = Convert.ToHexString(record.Hash),
    };

    private static JsonElement? Json(string? text) => text is null ? null : JsonDocument.Parse(text).RootElement;
}

/// <summary>One look-up, whole: its steps in order, and what was remarked on it later.</summary>
public sealed record WholeRecordView(string RxNumber, IReadOnlyList<RecordView> Steps, IReadOnlyList<RecordView> Remarks);

/// <summary>A page of a list, newest first.</summary>
/// <param name="Items">At most as many as were asked for.</param>
/// <param name="Cursor">For the next page; null on the last one.</param>
public sealed record Page<T>(
    IReadOnlyList<T> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Cursor);
