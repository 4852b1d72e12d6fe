namespace CustomerSearch.Core.Indexing;

public enum IndexState
{
    /// <summary>The service has just started.</summary>
    Opening,

    /// <summary>The last stop was not clean; the index is being checked.</summary>
    Checking,

    /// <summary>It is being built anew.</summary>
    Building,

    /// <summary>It answers searches.</summary>
    Ready,
}

/// <summary>How the index of this instance stands, for health and for answers. Written by the index jobs.</summary>
public sealed class IndexStatus
{
    private long asOf;

    public IndexState State { get; private set; } = IndexState.Opening;

    public int? Generation { get; private set; }

    /// <summary>Parts done of what <see cref="State"/> is about: documents, or parts checked.</summary>
    public (long Done, long Total) Progress { get; private set; }

    /// <summary>Everything committed before this instant is in the index; null while that cannot be said.</summary>
    public DateTimeOffset? AsOf => Volatile.Read(ref asOf) is var value and not 0 ? DateTimeOffset.FromUnixTimeMilliseconds(value) : null;

    /// <summary>Why the last drain ended early; null when it did not.</summary>
    public string? DrainFailure { get; internal set; }

    /// <summary>
    /// Looks at the queue: when it is empty, the index has everything that was committed before the look began.
    /// </summary>
    /// <returns>Whether it was empty.</returns>
    public async Task<bool> LookAsync(ChangeQueue queue, Data.BusinessClock clock, CancellationToken ct)
    {
        var began = clock.Now;
        if (await queue.AnyAsync(ct))
            return false;

        SawNothingSince(began);
        return true;
    }

    internal void Enter(IndexState state, int? generation = null)
    {
        State = state;
        Generation = generation;
        Progress = (0, 0);
    }

    /// <summary>Another generation answers from now on.</summary>
    public void Swap(int generation) => Generation = generation;

    internal void Report(long done, long total) => Progress = (done, total);

    /// <summary>A look at the queue that began then found nothing.</summary>
    private void SawNothingSince(DateTimeOffset lookBegan)
    {
        var look = lookBegan.ToUnixTimeMilliseconds();
        long known;
        do
        {
            known = Volatile.Read(ref asOf);
        }
        while (look > known && Interlocked.CompareExchange(ref asOf, look, known) != known);
    }
}
