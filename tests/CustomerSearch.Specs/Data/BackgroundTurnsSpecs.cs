using CustomerSearch.Core.Data;

namespace CustomerSearch.Specs.Data;

/// <summary>Background work gives way to searches, and never stands still.</summary>
public sealed class BackgroundTurnsSpecs : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly BackgroundTurns turns = new();

    public void Dispose() => turns.Dispose();

    [Fact]
    public void While_nobody_searches_everybody_has_a_turn_at_once_and_pieces_are_large()
    {
        var taken = Enumerable.Range(0, Environment.ProcessorCount + 1).Select(_ => turns.TakeAsync(CancellationToken.None)).ToList();

        Assert.All(taken, turn => Assert.True(turn.IsCompletedSuccessfully));
        Assert.Equal(TimeSpan.FromMilliseconds(20), turns.Piece);
    }

    [Theory]
    [InlineData(100, 40, 50)]
    [InlineData(100, 16, 125)]
    [InlineData(100, 1, 200)]
    [InlineData(100, 0, 200)]
    [InlineData(100, 4000, 25)]
    [InlineData(900, 1, 1000)]
    public void The_next_transaction_has_what_fits_into_a_piece_and_at_most_twice_the_rows(int rows, int tookMs, int next) =>
        Assert.Equal(next, turns.Fitting(rows, TimeSpan.FromMilliseconds(tookMs), least: 25, most: 1000));

    [Fact]
    public async Task While_somebody_searches_a_piece_is_small_and_begins_in_a_gap_or_when_patience_ends()
    {
        var search = turns.Search();
        Assert.Equal(TimeSpan.FromMilliseconds(5), turns.Piece);
        var waiting = turns.TakeAsync(CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        (await waiting.WaitAsync(Soon)).Dispose();
        search.Dispose();
        Assert.True(turns.PeopleSearch);
        (await turns.TakeAsync(CancellationToken.None).WaitAsync(Soon)).Dispose();
    }

    [Fact]
    public async Task While_people_search_half_of_the_processors_stay_theirs_until_who_waits_loses_patience()
    {
        using var search = turns.Search();
        var places = Math.Max(1, Environment.ProcessorCount / 2);
        for (var i = 0; i < places; i++)
            await turns.TakeAsync(CancellationToken.None);

        var waiting = turns.TakeAsync(CancellationToken.None);
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(200)));
        (await waiting.WaitAsync(Soon)).Dispose();
    }

    [Fact]
    public async Task A_place_that_is_given_back_goes_to_who_waits_and_who_is_cancelled_takes_none()
    {
        using var search = turns.Search();
        var places = Math.Max(1, Environment.ProcessorCount / 2);
        for (var i = 1; i < places; i++)
            await turns.TakeAsync(CancellationToken.None);
        var last = await turns.TakeAsync(CancellationToken.None);
        using var cancelled = new CancellationTokenSource();
        var gone = turns.TakeAsync(cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);

        var next = turns.TakeAsync(CancellationToken.None);
        last.Dispose();
        (await next.WaitAsync(Soon)).Dispose();
    }
}
