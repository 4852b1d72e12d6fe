namespace CustomerSearch.Core.Data;

/// <summary>Tells whoever waits for it that this process has committed something.</summary>
public sealed class CommitSignal : IDisposable
{
    private readonly SemaphoreSlim signal = new(0, 1);

    public void Pulse()
    {
        try
        {
            signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // One pulse already waits to be seen; a second says nothing more.
        }
    }

    /// <summary>Waits for the next pulse, or until <paramref name="most"/> has passed.</summary>
    public Task WaitAsync(TimeSpan most, CancellationToken ct) => signal.WaitAsync(most, ct);

    public void Dispose() => signal.Dispose();
}
