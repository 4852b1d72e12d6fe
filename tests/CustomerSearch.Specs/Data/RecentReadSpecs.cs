using CustomerSearch.Core.Data;
using Microsoft.Extensions.Time.Testing;

namespace CustomerSearch.Specs.Data;

public sealed class RecentReadSpecs
{
    private readonly FakeTimeProvider clock = new();
    private Func<Task<string>> source = () => Task.FromResult("old");

    [Fact]
    public async Task While_one_reads_anew_the_others_go_on_with_what_there_is()
    {
        using var recent = new RecentRead<string>(clock, TimeSpan.FromSeconds(2), _ => source());
        Assert.Equal("old", await recent.GetAsync(CancellationToken.None));
        var reading = new TaskCompletionSource<string>();
        source = () => reading.Task;
        clock.Advance(TimeSpan.FromSeconds(3));

        var reader = recent.GetAsync(CancellationToken.None);
        Assert.Equal("old", await recent.GetAsync(CancellationToken.None));
        reading.SetResult("new");

        Assert.Equal("new", await reader);
        Assert.Equal("new", await recent.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_reading_that_fails_is_one_request_s_failure_and_the_next_reads_again()
    {
        using var recent = new RecentRead<string>(clock, TimeSpan.FromSeconds(2), _ => source());
        source = () => throw new DatabaseUnavailableException("gone");
        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => recent.GetAsync(CancellationToken.None));
        source = () => Task.FromResult("back");

        Assert.Equal("back", await recent.GetAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_first_readers_wait_for_one_reading()
    {
        var readings = 0;
        var reading = new TaskCompletionSource<string>();
        using var recent = new RecentRead<string>(clock, TimeSpan.FromSeconds(2), _ =>
        {
            readings++;
            return reading.Task;
        });
        var waiting = Enumerable.Range(0, 8).Select(_ => recent.GetAsync(CancellationToken.None)).ToList();
        reading.SetResult("first");

        Assert.All(await Task.WhenAll(waiting), value => Assert.Equal("first", value));
        Assert.Equal(1, readings);
    }
}
