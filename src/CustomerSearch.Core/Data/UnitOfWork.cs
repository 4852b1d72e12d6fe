namespace CustomerSearch.Core.Data;

/// <summary>Knows the unit of work that the current flow of execution stands in.</summary>
public static class UnitOfWork
{
    private static readonly AsyncLocal<WritePriority?> Open = new();

    /// <summary>How urgent it is; null outside of any.</summary>
    public static WritePriority? Priority => Open.Value;

    /// <summary>
    /// Marks the current flow as inside one; called by <see cref="IDatabase"/> in a method of its own.
    /// </summary>
    public static void Enter(WritePriority priority) => Open.Value = priority;
}
