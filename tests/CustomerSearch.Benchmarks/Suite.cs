using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CustomerSearch.Benchmarks;

/// <summary>Every measurement, in one run over one base, records on.</summary>
internal static class Suite
{
    private static readonly string[] Surnames = ["王", "李", "张", "刘", "陈", "欧阳", "赵"];

    public static async Task RunAsync(ServiceUnderTest service, int customers, Report report)
    {
        var seeding = await service.RunAsync("seed", "--customers", customers.ToString(CultureInfo.InvariantCulture));
        report.Add("demo data, customers/s", customers / seeding.TotalSeconds, 10_000, atMost: false);
        await BuildAsync(service, customers, report);
        await StartAgainAsync(service, report);

        var askers = await AskersAsync(service);
        var load = new Load(askers);
        await load.AsFastAsPossibleAsync(16, TimeSpan.FromSeconds(15));
        await RateAsync(service, load, report);
        await SustainedAsync(service, load, report);
        await TagsAsync(service, report);
        await AgainstLikeAsync(service, report);
        await VisibleAsync(service, report);
        await EventRate.RunAsync(service, report);
        report.Add("peak memory of the service, MB", service.PeakMemory);

        var records = await ScalarAsync(service, "SELECT COUNT(*) FROM Record");
        await service.StopAsync();
        report.Add("verify the chain, records/s", records / (await service.RunAsync("verify")).TotalSeconds, 100_000, atMost: false);
    }

    private static async Task BuildAsync(ServiceUnderTest service, int customers, Report report)
    {
        service.Start();
        await service.WaitAsync(ready => ready.GetProperty("indexState").GetString() == "building");
        var clock = Stopwatch.StartNew();
        await service.WaitAsync(ready => ready.GetProperty("ready").GetBoolean());
        report.Add("build the index, customers/s", customers / clock.Elapsed.TotalSeconds, 8_000, atMost: false);
        await service.StopAsync();
    }

    private static async Task StartAgainAsync(ServiceUnderTest service, Report report)
    {
        var clock = Stopwatch.StartNew();
        service.Start();
        await service.WaitAsync(ready => ready.GetProperty("ready").GetBoolean());
        using var approver = await service.SignInAsync("approver1");
        await SearchAsync(approver, new { purpose = "业务办理", keyword = "王芳" });
        report.Add("start to first answer after a clean stop, s", clock.Elapsed.TotalSeconds, 3);
    }

    /// <summary>Four clerks for each one who sees a department or everybody.</summary>
    private static async Task<List<(HttpClient, string[])>> AskersAsync(ServiceUnderTest service)
    {
        List<(HttpClient, string[])> askers = [];
        foreach (var clerk in Enumerable.Range(1, 24).Select(i => $"clerk{i}"))
            askers.Add((await service.SignInAsync(clerk), await QuestionsAsync(service, $"= '{clerk}'")));
        foreach (var wide in (string[])["manager1", "approver1", "manager1", "approver1", "approver1", "manager1"])
            askers.Add((await service.SignInAsync(wide), await QuestionsAsync(service, "LIKE 'clerk%'")));
        return askers;
    }

