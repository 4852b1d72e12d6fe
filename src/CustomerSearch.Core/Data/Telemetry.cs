using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CustomerSearch.Core.Data;

/// <summary>
/// What the service publishes about itself: metrics and spans under one name. They leave the house, so nothing goes in that
/// speaks of a person: no name, number or account, and no text of a query.
/// </summary>
public static class Telemetry
{
    public const string Name = "CustomerSearch";

    /// <summary>Spans below that of a request. Nobody listening, none is made.</summary>
    public static ActivitySource Spans { get; } = new(Name);

    public static Meter Meter { get; } = new(Name);

    /// <summary>Bounds of durations in seconds, from what a term takes to the deadline of a search.</summary>
    internal static InstrumentAdvice<double> Durations { get; } = new()
    {
        HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2],
    };
}
