using System.Diagnostics.Metrics;
using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Audit;

/// <summary>Counts what is recorded, as the record has it: what was searched by, what answered, what became of it.</summary>
internal static class RecordMetrics
{
    private static readonly Counter<long> Searches = Telemetry.Meter.CreateCounter<long>(
        "customersearch.searches", description: "Searches recorded, by their parts, what answered, and outcome.");

    private static readonly Histogram<double> SearchTime = Telemetry.Meter.CreateHistogram(
        "customersearch.search.duration", "s", "From the parsed query to the page that is to be recorded.", advice: Telemetry.Durations);

    private static readonly Counter<long> Operations = Telemetry.Meter.CreateCounter<long>(
        "customersearch.operations", description: "Operations recorded outside a write, by kind and outcome.");

    private static readonly Counter<long> Unwritten = Telemetry.Meter.CreateCounter<long>(
        "customersearch.records.unwritten", description: "Records that could not be written, so that nothing was shown.");

    public static void Count(AuditRecord record)
    {
        KeyValuePair<string, object?> outcome = new("outcome", record.Outcome.ToString().ToLowerInvariant());
        if (record.Series == RecordSeries.Operation)
        {
            Operations.Add(1, new("kind", record.Kind), outcome);
            return;
        }

        KeyValuePair<string, object?> family = new("family", record.Kind);
        Searches.Add(1, family, new("engine", record.Engine ?? "none"), outcome);
        if (record.TookMs is { } took)
            SearchTime.Record(took / 1000.0, family);
    }

    public static void CountUnwritten(int records) => Unwritten.Add(records);
}
