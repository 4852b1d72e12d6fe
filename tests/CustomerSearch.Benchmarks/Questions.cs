using System.Diagnostics;

namespace CustomerSearch.Benchmarks;

/// <summary>Single questions over the whole base, one at a time, beside the same asked of SQL.</summary>
internal sealed class Questions(ServiceUnderTest service, Report report)
{
    private const int WarmUp = 30;
    private const int Asked = 200;
    private const int AskedOfSql = 20;

    private static readonly string[] Dimensions = ["行业", "地域", "status", "城市级别", "性别"];

    public async Task RunAsync(IReadOnlyList<Sought> customers)
    {
        using var approver = await service.SignInAsync("approver1");
        using var marketer = await service.SignInAsync("marketer1");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().Date);
        string[] names = [.. customers.Select(c => c.Name).Where(name => name.Length is 2 or 3).Distinct().Take(20)];

        await CompareAsync(
            "a name over the whole base",
            i => approver.SearchAsync(new { purpose = "业务办理", keyword = names[i % names.Length] }),
            i => SqlQuestions.Name(names[i % names.Length]),
            new() { Ratio = 40 });
        await FamilyAsync("pinyin of a name over the whole base", "auto", customers.Select(c => c.Pinyin));
        await FamilyAsync("initials of a name over the whole base", "auto", customers.Select(c => c.Initials));
        await FamilyAsync("a name with another character of that sound, fuzzy, over the whole base", "fuzzy", customers.Select(c => c.Homophone));
        await CompareAsync(
            "a number over the whole base",
            i => approver.SearchAsync(new { purpose = "业务办理", keyword = customers[i % customers.Count].Number }),
            i => SqlQuestions.Number(customers[i % customers.Count].Number),
            new());
        await CompareAsync(
            "three tags AND plus a range, exact count, first page",
            _ => marketer.SearchAsync(new
            {
                purpose = "数据分析",
                tags = new { all = new[] { "价值层级/低价值", "流失风险/否", "性别/女" } },
                ranges = new[] { new { field = "lastContactOn", from = "-1y", to = "today" } },
            }),
            _ => SqlQuestions.TagsAndRange(today),
            new() { P99 = 50 });
        await CompareAsync(
            "facets of five dimensions over the whole base",
            _ => marketer.SearchAsync(new { purpose = "数据分析", facets = Dimensions, pageSize = 0 }),
            _ => SqlQuestions.Facets(),
            new() { P99 = 150 });
    }

    private async Task FamilyAsync(string what, string mode, IEnumerable<string?> texts)
    {
        using var approver = await service.SignInAsync("approver1");
        string[] asked = [.. texts.OfType<string>().Distinct().Take(20)];
        Func<int, Task> ask = i => approver.SearchAsync(new { purpose = "业务办理", name = new { text = asked[i % asked.Length], mode } });
        await RepeatAsync(WarmUp, ask);
        var seen = await RepeatAsync(Asked, ask);
        report.Add(new Row(what) { P50 = seen.At(0.50), P99 = seen.At(0.99) });
    }

    private async Task CompareAsync(string what, Func<int, Task> ours, Func<int, string[]> theirs, Goal goal)
    {
        await RepeatAsync(WarmUp, ours);
        var seen = await RepeatAsync(Asked, ours);
        await using var connection = await service.ConnectAsync();
        await RepeatAsync(2, i => SqlQuestions.AskAsync(connection, theirs(i)));
        var sql = await RepeatAsync(AskedOfSql, i => SqlQuestions.AskAsync(connection, theirs(i)));
        report.Add(new Row(what) { P50 = seen.At(0.50), P99 = seen.At(0.99), Ratio = sql.At(0.50) / seen.At(0.50), Goal = goal });
        report.Add(new Row("- the same by SQL, in the asking process") { P50 = sql.At(0.50), P99 = sql.At(0.99) });
    }

    private static async Task<Timings> RepeatAsync(int times, Func<int, Task> ask)
    {
        var timings = new Timings();
        for (var i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            await ask(i);
            timings.Add(clock.Elapsed);
        }

        return timings;
    }
}
