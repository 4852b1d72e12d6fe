namespace CustomerSearch.Core.Data;

/// <summary>
/// What every request needs and seldom changes: read anew when it is older than a moment, by one request, while the others
/// go on with what there is. Were it read by all who find it old, they would all wait for each other every time.
/// </summary>
internal sealed class RecentRead<T>(TimeProvider clock, TimeSpan freshness, Func<CancellationToken, Task<T>> read) : IDisposable
    where T : class
{
    private readonly SemaphoreSlim reading = new(1, 1);
    private volatile Held? latest;
    private volatile int changes;

    public async Task<T> GetAsync(CancellationToken ct)
    {
        var held = latest;
        if (held is not null && clock.GetElapsedTime(held.ReadAt) < freshness)
            return held.Value;

        if (held is null)
            await reading.WaitAsync(ct);
        else if (!await reading.WaitAsync(TimeSpan.Zero, ct))
            return held.Value;

        try
        {
            if (latest is { } newer && newer != held)
                return newer.Value;

            var (began, seen) = (clock.GetTimestamp(), changes);
            var value = await read(ct);
            latest = new Held(value, began);
            if (seen != changes)
                latest = null;
            return value;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Whoever asks from now on reads anew; what is being read just now is not kept.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref changes);
        latest = null;
    }

    public void Dispose() => reading.Dispose();

    private sealed record Held(T Value, long ReadAt);
}