    /// <summary>Whole names, beginnings of names, surnames, numbers and beginnings of numbers of customers in reach.</summary>
    private static async Task<string[]> QuestionsAsync(ServiceUnderTest service, string owner)
    {
        await using var connection = await service.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT c.Name, c.Number FROM Customer c JOIN CustomerOwner o ON o.CustomerId = c.Id JOIN Account a ON a.Id = o.AccountId
            WHERE a.UserName {owner} ORDER BY (c.Id * 7919) % 100003 LIMIT 200
            """;
        await using var reader = await command.ExecuteReaderAsync();
        List<string> questions = [];
        while (await reader.ReadAsync())
        {
            var (name, number) = (reader.GetString(0), reader.GetString(1));
            questions.AddRange([name, name[..Math.Min(2, name.Length)], Surnames[questions.Count % Surnames.Length], number, number[..6]]);
        }

        return [.. questions];
    }

    private static async Task RateAsync(ServiceUnderTest service, Load load, Report report)
    {
        var (own, theirs) = (Environment.CpuUsage.TotalTime, service.Cpu);
        var timings = await load.AtRateAsync(200, TimeSpan.FromSeconds(30));
        report.Add("look-up through HTTP, recorded, 200/s: p50, ms", timings[0.50], 5);
        report.Add("look-up through HTTP, recorded, 200/s: p99, ms", timings[0.99], 50);
        report.Add("- failed", timings.Failed);
        report.Add("- processor time of the service, s of 30", (service.Cpu - theirs).TotalSeconds);
        report.Add("- processor time of the load generator, s of 30", (Environment.CpuUsage.TotalTime - own).TotalSeconds);
    }

    private static async Task SustainedAsync(ServiceUnderTest service, Load load, Report report)
    {
        var (own, theirs) = (Environment.CpuUsage.TotalTime, service.Cpu);
        var before = await ScalarAsync(service, "SELECT COUNT(*) FROM Record");
        var clock = Stopwatch.StartNew();
        var timings = await load.AsFastAsPossibleAsync(64, TimeSpan.FromSeconds(20));
        var recorded = await ScalarAsync(service, "SELECT COUNT(*) FROM Record") - before;
        report.Add("64 callers: look-ups and records/s", recorded / clock.Elapsed.TotalSeconds, 1_000, atMost: false);
        report.Add("- p50, ms", timings[0.50]);
        report.Add("- p99, ms", timings[0.99]);
        report.Add("- answers without a record", timings.Count + timings.Failed - recorded);
        report.Add("- processor time of the service, s of 20", (service.Cpu - theirs).TotalSeconds);
        report.Add("- processor time of the load generator, s of 20", (Environment.CpuUsage.TotalTime - own).TotalSeconds);
    }

    private static async Task TagsAsync(ServiceUnderTest service, Report report)
    {
        using var marketer = await service.SignInAsync("marketer1");
        var timings = await RepeatAsync(300, () => SearchAsync(marketer, new
        {
            purpose = "数据分析",
            tags = new { all = new[] { "价值层级/低价值", "流失风险/否", "性别/女" } },
            ranges = new[] { new { field = "lastContactOn", from = "-1y", to = "today" } },
        }));
        report.Add("three tags and a range, exact count: p50, ms", timings[0.50]);
        report.Add("three tags and a range, exact count: p99, ms", timings[0.99], 50);
    }

    private static async Task AgainstLikeAsync(ServiceUnderTest service, Report report)
    {
        using var approver = await service.SignInAsync("approver1");
        var ours = await RepeatAsync(200, () => SearchAsync(approver, new { purpose = "业务办理", keyword = "王芳" }));
        await using var connection = await service.ConnectAsync();
        var theirs = await RepeatAsync(30, async () =>
        {
            await using var command = connection.CreateCommand();
            command.CommandText = """
                SELECT COUNT(*) FROM Customer WHERE DeletedAt IS NULL AND Name LIKE '%王芳%';
                SELECT Number, Name, City, Status FROM Customer WHERE DeletedAt IS NULL AND Name LIKE '%王芳%'
                ORDER BY LastContactOn DESC LIMIT 20
                """;
            await using var reader = await command.ExecuteReaderAsync();
            do
            {
                while (await reader.ReadAsync())
                    _ = reader.GetValue(0);
            }
            while (await reader.NextResultAsync());
        });
        report.Add("the same name over the whole base through HTTP: median, ms", ours[0.50]);
        report.Add("the same name by SQL LIKE in this process: median, ms", theirs[0.50]);
        report.Add("LIKE in look-ups", theirs[0.50] / ours[0.50], 40, atMost: false);
    }

    private static async Task VisibleAsync(ServiceUnderTest service, Report report)
    {
        using var approver = await service.SignInAsync("approver1");
        await using var connection = await service.ConnectAsync();
        var timings = new Timings();
        for (var i = 0; i < 50; i++)
        {
            var name = $"验{(char)('一' + (i * 7))}{(char)('万' + (i * 11))}";
            await ExecuteAsync(connection, $"UPDATE Customer SET Name = '{name}' WHERE Id = {1000 + i}");
            var clock = Stopwatch.StartNew();
            while ((await SearchAsync(approver, new { purpose = "业务办理", name = new { text = name } })).GetProperty("hits").GetArrayLength() == 0)
                await Task.Delay(5);
            timings.Add(clock.Elapsed);
        }

        report.Add("change of another program visible: p50, ms", timings[0.50]);
        report.Add("change of another program visible: p99, ms", timings[0.99], 1_000);
    }

    private static async Task<Timings> RepeatAsync(int times, Func<Task> action)
    {
        var timings = new Timings();
        for (var i = 0; i < times; i++)
        {
            var clock = Stopwatch.StartNew();
            await action();
            timings.Add(clock.Elapsed);
        }

        return timings;
    }

    private static async Task<JsonElement> SearchAsync(HttpClient client, object body)
    {
        using var answer = await client.PostAsJsonAsync("/api/v1/searches", body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<long> ScalarAsync(ServiceUnderTest service, string sql)
    {
        await using var connection = await service.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
