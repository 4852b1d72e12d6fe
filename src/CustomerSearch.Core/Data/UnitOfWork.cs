namespace CustomerSearch.Core.Data;

/// <summary>Knows whether the current flow of execution stands inside a unit of work that writes.</summary>
public static class UnitOfWork
{
    private static readonly AsyncLocal<bool> Open = new();

    public static bool IsOpen => Open.Value;

    /// <summary>
    /// Marks the current flow as inside one; called by <see cref="IDatabase"/> in a method of its own.
    /// </summary>
    public static void Enter() => Open.Value = true;
}
