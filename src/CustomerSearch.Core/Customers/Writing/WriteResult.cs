using CustomerSearch.Core.Audit;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>What became of a write.</summary>
public abstract record WriteResult
{
    private WriteResult()
    {
    }

    /// <param name="Operation">The number of its record; null where nothing had to change.</param>
    /// <param name="Changed">The fields that are other than before.</param>
    /// <param name="Duplicates">What another customer has too, where that is only a warning.</param>
    public sealed record Written(
        CustomerId Id, string CustomerNo, long Version, bool IsNew, RecordNumber? Operation, IReadOnlyCollection<string> Changed,
        IReadOnlyList<Duplicate> Duplicates) : WriteResult;

    /// <summary>Values that cannot be.</summary>
    public sealed record Wrong(IReadOnlyDictionary<string, string[]> Errors) : WriteResult;

    /// <summary>Fields that are not the caller's to write.</summary>
    public sealed record Denied(IReadOnlyDictionary<string, string[]> Errors) : WriteResult;

    /// <summary>There is none, or none of the caller's.</summary>
    public sealed record NotFound : WriteResult;

    /// <summary>Somebody has written the customer since the caller read it.</summary>
    public sealed record Stale : WriteResult;

    /// <summary>A number that is somebody else's.</summary>
    public sealed record Conflict(IReadOnlyDictionary<string, string[]> Errors) : WriteResult;

    /// <summary>The caller was told of too many foreign customers this hour.</summary>
    public sealed record TooMany(TimeSpan Wait) : WriteResult;

    public sealed record Refused(IReadOnlyList<Duplicate> Duplicates) : WriteResult;
}
