using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace CustomerSearch.Benchmarks;

/// <summary>What the load generator is to do, as it is told on its standard input.</summary>
/// <param name="Address">Where the service listens.</param>
/// <param name="PerSecond">Open loop: so many look-ups are due each second; null for a closed loop.</param>
/// <param name="Callers">Closed loop: so many callers, each asking again when it has its answer.</param>
internal sealed record LoadPlan(Uri Address, int? PerSecond, int Callers, double Seconds, IReadOnlyList<Asker> Askers);

/// <summary>One person who looks customers up.</summary>
internal sealed record Asker(string Token, IReadOnlyList<string> Questions);

/// <summary>What the load generator saw, and the processor time that it took itself.</summary>
/// <param name="WarmUp">How many were answered while it warmed up; they count nowhere else.</param>
/// <param name="FailedBy">How many look-ups failed, by the status and type of the answer, from the first one on.</param>
internal sealed record LoadResult(
    int WarmUp, int Answered, IReadOnlyDictionary<string, int> FailedBy, double Seconds, double P50, double P99, double Longest,
    double CpuSeconds)
{
    public int Failed => FailedBy.Values.Sum();

    /// <summary>All that the service was asked.</summary>
    public int Sent => WarmUp + Answered + Failed;

    /// <summary>The failures as a row of the report.</summary>
    public Row FailedRow => new(FailedBy.Count == 0 ? "- failed" : $"- failed ({string.Join(", ", FailedBy.Select(f => $"{f.Key}: {f.Value}"))})")
    {
        Figure = Failed,
    };
}

/// <summary>
/// Sends look-ups, in a process of its own: at a fixed rate whatever comes back, or as fast as so many callers get answers. Its
/// first seconds are not timed: it is compiled meanwhile, on the processors that the service needs.
/// </summary>
internal sealed class Load(LoadPlan plan)
{
    private const double WarmUpSeconds = 2;

    /// <summary>As finely as a wait can be told. Who looked at the clock instead would take a processor from the service.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly List<(HttpClient Client, IReadOnlyList<string> Questions)> askers =
        [.. plan.Askers.Select(asker => (ClientOf(plan.Address, asker.Token), asker.Questions))];

    private readonly Timings timings = new();
    private readonly Stopwatch clock = new();

    public async Task<LoadResult> RunAsync()
    {
        await SendAsync(WarmUpSeconds);
        var warmUp = timings.Count;
        timings.Forget();
        var began = Environment.CpuUsage.TotalTime;
        await SendAsync(plan.Seconds);
        return new LoadResult(
            warmUp, timings.Count, timings.Failed, clock.Elapsed.TotalSeconds, timings.At(0.50), timings.At(0.99), timings.At(1),
            (Environment.CpuUsage.TotalTime - began).TotalSeconds);
    }

    private async Task SendAsync(double seconds)
    {
        clock.Restart();
        await (plan.PerSecond is { } rate ? AtRateAsync(rate, seconds) : AsFastAsPossibleAsync(plan.Callers, seconds));
    }

    /// <summary>Each request has a time at which it is due; its latency counts from then, or from when it left within a tick before.</summary>
    private async Task AtRateAsync(int perSecond, double seconds)
    {
        List<Task> sent = [];
        for (var i = 0; i < perSecond * seconds; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            while (due - clock.Elapsed > Tick)
                await Task.Delay(Tick);
            sent.Add(AskAsync(i, clock.Elapsed < due ? clock.Elapsed : due));
        }

        await Task.WhenAll(sent);
    }

    private Task AsFastAsPossibleAsync(int callers, double seconds) => Task.WhenAll(Enumerable.Range(0, callers).Select(async caller =>
    {
        for (var i = caller; clock.Elapsed.TotalSeconds < seconds; i += callers)
            await AskAsync(i, clock.Elapsed);
    }));

    private async Task AskAsync(int i, TimeSpan from)
    {
        var (client, questions) = askers[i % askers.Count];
        using var answer = await client.PostAsJsonAsync(
            "/api/v1/look-ups", new { q = questions[i / askers.Count % questions.Count], purpose = "业务办理" });
        var body = await answer.Content.ReadAsByteArrayAsync();
        if (answer.IsSuccessStatusCode)
            timings.Add(clock.Elapsed - from);
        else
            timings.Fail($"{(int)answer.StatusCode} {JsonDocument.Parse(body).RootElement.GetProperty("type").GetString()}");
    }

    private static HttpClient ClientOf(Uri address, string token)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 128 }) { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }
}
