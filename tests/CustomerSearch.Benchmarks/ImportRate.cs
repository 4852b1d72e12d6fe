using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace CustomerSearch.Benchmarks;

/// <summary>How fast new customers are imported: the first since the start, more alone, then while 200 look-ups a second are due.</summary>
internal sealed class ImportRate(ServiceUnderTest service, Report report)
{
    private const int First = 30_000;
    private const int Alone = 50_000;
    private const int UnderLoad = 50_000;
    private const int LoadSeconds = 20;

    /// <summary>One import so long that memory which grew with it would show: a tenth of it against the whole.</summary>
    public async Task RunLongAsync(int rows)
    {
        using var system = await service.SystemAsync("customers");
        var (before, first, rest) = (service.OwnMemory, 0.0, 0.0);
        var rate = await RateAsync(system, 0, rows, rowsRead =>
        {
            if (rowsRead <= rows / 10)
                first = Math.Max(first, service.OwnMemory);
            else
                rest = Math.Max(rest, service.OwnMemory);
        });
        report.Add(new Row($"import of {rows:N0} customers") { Rate = rate });
        report.Add(new Row("- memory before it, MB") { Figure = before });
        report.Add(new Row("- memory at most during its first tenth, MB") { Figure = first });
        report.Add(new Row("- memory at most after that, MB") { Figure = rest });
    }

    public async Task RunAsync(IReadOnlyList<Asker> askers)
    {
        using var system = await service.SystemAsync("customers");
        report.Add(new Row($"import, the first {First:N0} customers after a start") { Rate = await RateAsync(system, 0, First) });
        var (cpu, memory) = (service.Cpu, service.OwnMemory);
        report.Add(new Row("import, customers") { Rate = await RateAsync(system, First, Alone), Goal = new() { Rate = 5_000 } });
        report.Add(new Row("- processor time of the service for 1,000, s, its drains included") { Figure = (service.Cpu - cpu).TotalSeconds * 1000 / Alone });
        report.Add(new Row("- memory it grew by, MB") { Figure = service.OwnMemory - memory });

        var beside = await SendAsync(system, await FileAsync(First + Alone, UnderLoad));
        var seen = await service.LoadAsync(askers, perSecond: 200, callers: 0, LoadSeconds);
        report.Add(new Row("look-up, recorded, 200/s due, while an import runs")
        {
            P50 = seen.P50, P99 = seen.P99, Rate = seen.Answered / seen.Seconds, Goal = new() { P50 = 5, P99 = 50 },
        });
        report.Add(seen.FailedRow);
        report.Add(new Row("- rows imported meanwhile") { Figure = RowsReadOf(await system.GetFromJsonAsync<JsonElement>(beside)) });
        await EndAsync(system, beside);
    }

    /// <summary>From the first byte of the body that is sent to the end of the import.</summary>
    /// <param name="underWay">Told the rows read, again and again while it runs.</param>
    private static async Task<double> RateAsync(HttpClient system, int first, int rows, Action<long>? underWay = null)
    {
        var file = await FileAsync(first, rows);
        var clock = Stopwatch.StartNew();
        await EndAsync(system, await SendAsync(system, file), underWay);
        return rows / clock.Elapsed.TotalSeconds;
    }

    private static long RowsReadOf(JsonElement state) => state.GetProperty("rowsRead").GetInt64();

    private static async Task<string> FileAsync(int first, int rows)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, Enumerable.Range(first, rows).Select(Line));
        return file;
    }

    /// <returns>Where the import stands.</returns>
    private static async Task<string> SendAsync(HttpClient system, string file)
    {
        await using var lines = new FileStream(file, new FileStreamOptions { Options = FileOptions.DeleteOnClose });
        using var content = new StreamContent(lines);
        content.Headers.ContentType = new("application/x-ndjson");
        using var answer = await system.PostAsync("/api/v1/imports", content);
        answer.EnsureSuccessStatusCode();
        return answer.Headers.Location!.ToString();
    }

    /// <param name="underWay">Told the rows read, again and again while it runs.</param>
    private static async Task EndAsync(HttpClient system, string import, Action<long>? underWay = null)
    {
        while (true)
        {
            var state = await system.GetFromJsonAsync<JsonElement>(import);
            switch (state.GetProperty("state").GetString())
            {
                case "finished" when state.GetProperty("rejected").GetInt64() == 0:
                    return;
                case "finished" or "failed" or "cancelled":
                    throw new InvalidOperationException($"The import did not take every row: {state}");
                default:
                    underWay?.Invoke(RowsReadOf(state));
                    await Task.Delay(50);
                    break;
            }
        }
    }

    private static string Line(int i) => JsonSerializer.Serialize(new
    {
        customerNo = $"ED2019{1_000_000 + i}",
        kind = "individual",
        name = $"赵{(char)('一' + (i % 5000))}{(char)('伟' + (i / 5000))}",
        industry = "教育",
        city = "上海",
        contacts = new[] { new { type = "mobile", value = $"192{i:00000000}" } },
        sources = new[] { "展会" },
    });
}
