using System.Globalization;
using System.Text.Json;
using CustomerSearch.Benchmarks;

if (args is ["load"])
{
    var plan = JsonSerializer.Deserialize<LoadPlan>(await Console.In.ReadToEndAsync())!;
    Console.WriteLine(JsonSerializer.Serialize(await new Load(plan).RunAsync()));
    return;
}

if (args is ["engine", var documents])
{
    var server = Environment.GetEnvironmentVariable("CUSTOMERSEARCH_ELASTICSEARCH")
        ?? throw new InvalidOperationException("CUSTOMERSEARCH_ELASTICSEARCH names no server.");
    var overhead = new Report(int.Parse(documents, CultureInfo.InvariantCulture));
    await new EngineOverhead(new Uri(server), int.Parse(documents, CultureInfo.InvariantCulture), overhead).RunAsync();
    overhead.Print(Console.Out);
    return;
}

if (args is ["names", var names])
{
    var inTheEngine = new Report(int.Parse(names, CultureInfo.InvariantCulture));
    await new NameSearch(int.Parse(names, CultureInfo.InvariantCulture), inTheEngine).RunAsync();
    inTheEngine.Print(Console.Out);
    return;
}

var customers = args is ["--customers", var number, ..] ? int.Parse(number, CultureInfo.InvariantCulture) : 20_000;
var json = args is [.., "--json", var file] ? file : null;

var report = new Report(customers);
await using var service = new ServiceUnderTest();
await new Suite(service, customers, report).RunAsync();
report.Print(Console.Out);
if (json is not null)
    await File.WriteAllTextAsync(json, report.ToJson());
