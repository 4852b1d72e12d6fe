using System.Globalization;
using System.Text.Json;
using CustomerSearch.Benchmarks;

switch (args)
{
    case ["load"]:
        var plan = JsonSerializer.Deserialize<LoadPlan>(await Console.In.ReadToEndAsync())!;
        Console.WriteLine(JsonSerializer.Serialize(await new Load(plan).RunAsync()));
        break;
    case ["engine", var documents]:
        var server = Environment.GetEnvironmentVariable("CUSTOMERSEARCH_ELASTICSEARCH")
            ?? throw new InvalidOperationException("CUSTOMERSEARCH_ELASTICSEARCH names no server.");
        await ReportAsync(documents, (count, report) => new EngineOverhead(new Uri(server), count, report).RunAsync());
        break;
    case ["names", var names]:
        await ReportAsync(names, (count, report) => new NameSearch(count, report).RunAsync());
        break;
    case ["writes", var customers]:
        await ReportAsync(customers, async (count, report) =>
        {
            await using var service = new ServiceUnderTest();
            await new Suite(service, count, report).RunWritesAsync();
        });
        break;
    case ["--customers", var customers, ..]:
        var report = await ReportAsync(customers, async (count, report) =>
        {
            await using var service = new ServiceUnderTest();
            await new Suite(service, count, report).RunAsync();
        });
        if (args is [_, _, "--json", var file])
            await File.WriteAllTextAsync(file, report.ToJson());
        break;
    default:
        Console.Error.WriteLine("--customers N [--json FILE] | writes N | engine N | names N");
        return 2;
}

return 0;

static async Task<Report> ReportAsync(string number, Func<int, Report, Task> runAsync)
{
    var count = int.Parse(number, CultureInfo.InvariantCulture);
    var report = new Report(count);
    await runAsync(count, report);
    report.Print(Console.Out);
    return report;
}
