using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Events;

public enum EventType
{
    Order = 1,
    OrderCancelled = 2,
    Return = 3,
    Login = 4,
    View = 5,
    Contact = 6,
    Consent = 7,
}

/// <summary>
/// Something a customer did, as a system told it: kept as it came, so that every metric can be computed anew from the
/// events alone, whatever the order in which they arrived.
/// </summary>
public sealed class CustomerEvent
{
    /// <summary>Separates the categories of one event; no category holds it.</summary>
    public const char CategorySeparator = '\n';

    public long Id { get; init; }

    /// <summary>Whose event it is: ids are unique by account.</summary>
    public required AccountId AccountId { get; init; }

    public required string EventId { get; init; }

    /// <summary>Tells the same event sent again from another one under its id, 16 bytes.</summary>
    public required byte[] ContentHash { get; init; }

    /// <summary>Zero while the customer is not known.</summary>
    public CustomerId CustomerId { get; set; }

    /// <summary>How the sender names the customer, number or <c>system/id</c>; null once the customer is known.</summary>
    public string? Reference { get; set; }

    /// <summary>Until when the customer is waited for; null once it is known.</summary>
    public DateTimeOffset? ParkedUntil { get; set; }

    public required EventType Type { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The business day of <see cref="At"/>.</summary>
    public required DateOnly Day { get; init; }

    public string? OrderId { get; init; }

    public long? AmountFen { get; init; }

    public string? Categories { get; init; }

    public string? Channel { get; init; }

    public ConsentState? State { get; init; }

    /// <summary>The batch it came in, and its line there.</summary>
    public required long BatchId { get; init; }

    public required int Row { get; init; }

    public IReadOnlyList<string> CategoryList => Categories?.Split(CategorySeparator) ?? [];
}

/// <summary>What was known of a customer's orders before the first event told of one.</summary>
public sealed class OrderBaseline
{
    public required CustomerId CustomerId { get; init; }

    public DateOnly? FirstOrderOn { get; init; }

    public DateOnly? LastOrderOn { get; init; }
}

public enum EventBatchState
{
    Queued = 1,
    Running = 2,
    Done = 3,
}

/// <summary>Events that one request brought: taken durably, applied by a job that goes on where it stood.</summary>
public sealed class EventBatch
{
    public long Id { get; init; }

    public required AccountId AccountId { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public EventBatchState State { get; set; } = EventBatchState.Queued;

    public required long BytesTotal { get; init; }

    public long BytesRead { get; set; }

    /// <summary>Lines done; committed together with what they said.</summary>
    public int RowsRead { get; set; }

    public int Created { get; set; }

    /// <summary>Events that were there already, with the same content.</summary>
    public int Unchanged { get; set; }

    /// <summary>Events that wait for their customer.</summary>
    public int Parked { get; set; }

    public int Rejected { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}

/// <summary>The lines of a batch as they came; gone once the batch is done. Apart, so that counting rewrites no line.</summary>
public sealed class EventBody
{
    public required long BatchId { get; init; }

    public required byte[] Lines { get; init; }
}

/// <summary>A line that was not taken, and why.</summary>
public sealed class EventReject
{
    public required long BatchId { get; init; }

    /// <summary>The line, from 1.</summary>
    public required int Row { get; init; }

    public string? EventId { get; init; }

    public string? CustomerNo { get; init; }

    /// <summary>By field, as JSON.</summary>
    public required string Errors { get; init; }
}

/// <summary>The business day to which the windows of all metrics were moved: one row.</summary>
public sealed class WindowDay
{
    public int Id { get; init; } = 1;

    public required DateOnly Day { get; set; }
}
