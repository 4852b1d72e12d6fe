using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CustomerSearch.Benchmarks;

/// <summary>Every measurement, in one run over one base, records on.</summary>
internal sealed class Suite(ServiceUnderTest service, int customers, Report report)
{
    private const int RateSeconds = 30;
    private const int SustainedSeconds = 20;
    private const int WarmUpSeconds = 90;
    private const int MostBesideRebuild = 50;

    public async Task RunAsync()
    {
        await SeedAsync();
        await BuildAsync();
        await StartAgainAsync();
        var mix = new Mix(service);
        var askers = await mix.AskersAsync();
        await service.LoadAsync(askers, perSecond: null, callers: 16, WarmUpSeconds);
        await RateAsync(askers);
        var sustained = await SustainedAsync(askers);
        await RebuildAsync(askers, perSecond: Math.Clamp((int)(sustained / 6), 1, MostBesideRebuild));
        await new Questions(service, report).RunAsync(await mix.SoughtAsync());
        await VisibleAsync();
        await EventRate.RunAsync(service, report, batches: 5);
        await new ImportRate(service, report).RunAsync(askers);
        await VerifyAsync();
        report.Add(new Row("memory of the service at most, the index in the file cache with it, MB") { Figure = service.PeakMemory });
        report.Add(new Row("- its own at the end, MB") { Figure = service.OwnMemory });
        await service.StopAsync();
    }

    /// <summary>Only what comes in: events, then an import of as many customers as the base has.</summary>
    public async Task RunWritesAsync()
    {
        await SeedAsync();
        await BuildAsync();
        service.Start();
        await service.WaitAsync(ready => ready.GetProperty("ready").GetBoolean());
        await EventRate.RunAsync(service, report, batches: 10);
        await new ImportRate(service, report).RunLongAsync(customers);
        await service.StopAsync();
    }

    private async Task SeedAsync()
    {
        var taken = await service.RunAsync("seed", "--customers", customers.ToString(CultureInfo.InvariantCulture));
        report.Add(new Row("demo data, customers") { Rate = customers / taken.TotalSeconds, Goal = new() { Rate = 10_000 } });
    }

    private async Task BuildAsync()
    {
        service.Start();
        await service.WaitAsync(ready => ready.GetProperty("indexState").GetString() == "building");
        var clock = Stopwatch.StartNew();
        await service.WaitAsync(ready => ready.GetProperty("ready").GetBoolean());
        report.Add(new Row("building the index, customers") { Rate = customers / clock.Elapsed.TotalSeconds, Goal = new() { Rate = 8_000 } });
        await service.StopAsync();
    }

    private async Task StartAgainAsync()
    {
        var clock = Stopwatch.StartNew();
        service.Start();
        await service.WaitAsync(ready => ready.GetProperty("ready").GetBoolean());
        using var approver = await service.SignInAsync("approver1");
        await approver.SearchAsync(new { purpose = "业务办理", keyword = "王芳" });
        report.Add(new Row("start to first answer after a clean stop, s") { Figure = clock.Elapsed.TotalSeconds, Goal = new() { Figure = 3 } });
    }

    private async Task RateAsync(IReadOnlyList<Asker> askers)
    {
        var before = service.Cpu;
        var seen = await service.LoadAsync(askers, perSecond: 200, callers: 0, RateSeconds);
        report.Add(new Row("look-up, recorded, 200/s due")
        {
            P50 = seen.P50, P99 = seen.P99, Rate = seen.Answered / seen.Seconds, Goal = new() { P50 = 5, P99 = 50 },
        });
        report.Add(new Row("- the longest, ms") { Figure = seen.Longest });
        Costs(seen, service.Cpu - before);
    }

    /// <returns>How many were answered a second.</returns>
    private async Task<double> SustainedAsync(IReadOnlyList<Asker> askers)
    {
        var (before, recorded) = (service.Cpu, await service.CountAsync("Record"));
        var seen = await service.LoadAsync(askers, perSecond: null, callers: 64, SustainedSeconds);
        report.Add(new Row("look-ups of 64 callers, recorded")
        {
            P50 = seen.P50, P99 = seen.P99, Rate = seen.Answered / seen.Seconds, Goal = new() { Rate = 1_000 },
        });
        report.Add(new Row("- answers without a record") { Figure = seen.Sent - (await service.CountAsync("Record") - recorded) });
        Costs(seen, service.Cpu - before);
        return seen.Answered / seen.Seconds;
    }

