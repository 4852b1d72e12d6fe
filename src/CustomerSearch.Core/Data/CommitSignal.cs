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
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(pulse, Task.Delay(most, stop.Token));
        await stop.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }
}
