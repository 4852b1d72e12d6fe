using System.Globalization;
using System.Text.Json;

namespace CustomerSearch.Benchmarks;

/// <summary>What was seen, beside what is to be reached.</summary>
internal sealed class Report(int customers)
{
    private readonly List<Row> rows = [];

    /// <summary>Adds a line.</summary>
    /// <param name="seen">The figure, in the unit that <paramref name="what"/> names.</param>
    /// <param name="goal">What it is to reach; null where there is no goal.</param>
    /// <param name="atMost">Whether the goal is an upper bound.</param>
    public void Add(string what, double seen, double? goal = null, bool atMost = true) => rows.Add(new(what, seen, goal, atMost));

    public void Print(TextWriter to)
    {
        to.WriteLine();
        to.WriteLine(Machine());
        to.WriteLine();
        to.WriteLine("| what | seen | goal | reached |");
        to.WriteLine("|---|---|---|---|");
        foreach (var row in rows)
            to.WriteLine($"| {row.What} | {Number(row.Seen)} | {Goal(row)} | {row.Reached switch { true => "yes", false => "no", null => "" }} |");
    }

    public string ToJson() => JsonSerializer.Serialize(new { machine = Machine(), customers, rows });

    private static string Goal(Row row) => row.Goal is { } goal ? $"{(row.AtMost ? "<=" : ">=")} {Number(goal)}" : "";

    private static string Number(double value) =>
        value.ToString(value >= 100 ? "N0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private string Machine()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{customers:N0} customers; {model ?? "unknown processor"}, {Environment.ProcessorCount} cores; .NET {Environment.Version}");
    }

    private sealed record Row(string What, double Seen, double? Goal, bool AtMost)
    {
        public bool? Reached => Goal is { } goal ? AtMost ? Seen <= goal : Seen >= goal : null;
    }
}
