using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;

namespace CustomerSearch.Benchmarks;

/// <summary>How long each request took, in milliseconds, and how many failed.</summary>
internal sealed class Timings
{
    private readonly ConcurrentBag<double> taken = [];
    private double[]? sorted;
    private int failed;

    public int Count => taken.Count;

    public int Failed => failed;

    public double this[double quantile]
    {
        get
        {
            sorted ??= [.. taken.Order()];
            return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * quantile))];
        }
    }

    public void Add(TimeSpan time) => taken.Add(time.TotalMilliseconds);

    public void Fail() => Interlocked.Increment(ref failed);
}

/// <summary>Sends look-ups: at a fixed rate whatever comes back, or as fast as so many callers get answers.</summary>
internal sealed class Load(IReadOnlyList<(HttpClient Client, string[] Questions)> askers)
{
    /// <summary>Open loop: each request has a time at which it is due, and its latency counts from then.</summary>
    public async Task<Timings> AtRateAsync(int perSecond, TimeSpan length)
    {
        var timings = new Timings();
        var clock = Stopwatch.StartNew();
        List<Task> sent = [];
        for (var i = 0; ; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            if (due > length)
                break;

            while (clock.Elapsed < due)
                await Task.Delay(due - clock.Elapsed > TimeSpan.FromMilliseconds(2) ? 1 : 0);
            sent.Add(AskAsync(i, timings, () => clock.Elapsed - due));
        }

        await Task.WhenAll(sent);
        return timings;
    }

    /// <summary>Closed loop: each caller asks again when it has its answer.</summary>
    public async Task<Timings> AsFastAsPossibleAsync(int callers, TimeSpan length)
    {
        var timings = new Timings();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
        {
            for (var i = caller; clock.Elapsed < length; i += callers)
            {
                var began = clock.Elapsed;
                await AskAsync(i, timings, () => clock.Elapsed - began);
            }
        }));
        return timings;
    }

    private async Task AskAsync(int i, Timings timings, Func<TimeSpan> taken)
    {
        var (client, questions) = askers[i % askers.Count];
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/look-ups", new { q = questions[(i / askers.Count) % questions.Length], purpose = "业务办理" });
        await answer.Content.ReadAsByteArrayAsync();
        if (answer.IsSuccessStatusCode)
            timings.Add(taken());
        else
            timings.Fail();
    }
}
