using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using CustomerSearch.Core.Data;
using CustomerSearch.Service.Hosting;

namespace CustomerSearch.Service.Specs.Hosting;

/// <summary>Meters are the process's: whoever compares figures runs while no other service comes or goes.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public sealed partial class TelemetrySpecs
{
    private const string Requests = "http_server_request_duration_seconds_count";

    private static readonly string[] Secrets = ["慕容雪村", "13912340077", "snow.village@example.com", "110105194912310038"];

    [Fact]
    public async Task Metrics_count_searches_by_family_engine_and_outcome_and_say_how_far_index_and_records_are()
    {
        await using var service = await RunningService.StartAsync(20, null);
        var clerk = await service.AsAsync("clerk1");
        var customer = await service.AddCustomerAsync("clerk1", "申屠望");
        await service.CatchUpAsync();
        var before = await MetricsAsync(service);

        await clerk.LookUpAsync("申屠望");
        await clerk.LookUpAsync("申屠");
        await clerk.LookUpAsync(customer.Number);
        await clerk.SearchAsync(new { purpose = "业务办理", pageSize = -1 });
        await (await service.AsAsync("marketer1")).SearchAsync(new { purpose = "数据分析", keyword = "申屠" });
        var after = await MetricsAsync(service);

        double Rise(string name, params string[] labels) => Sum(after, name, labels) - Sum(before, name, labels);
        Assert.Equal(2, Rise("customersearch_searches_total", "family=\"keyword\"", "engine=\"lucene\"", "outcome=\"ok\""));
        Assert.Equal(1, Rise("customersearch_searches_total", "engine=\"record\"", "outcome=\"ok\""));
        Assert.Equal(1, Rise("customersearch_searches_total", "outcome=\"rejected\""));
        Assert.Equal(1, Rise("customersearch_searches_total", "outcome=\"denied\""));
        Assert.Equal(2, Rise("customersearch_engine_duration_seconds_count", "outcome=\"ok\""));
        Assert.Equal(3, Rise("customersearch_search_duration_seconds_count"));
        Assert.Contains("customersearch_records_waiting{", after, StringComparison.Ordinal);
        Assert.Contains("customersearch_changes_pending{", after, StringComparison.Ordinal);
        Assert.Contains("customersearch_index_lag_seconds{", after, StringComparison.Ordinal);
        Assert.InRange(Sum(after, "customersearch_index_lag_seconds"), 0, 60);
    }

    [Fact]
    public async Task Who_is_not_signed_in_what_is_too_large_and_what_is_too_much_at_once_are_counted()
    {
        await using var service = await RunningService.StartAsync(20, null, "--Search:Concurrency=1");
        using var nobody = service.Anonymous();
        var clerk = await service.AsAsync("clerk1");
        var before = await MetricsAsync(service);

        await nobody.LookUpAsync("王");
        await clerk.PostTextAsync("/api/v1/look-ups", new string('x', 70_000));
        var refused = 0;
        while (refused == 0)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => clerk.LookUpAsync("王")));
            refused = answers.Count(answer => answer.Status == HttpStatusCode.TooManyRequests);
        }

        var after = await MetricsAsync(service);
        foreach (var (status, times) in ((string, double)[])[("401", 1), ("413", 1), ("429", refused)])
        {
            string[] labels = [$"http_response_status_code=\"{status}\"", "http_route=\"/api/v1/look-ups\""];
            Assert.Equal((status, times), (status, Sum(after, Requests, labels) - Sum(before, Requests, labels)));
        }
    }

    [Fact]
    public async Task A_collector_gets_a_trace_from_request_to_engine_to_record_and_nothing_personal_is_in_it_or_in_the_metrics()
    {
        await using var collector = new Collector();
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Telemetry.Name or "Microsoft.AspNetCore",
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        await using (var traced = await RunningService.StartAsync(20, null, $"--Telemetry:OtlpEndpoint={collector.Address}"))
        {
            var customer = await traced.AddCustomerAsync("clerk1", Secrets[0]);
            await traced.CatchUpAsync();
            var clerk = await traced.AsAsync("clerk1");
            foreach (var secret in Secrets)
            {
                await clerk.LookUpAsync(secret);
                await clerk.SearchAsync(new { purpose = "业务办理", name = new { text = secret } });
                await clerk.PostTextAsync("/api/v1/look-ups", $$"""{ "{{secret}}": 1 """);
            }

            await clerk.GetAsync($"/api/v1/customers/{customer.Number}?purpose=业务办理");
            collector.Secrets = [.. Secrets, customer.Number, clerk.Token!, RunningService.Password];
            Assert.DoesNotContain(collector.Secrets, secret => MetricsAsync(traced).Result.Contains(secret, StringComparison.Ordinal));
        }

        var traces = collector.Sent("/v1/traces");
        Assert.Contains("POST /api/v1/look-ups", traces, StringComparison.Ordinal);
        Assert.Contains("ask engine", traces, StringComparison.Ordinal);
        Assert.Contains("write record", traces, StringComparison.Ordinal);
        Assert.Contains(spans.GroupBy(span => span.TraceId), trace =>
            trace.SingleOrDefault(span => span.DisplayName == "POST /api/v1/searches") is { } request
            && trace.Where(span => span.ParentSpanId == request.SpanId).Select(span => span.OperationName).Order()
                .SequenceEqual(["ask engine", "write record"]));
        Assert.Contains("customersearch.searches", collector.Sent("/v1/metrics"), StringComparison.Ordinal);
        foreach (var secret in collector.Secrets)
            Assert.DoesNotContain(secret, traces + collector.Sent("/v1/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_collector_that_is_no_address_keeps_the_service_from_starting() =>
        Assert.Throws<StartRefusedException>(() => ServiceHost.Build(["--Telemetry:OtlpEndpoint=collector"]));

    /// <summary>Metrics as a scraper gets them; not those of a moment ago, which are kept for other scrapers.</summary>
    private static async Task<string> MetricsAsync(RunningService service)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(400));
        using var nobody = service.Anonymous();
        var answer = await nobody.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return answer.Text;
    }

    /// <summary>Adds up the series of a name that have all the labels.</summary>
    private static double Sum(string metrics, string name, params string[] labels) => Series().Matches(metrics)
        .Where(series => series.Groups["name"].Value == name
            && labels.All(label => series.Groups["labels"].Value.Contains(label, StringComparison.Ordinal)))
        .Sum(series => double.Parse(series.Groups["value"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^(?<name>\w+)(\{(?<labels>.*)\})? (?<value>\S+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Series();

    /// <summary>Takes what is sent to it over HTTP, as a collector would.</summary>
    private sealed class Collector : IAsyncDisposable
    {
        private readonly HttpListener listener = new();
        private readonly ConcurrentQueue<(string Path, string Body)> sent = new();
        private readonly Task listening;

        public Collector()
        {
            using (var free = new TcpListener(IPAddress.Loopback, 0))
            {
                free.Start();
                Address = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
            }

            listener.Prefixes.Add(Address.ToString());
            listener.Start();
            listening = ListenAsync();
        }

        public Uri Address { get; }

        public IReadOnlyList<string> Secrets { get; set; } = [];

        /// <summary>Everything sent to a path; texts in protobuf stand there in UTF-8 as they are.</summary>
        public string Sent(string path) => string.Concat(sent.Where(s => s.Path == path).Select(s => s.Body));

        public async ValueTask DisposeAsync()
        {
            listener.Stop();
            await listening;
            listener.Close();
        }

        private async Task ListenAsync()
        {
            try
            {
                while (true)
                {
                    var context = await listener.GetContextAsync();
                    using var body = new MemoryStream();
                    await context.Request.InputStream.CopyToAsync(body);
                    sent.Enqueue((context.Request.Url!.AbsolutePath, Encoding.UTF8.GetString(body.ToArray())));
                    context.Response.Close();
                }
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException && !listener.IsListening)
            {
                // It was stopped.
            }
        }
    }
}
