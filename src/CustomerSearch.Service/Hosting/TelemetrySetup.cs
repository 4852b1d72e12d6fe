using System.Diagnostics;
using System.Diagnostics.Metrics;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CustomerSearch.Service.Hosting;

/// <summary>Publishes metrics at <c>/metrics</c>, and metrics and traces to a collector where one is configured.</summary>
internal static class TelemetrySetup
{
    /// <summary>What the platform publishes of itself: requests by route and status, connections, memory and threads.</summary>
    private static readonly string[] Platform =
        ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.RateLimiting", "System.Runtime"];

    /// <summary>
    /// Where a request was sent and by what. Paths carry customer numbers, which a trace does not need: the route says which
    /// endpoint it was.
    /// </summary>
    private static readonly string[] Unpublished =
        ["url.path", "url.query", "client.address", "network.peer.address", "user_agent.original"];

    /// <exception cref="StartRefusedException">The address of the collector is none.</exception>
    public static void AddTelemetry(this IServiceCollection services, string? otlpEndpoint)
    {
        services.AddOptions<TelemetryOptions>().BindConfiguration("Telemetry");
        services.AddHostedService<Gauges>();
        var collector = CollectorAt(otlpEndpoint);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("customer-search"))
            .WithMetrics(metrics =>
            {
                metrics.AddMeter([Telemetry.Name, .. Platform]).AddPrometheusExporter();
                if (collector is not null)
                    metrics.AddOtlpExporter(otlp => Send(otlp, collector, "v1/metrics"));
            });
        if (collector is null)
            return;

        telemetry.WithTracing(traces => traces
            .AddSource(Telemetry.Name)
            .AddAspNetCoreInstrumentation(requests => requests.EnrichWithHttpResponse = (span, _) => Strip(span))
            .AddOtlpExporter(otlp => Send(otlp, collector, "v1/traces")));
    }

    /// <summary>Counts only, of nobody in particular, for whoever watches the process.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder routes) =>
        routes.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();

    private static Uri? CollectorAt(string? address) => string.IsNullOrEmpty(address) ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri
        : throw new StartRefusedException("Telemetry:OtlpEndpoint must be an http or https address.");

    private static void Send(OtlpExporterOptions otlp, Uri collector, string path)
    {
        otlp.Protocol = OtlpExportProtocol.HttpProtobuf;
        otlp.Endpoint = new Uri(collector, path);
    }

    private static void Strip(Activity span)
    {
        foreach (var tag in Unpublished)
            span.SetTag(tag, null);
    }
}

/// <summary>What stands at this moment: records that wait to be written, changes that wait for the index, its age.</summary>
internal sealed class Gauges(AuditLog records, IndexStatus index, IDatabase database, BusinessClock clock) : IHostedService, IDisposable
{
    private readonly Meter meter = new(Telemetry.Name);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        meter.CreateObservableGauge(
            "customersearch.records.waiting", () => records.Waiting, description: "Records whose callers wait for them to be durable.");
        meter.CreateObservableGauge("customersearch.changes.pending", Pending, description: "Changes that wait for the index.");
        meter.CreateObservableGauge(
            "customersearch.index.lag", Lag, "s", "Age of the last look at the queue that found no change.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<double>> Lag() =>
        index.AsOf is { } asOf ? [new Measurement<double>((clock.Now - asOf).TotalSeconds)] : [];

    private IEnumerable<Measurement<long>> Pending()
    {
        try
        {
            using var db = database.Open();
            return [new Measurement<long>(db.IndexChanges.LongCount())];
        }
        catch (Exception exception) when (database.IsUnavailable(exception))
        {
            // What cannot be counted is left out: no figure is better than a wrong one.
            return [];
        }
    }
}

/// <summary>Settings of the section <c>Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>
    /// Address of an OpenTelemetry collector (OTLP over HTTP, usually port 4318); none gets anything when empty.
    /// </summary>
    public string? OtlpEndpoint { get; set; }
}
