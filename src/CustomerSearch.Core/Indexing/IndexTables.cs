using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Indexing;

/// <summary>A customer whose document no longer matches the system of record. Triggers write these rows.</summary>
public sealed class IndexChange
{
    public long Seq { get; init; }

    public CustomerId CustomerId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The pass that took the row; null while nobody has.</summary>
    public long? Pass { get; set; }

    /// <summary>How often the document was refused as bad.</summary>
    public int Attempts { get; set; }
}

/// <summary>The one-row counter of passes: the version under which a pass writes its documents.</summary>
public sealed class IndexPass
{
    public int Id { get; init; } = 1;

    public long Value { get; set; }
}

/// <summary>What one instance at a time does to the index.</summary>
public enum IndexWork
{
    Drain = 1,
    Rebuild = 2,
    Reconcile = 3,
}

/// <summary>Who may do one of the works just now: a row for each.</summary>
public sealed class IndexLease
{
    public IndexWork Id { get; init; }

    public Guid Holder { get; set; }

    public DateTimeOffset Until { get; set; }

    /// <summary>Rises with each taking: what an earlier holder still writes is told by its token, and refused.</summary>
    public long Token { get; set; }
}

public enum GenerationState
{
    /// <summary>Asked for; nothing of it stands yet.</summary>
    Waiting = 1,

    /// <summary>Written by drains and by the scan; answers nobody.</summary>
    Building = 2,

    /// <summary>Answers searches.</summary>
    Live = 3,

    /// <summary>Answered searches until <see cref="IndexGeneration.EndedAt"/>, and still written, so that it can again.</summary>
    Kept = 4,

    /// <summary>Written no more, to be dropped.</summary>
    Retired = 5,

    /// <summary>Gone; the row remembers its number.</summary>
    Dropped = 6,
}

/// <summary>One generation of the index. Drains write those that are building, live or kept.</summary>
public sealed class IndexGeneration
{
    /// <summary>Rises with each generation, and is never used again; names it in the engine.</summary>
    public int Number { get; init; }

    public GenerationState State { get; set; }

    /// <summary>Why there had to be another one.</summary>
    public required string Reason { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Tells what its documents look like; null while nothing of it stands.</summary>
    public string? Schema { get; set; }

    /// <summary>The token of the lease under which it is being built.</summary>
    public long Token { get; set; }

    /// <summary>The scan has written every customer up to this one.</summary>
    public CustomerId Position { get; set; }

    public long Done { get; set; }

    public long Total { get; set; }

    public DateTimeOffset? LiveAt { get; set; }

    /// <summary>Since when it is kept, retired or dropped.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Why it was given up; null where it was not.</summary>
    public string? Failure { get; set; }
}

/// <summary>How far the index has been compared with the database: one row.</summary>
public sealed class IndexCheck
{
    public int Id { get; init; } = 1;

    /// <summary>When somebody asked for all buckets at once; null when nobody has, or they are compared.</summary>
    public DateTimeOffset? AllWantedAt { get; set; }

    /// <summary>The next part of the buckets, of <see cref="ReconcileIndex.Parts"/>.</summary>
    public int NextPart { get; set; }

    /// <summary>When a part was compared last.</summary>
    public DateTimeOffset? ComparedAt { get; set; }

    /// <summary>When the last of all parts was compared.</summary>
    public DateTimeOffset? AllComparedAt { get; set; }

    public DateTimeOffset? CountedAt { get; set; }

    public long InDatabase { get; set; }

    public long InIndex { get; set; }

    /// <summary>Differences found and repaired so far.</summary>
    public long Missing { get; set; }

    public long Extra { get; set; }

    public long Different { get; set; }

    /// <summary>Tombstones up to this pass go once a day has passed since <see cref="MarkedAt"/>.</summary>
    public long MarkedPass { get; set; }

    public DateTimeOffset? MarkedAt { get; set; }
}

/// <summary>A customer whose document the engine refuses; the change waits here for a person.</summary>
public sealed class DeadLetter
{
    public long Id { get; init; }

    public CustomerId CustomerId { get; init; }

    public long Pass { get; init; }

    /// <summary>The engine's class of error; never its text, which may quote values.</summary>
    public required string Error { get; init; }

    public required DateTimeOffset At { get; init; }
}
