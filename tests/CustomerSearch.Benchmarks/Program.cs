using System.Globalization;
using CustomerSearch.Benchmarks;

var customers = args is ["--customers", var number, ..] ? int.Parse(number, CultureInfo.InvariantCulture) : 20_000;
var json = args is [.., "--json", var file] ? file : null;

var report = new Report(customers);
await using var service = new ServiceUnderTest();
await Suite.RunAsync(service, customers, report);
report.Print(Console.Out);
if (json is not null)
    await File.WriteAllTextAsync(json, report.ToJson());
