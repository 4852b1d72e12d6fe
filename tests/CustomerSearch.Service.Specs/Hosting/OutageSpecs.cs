using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CustomerSearch.Core.Search;
using CustomerSearch.Lucene;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CustomerSearch.Service.Specs.Hosting;

/// <summary>An engine that is down, or slow, under a service that takes one search at a time and lets one more wait.</summary>
public sealed class OutageSpecs : IAsyncLifetime
{
    private RunningService service = null!;
    private SwitchedEngine engine = null!;

    public async ValueTask InitializeAsync()
    {
        service = await RunningService.StartAsync(
            20,
            services => services.Replace(ServiceDescriptor.Singleton<ISearchEngine>(
                sp => new SwitchedEngine(sp.GetRequiredService<LuceneIndex>()))),
            "--Search:Concurrency=1");
        engine = (SwitchedEngine)service.Get<ISearchEngine>();
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task An_engine_outage_is_a_503_problem_with_its_number_and_never_an_empty_page()
    {
        var customer = await service.AddCustomerAsync("clerk1", "百里奚");
        var clerk = await service.AsAsync("clerk1");
        engine.IsDown = true;

        var answer = await clerk.LookUpAsync("百里奚");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (answer.Status, answer.ContentType));
        Assert.Equal("urn:customer-search:engine-unavailable", answer["type"].GetString());
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.False(answer.Json.TryGetProperty("hits", out _));
        var record = (await clerk.GetAsync($"/api/v1/searches/{answer.Rx}"))["steps"][0];
        Assert.Equal(("failed", "lucene"), (record.GetProperty("outcome").GetString(), record.GetProperty("engine").GetString()));
        Assert.False(record.TryGetProperty("count", out _));

        var whole = await clerk.LookUpAsync(customer.Number);
        Assert.Equal((HttpStatusCode.OK, "record"), (whole.Status, whole["source"].GetString()));
        Assert.Equal([customer.Number], whole.Numbers);
    }

    [Fact]
    public async Task Every_kind_of_search_by_the_index_is_a_recorded_failure_while_whole_values_are_answered_with_facets_and_order()
    {
        var customer = await service.AddCustomerAsync("clerk1", "百里视");
        var clerk = await service.AsAsync("clerk1");
        engine.IsDown = true;
        object[] searches =
        [
            new { purpose = "业务办理", name = new { text = "百里视" } }, new { purpose = "业务办理", tags = new { all = new[] { "流失风险/否" } } },
            new { purpose = "业务办理", ranges = new[] { new { field = "orders6m", from = 0 } } },
            new { purpose = "业务办理", filters = new { kind = new[] { "individual" } }, explain = true },
            new { purpose = "营销推送", channel = "短信", pageSize = 0, facets = new[] { "status" } },
            new { purpose = "业务办理", keyword = customer.Number, filters = new { kind = new[] { "individual" } } },
        ];

        foreach (var search in searches)
        {
            var answer = await clerk.SearchAsync(search);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.Status);
            var record = (await clerk.GetAsync($"/api/v1/searches/{answer.Rx}"))["steps"][0];
            Assert.Equal("failed", record.GetProperty("outcome").GetString());
        }

        var whole = await clerk.SearchAsync(new
        {
            purpose = "业务办理", keyword = customer.Number, facets = new[] { "status", "流失风险" }, sort = new[] { "-customerNo" },
        });
        Assert.Equal((HttpStatusCode.OK, "record", 1), (whole.Status, whole["source"].GetString(), whole["count"].GetInt32()));
        Assert.Equal("""[{"code":"潜在客户","count":1}]""", whole["facets"].GetProperty("status").GetRawText());
        Assert.Equal("""[{"code":"否","count":1}]""", whole["facets"].GetProperty("流失风险").GetRawText());
    }

    [Fact]
    public async Task More_searches_at_once_than_fit_are_429_and_those_that_fit_are_answered()
    {
        var clerk = await service.AsAsync("clerk1");
        var gate = engine.Hold();

        var searches = Enumerable.Range(0, 5).Select(_ => clerk.LookUpAsync("王")).ToList();
        var refused = new List<Answer>();
        while (refused.Count < 3)
        {
            var done = await Task.WhenAny(searches);
            searches.Remove(done);
            refused.Add(await done);
        }

        Assert.All(refused, answer =>
        {
            Assert.Equal((HttpStatusCode.TooManyRequests, "urn:customer-search:too-many-requests"), (answer.Status, answer["type"].GetString()));
            Assert.NotNull(answer.Headers.RetryAfter);
        });
        Assert.Equal(HttpStatusCode.OK, (await clerk.GetAsync("/api/v1/me")).Status);
        gate.SetResult();
        Assert.All(await Task.WhenAll(searches), answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    [Fact]
    public async Task Who_hangs_up_leaves_a_record_all_the_same()
    {
        var clerk = await service.AsAsync("clerk1");
        var gate = engine.Hold();
        using (var impatient = new HttpClient { BaseAddress = service.Address })
        {
            impatient.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", clerk.Token);
            using var hangUp = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            using var body = new StringContent("""{ "q": "王", "purpose": "业务办理" }""", Encoding.UTF8, "application/json");
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient.PostAsync("/api/v1/look-ups", body, hangUp.Token));
        }

        Answer failed;
        for (var i = 0; (failed = await clerk.GetAsync("/api/v1/searches?outcome=failed"))["items"].GetArrayLength() == 0; i++)
        {
            Assert.True(i < 100, "No record was left.");
            await Task.Delay(50);
        }

        Assert.Equal("关键字=王", failed["items"][0].GetProperty("line").GetString());
        gate.SetResult();
    }

    [Fact]
    public async Task A_fault_of_our_own_is_a_recorded_500_and_the_log_has_what_and_where_and_nothing_that_it_quotes()
    {
        const string quoted = "公冶长 13912345678";
        var clerk = await service.AsAsync("clerk1");
        engine.Fault = new InvalidOperationException(quoted, new FormatException(quoted));

        var answer = await clerk.LookUpAsync("公冶长");

        Assert.Equal((HttpStatusCode.InternalServerError, "urn:customer-search:internal"), (answer.Status, answer["type"].GetString()));
        var record = (await clerk.GetAsync($"/api/v1/searches/{answer.Rx}"))["steps"][0];
        Assert.Equal("failed", record.GetProperty("outcome").GetString());
        var line = Assert.Single(service.Log, line => line.Contains("LookUp", StringComparison.Ordinal) && line.Contains(" failed: ", StringComparison.Ordinal));
        Assert.Contains(nameof(InvalidOperationException), line, StringComparison.Ordinal);
        Assert.Contains(nameof(FormatException), line, StringComparison.Ordinal);
        Assert.Contains($"{nameof(SwitchedEngine)}.{nameof(SwitchedEngine.SearchAsync)}", line, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Log, text => text.Contains(quoted, StringComparison.Ordinal));
    }

    /// <summary>Lucene behind a switch.</summary>
    private sealed class SwitchedEngine(LuceneIndex lucene) : ISearchEngine
    {
        private TaskCompletionSource? gate;

        public bool IsDown { get; set; }

        public Exception? Fault { get; set; }

        public string Name => lucene.Name;

        public TaskCompletionSource Hold() => gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<EngineAnswer> SearchAsync(EngineQuery query, CancellationToken ct)
        {
            if (IsDown)
                throw new EngineUnavailableException("Switched off.");
            if (Fault is { } fault)
                throw fault;
            if (gate is not null)
                await gate.Task.WaitAsync(ct);

            return await lucene.SearchAsync(query, ct);
        }
    }
}
