using System.Diagnostics;
using System.Diagnostics.Metrics;
using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Search;

/// <summary>Any engine, with the time it takes published.</summary>
public sealed class MeasuredEngine(ISearchEngine engine) : ISearchEngine
{
    private static readonly Histogram<double> Time = Telemetry.Meter.CreateHistogram(
        "customersearch.engine.duration", "s", "What the engine took for one query.", advice: Telemetry.Durations);

    public string Name => engine.Name;

    public async Task<EngineAnswer> SearchAsync(EngineQuery query, CancellationToken ct)
    {
        using var span = Telemetry.Spans.StartActivity("ask engine", ActivityKind.Client);
        var began = Stopwatch.GetTimestamp();
        var outcome = "failed";
        try
        {
            var answer = await engine.SearchAsync(query, ct);
            outcome = "ok";
            span?.SetTag("customersearch.count", answer.Count);
            return answer;
        }
        finally
        {
            Time.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, new("engine", engine.Name), new("outcome", outcome));
            span?.SetTag("customersearch.engine", engine.Name);
            span?.SetStatus(outcome == "ok" ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        }
    }
}
