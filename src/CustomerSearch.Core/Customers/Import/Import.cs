using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Customers.Import;

public enum ImportFormat
{
    Ndjson = 1,
    Csv = 2,
    Xlsx = 3,
}

public enum ImportState
{
    Queued = 1,
    Running = 2,
    Finished = 3,
    Cancelled = 4,

    /// <summary>The file as a whole cannot be read; what was written before that stays.</summary>
    Failed = 5,
}

/// <summary>One import: what was sent, and how far it is. The offset is committed with the rows that it stands after.</summary>
public sealed class CustomerImport
{
    public long Id { get; init; }

    /// <summary>Who sent it; null for the command line.</summary>
    public AccountId? AccountId { get; init; }

    public string? Address { get; init; }

    /// <summary>Given by the caller: asked twice, done once.</summary>
    public string? IdempotencyKey { get; init; }

    public required ImportFormat Format { get; init; }

    public ImportState State { get; set; } = ImportState.Queued;

    /// <summary>Name of the sealed body under <c>Files:Path</c>.</summary>
    public required string File { get; init; }

    /// <summary>The key of the body, sealed.</summary>
    public required string FileKey { get; init; }

    /// <summary>SHA-256 of the body.</summary>
    public required byte[] BodyHash { get; init; }

    public required long BytesTotal { get; init; }

    public long BytesRead { get; set; }

    /// <summary>The place in the file of the last row that is done; the next run goes on after it.</summary>
    public long Offset { get; set; }

    public long Created { get; set; }

    public long Updated { get; set; }

    public long Unchanged { get; set; }

    public long Rejected { get; set; }

    /// <summary>Rows that went in with a value that another customer has.</summary>
    public long Warned { get; set; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Why the file cannot be read; never a value of it.</summary>
    public string? Failure { get; set; }

    public long RowsRead => Created + Updated + Unchanged + Rejected;
}

public enum ImportNoteKind
{
    /// <summary>The row did not go in.</summary>
    Reject = 1,

    /// <summary>The row went in.</summary>
    Warning = 2,
}

/// <summary>What is to be said of a row; never a value of it.</summary>
public sealed class ImportNote
{
    public long Id { get; init; }

    public required long ImportId { get; init; }

    public required ImportNoteKind Kind { get; init; }

    /// <summary>The line of an NDJSON file; the row of a sheet, whose header is row 1.</summary>
    public required long Row { get; init; }

    public string? CustomerNo { get; init; }

    /// <summary>Messages by field, as JSON.</summary>
    public required string Messages { get; init; }
}

/// <summary>The file as a whole is not what it is said to be.</summary>
public sealed class ImportUnreadableException(string message) : Exception(message);
