namespace CustomerSearch.Core.Audit;

/// <summary>Proof that a record is durable. Only the log makes one: no receipt, no answer.</summary>
public sealed record Receipt
{
    internal Receipt(RecordNumber number, int step)
    {
        Number = number;
        Step = step;
    }

    public RecordNumber Number { get; }

    public int Step { get; }
}

/// <summary>The record cannot be written, so nothing may be shown.</summary>
public sealed class RecordUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
