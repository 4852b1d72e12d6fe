namespace CustomerSearch.Core.Data;

/// <summary>
/// Work that nobody waits for gives way to searches. While people search, half of the processors stay theirs, pieces of
/// background work are small, and each begins when no search is on its way, or else when its patience ends. While nobody
/// searches a turn costs nothing.
/// </summary>
public sealed class BackgroundTurns : IDisposable
{
    private const int PatienceMs = 25;

    /// <summary>So long after the last search the next one is still expected.</summary>
    private const int CalmAfterMs = 1000;

    /// <summary>Who has not found a place by then goes on without: an engine that hangs holds up nobody but its own writer.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim places = new(Math.Max(1, Environment.ProcessorCount / 2));
    private int searches;
    private long lastSearch = Environment.TickCount64 - CalmAfterMs;

    /// <summary>Whether somebody searches, or did a moment ago.</summary>
    public bool PeopleSearch =>
        Volatile.Read(ref searches) > 0 || Environment.TickCount64 - Volatile.Read(ref lastSearch) < CalmAfterMs;

    /// <summary>How long a transaction of background work may take: a record waits for one at most.</summary>
    public TimeSpan Piece => TimeSpan.FromMilliseconds(PeopleSearch ? 5 : 20);

    /// <summary>How many rows the next transaction may have: as many as fit into a piece, at most twice those of the last.</summary>
    /// <param name="rows">Those of the last.</param>
    /// <param name="took">How long it took.</param>
    public int Fitting(int rows, TimeSpan took, int least, int most) => (int)Math.Clamp(rows * Math.Min(Piece / took, 2), least, most);

    /// <summary>A search is on its way until what is returned is disposed of.</summary>
    public IDisposable Search()
    {
        Interlocked.Increment(ref searches);
        return new Ending(() =>
        {
            Volatile.Write(ref lastSearch, Environment.TickCount64);
            Interlocked.Decrement(ref searches);
        });
    }

    /// <summary>Waits until a piece of background work may begin; it ends when what is returned is disposed of.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken ct)
    {
        if (!PeopleSearch)
            return Ending.Nothing;

        var placed = await places.WaitAsync(LongestWait, ct);
        for (var waited = 0; waited < PatienceMs && Volatile.Read(ref searches) > 0; waited++)
            await Task.Delay(1, CancellationToken.None);

        return placed ? new Ending(() => places.Release()) : Ending.Nothing;
    }

    public void Dispose() => places.Dispose();

    private sealed class Ending(Action end) : IDisposable
    {
        public static Ending Nothing { get; } = new(() => { });

        public void Dispose() => end();
    }
}