    /// <summary>The whole index is built anew beside the one that answers, while look-ups go on.</summary>
    private async Task RebuildAsync(IReadOnlyList<Asker> askers, int perSecond)
    {
        using var admin = await service.SignInAsync("admin1");
        var number = (await admin.PostAsync("/api/v1/index/rebuild", new { })).GetProperty("generation").GetInt32();
        List<LoadResult> seen = [];
        JsonElement built;
        do
        {
            seen.Add(await service.LoadAsync(askers, perSecond, callers: 0, seconds: 5));
            built = (await admin.GetAsync("/api/v1/index")).GetProperty("generations").EnumerateArray()
                .Single(g => g.GetProperty("number").GetInt32() == number);
        }
        while (built.GetProperty("state").GetString() is "waiting" or "building");

        if (built.GetProperty("state").GetString() != "live")
            throw new InvalidOperationException($"The rebuild ended as {built}.");

        var taken = built.GetProperty("liveAt").GetDateTimeOffset() - built.GetProperty("createdAt").GetDateTimeOffset();
        report.Add(new Row("rebuilding beside searches, verified, customers") { Rate = customers / taken.TotalSeconds });
        report.Add(new Row($"- look-ups failed meanwhile (of {seen.Sum(s => s.Sent)})")
        {
            Figure = seen.Sum(s => s.Failed), Goal = new() { Figure = 0 },
        });
        report.Add(new Row($"- look-up meanwhile, {perSecond}/s due") { P50 = seen.Max(s => s.P50), P99 = seen.Max(s => s.P99) });
    }

    private void Costs(LoadResult seen, TimeSpan cpu)
    {
        report.Add(seen.FailedRow);
        report.Add(new Row("- processor time of the service for 1,000, s") { Figure = cpu.TotalSeconds * 1000 / (seen.WarmUp + seen.Answered) });
        report.Add(new Row("- processor time of the load generator for 1,000, s") { Figure = seen.CpuSeconds * 1000 / seen.Answered });
    }

    /// <summary>Another program writes a name; how long until a search by it finds the customer.</summary>
    private async Task VisibleAsync()
    {
        using var approver = await service.SignInAsync("approver1");
        var timings = new Timings();
        for (var i = 0; i < 50; i++)
        {
            var name = $"验{(char)('一' + (i * 7))}{(char)('万' + (i * 11))}";
            await service.ExecuteAsync($"UPDATE Customer SET Name = '{name}' WHERE Id = {1000 + i}");
            var clock = Stopwatch.StartNew();
            while ((await approver.SearchAsync(new { purpose = "业务办理", name = new { text = name } })).GetProperty("hits").GetArrayLength() == 0)
                await Task.Delay(5);
            timings.Add(clock.Elapsed);
        }

        report.Add(new Row("change of another program visible") { P50 = timings.At(0.50), P99 = timings.At(0.99), Goal = new() { P99 = 1_000 } });
    }

    /// <summary>The service's own run over its chain: from its beginning to its end, as it states them.</summary>
    private async Task VerifyAsync()
    {
        using var auditor = await service.SignInAsync("auditor1");
        var run = await auditor.PostAsync("/api/v1/records/verifications", new { });
        while (run.GetProperty("state").GetString() is "queued" or "running")
        {
            await Task.Delay(100);
            run = await auditor.GetAsync("/api/v1/records/verifications/latest");
        }

        if (run.GetProperty("state").GetString() != "intact")
            throw new InvalidOperationException("The chain is not intact.");

        var taken = run.GetProperty("finishedAt").GetDateTimeOffset() - run.GetProperty("startedAt").GetDateTimeOffset();
        report.Add(new Row($"verifying the chain, records ({run.GetProperty("checked").GetInt64()})")
        {
            Rate = run.GetProperty("checked").GetInt64() / taken.TotalSeconds, Goal = new() { Rate = 100_000 },
        });
    }
}
