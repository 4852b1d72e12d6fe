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

/// <summary>Who may write to the index just now: one row.</summary>
public sealed class IndexLease
{
    public int Id { get; init; } = 1;

    public Guid Holder { get; set; }

    public DateTimeOffset Until { get; set; }
}

public enum GenerationState
{
    Building = 1,
    Live = 2,
}

/// <summary>One generation of the index. Drains write every registered generation.</summary>
public sealed class IndexGeneration
{
    /// <summary>Rises with each generation; names it in the engine.</summary>
    public int Number { get; init; }

    public GenerationState State { get; set; }

    public DateTimeOffset CreatedAt { get; init; }
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
