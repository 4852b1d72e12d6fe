using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Audit;

/// <summary>What became of what was tried.</summary>
public enum Outcome
{
    Ok = 1,

    /// <summary>The request was wrong.</summary>
    Rejected = 2,

    /// <summary>The operation or the field is not this role's.</summary>
    Denied = 3,

    /// <summary>The service could not do it.</summary>
    Failed = 4,
}

/// <summary>
/// One link of the chain: a step of a search, or an operation. Written once by the audit log, never changed.
/// </summary>
public sealed class AuditRecord
{
    /// <summary>Place in the chain; the first is 1.</summary>
    public long Position { get; set; }

    /// <summary>Made by the caller, so that a commit of unknown outcome can be settled.</summary>
    public required Guid RecordId { get; init; }

    /// <summary>The audit key under which <see cref="Hash"/> was taken.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>
    /// What was done: for a search its parts (<c>keyword+tags</c>), otherwise one of <see cref="Operations"/>.
    /// </summary>
    public required string Kind { get; init; }

    public required RecordSeries Series { get; init; }

    public DateOnly Day { get; set; }

    public int Running { get; set; }

    /// <summary>
    /// 1 for the record that drew the number, then one more for each further step of the same look-up.
    /// </summary>
    public int Step { get; set; } = 1;

    /// <summary>The number this record is a further step of; null where it draws its own. Not stored.</summary>
    public RecordNumber? StepOf { get; init; }

    /// <summary>The number this record goes on from, or speaks of.</summary>
    public string? Continues { get; init; }

    /// <summary>When the record was written, in whole milliseconds.</summary>
    public DateTimeOffset At { get; set; }

    public AccountId? OperatorId { get; init; }

    public string? UserName { get; init; }

    public string? RealName { get; init; }

    public Role? Role { get; init; }

    public DepartmentId? DepartmentId { get; init; }

    public string? Department { get; init; }

    /// <summary>The client's network address.</summary>
    public string? Address { get; init; }

    public string? Purpose { get; init; }

    public string? Channel { get; init; }

    public string? Remark { get; init; }

    /// <summary>
    /// The criteria, or the operation's details, as canonical JSON; sensitive values masked beside their token.
    /// </summary>
    public string? Criteria { get; init; }

    /// <summary>The criteria as one Chinese line.</summary>
    public string? Line { get; init; }

    /// <summary>The days that relative dates stood for, as JSON.</summary>
    public string? ResolvedDates { get; init; }

    /// <summary>The versions of the tag rules in force, as JSON.</summary>
    public string? RuleVersions { get; init; }

    /// <summary>Whose customers could be found.</summary>
    public string? Scope { get; init; }

    public long? Count { get; init; }

    /// <summary>How many were left out for want of consent, as JSON.</summary>
    public string? Excluded { get; init; }

    /// <summary>Ids of the customers shown, eight bytes each, big-endian, in the order shown.</summary>
    public byte[]? Shown { get; init; }

    public long? TookMs { get; init; }

    /// <summary>What answered: an engine, or <c>record</c> for the system of record.</summary>
    public string? Engine { get; init; }

    public int? Generation { get; init; }

    public required Outcome Outcome { get; init; }

    /// <summary>
    /// The one customer an operation is about: the first of <see cref="Shown"/>, kept apart for filtering.
    /// </summary>
    public CustomerId? SubjectId { get; init; }

    /// <summary>HMAC-SHA256 over the hash before it and this record's canonical bytes.</summary>
    public byte[] Hash { get; set; } = [];

    public RecordNumber Number => new(Series, Day, Running);
}

/// <summary>The end of the chain: one row, taken under its lock by whoever appends.</summary>
public sealed class ChainHead
{
    public int Id { get; init; } = 1;

    public long Position { get; set; }

    public required byte[] Hash { get; set; }

    /// <summary>The latest business day that has a number.</summary>
    public DateOnly Day { get; set; }

    /// <summary>Last search number of <see cref="Day"/>.</summary>
    public int LastSearch { get; set; }

    /// <summary>Last operation number of <see cref="Day"/>.</summary>
    public int LastOperation { get; set; }
}

/// <summary>One run over the chain.</summary>
public sealed class Verification
{
    public long Id { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }

    public VerificationState State { get; set; } = VerificationState.Queued;

    public long Checked { get; set; }

    public long Total { get; set; }

    /// <summary>Position of the first record that is not as it was written; null when all are.</summary>
    public long? FirstBroken { get; set; }

    /// <summary>What is wrong there.</summary>
    public string? Finding { get; set; }

    /// <summary>How many anchors outside the database were compared.</summary>
    public int Anchors { get; set; }
}

public enum VerificationState
{
    Queued = 1,
    Running = 2,
    Intact = 3,
    Broken = 4,
    Failed = 5,
}
