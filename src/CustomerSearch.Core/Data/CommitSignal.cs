namespace CustomerSearch.Core.Data;

/// <summary>Tells whoever waits for it that a person's write was committed in this process.</summary>
public sealed class CommitSignal
{
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the next pulse.</summary>
    public Task Next => Volatile.Read(ref next).Task;

    public void Pulse() =>
        Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <summary>Waits for a pulse that <see cref="Next"/> gave, or until <paramref name="most"/> has passed.</summary>
    /// <exception cref="OperationCanceledException">The wait was given up.</exception>
    public static async Task WaitAsync(Task pulse, TimeSpan most, CancellationToken ct)
    {
        await pulse.WaitAsync(most, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ct.ThrowIfCancellationRequested();
    }
}
