using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CustomerSearch.Benchmarks;

/// <summary>One line of what was seen.</summary>
internal sealed record Row(string What)
{
    public double? P50 { get; init; }

    public double? P99 { get; init; }

    /// <summary>How many a second.</summary>
    public double? Rate { get; init; }

    /// <summary>Anything else, in the unit that <see cref="What"/> names.</summary>
    public double? Figure { get; init; }

    /// <summary>How many times as long SQL took.</summary>
    public double? Ratio { get; init; }

    public Goal Goal { get; init; } = new();
}

/// <summary>What is to be reached; what is not named has no goal.</summary>
internal sealed record Goal
{
    public double? P50 { get; init; }

    public double? P99 { get; init; }

    public double? Rate { get; init; }

    public double? Figure { get; init; }

    public double? Ratio { get; init; }
}

/// <summary>What was seen, beside what is to be reached.</summary>
internal sealed class Report(int customers)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly List<Row> rows = [];

    public void Add(Row row)
    {
        rows.Add(row);
        Console.Error.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {Line(row)}");
    }

    public void Print(TextWriter to)
    {
        to.WriteLine();
        to.WriteLine(Machine());
        to.WriteLine();
        to.WriteLine("| what | p50, ms | p99, ms | a second | figure | SQL takes | goal | reached |");
        to.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var row in rows)
            to.WriteLine(Line(row));
    }

    public string ToJson() => JsonSerializer.Serialize(
        new { machine = Machine(), customers, rows = rows.Select(row => new { row, reached = Reached(row) }) }, Json);

    /// <summary>Whether every goal of a line is reached; null where it has none.</summary>
    internal static bool? Reached(Row row)
    {
        bool?[] goals =
        [
            AtMost(row.P50, row.Goal.P50), AtMost(row.P99, row.Goal.P99), AtMost(row.Figure, row.Goal.Figure),
            AtMost(row.Goal.Rate, row.Rate), AtMost(row.Goal.Ratio, row.Ratio),
        ];
        return Array.TrueForAll(goals, goal => goal is null) ? null : Array.TrueForAll(goals, goal => goal != false);

        static bool? AtMost(double? seen, double? most) => seen is null || most is null ? null : seen <= most;
    }

    private static string Line(Row row)
    {
        string[] goals =
        [
            .. Bound("p50 <= ", row.Goal.P50), .. Bound("p99 <= ", row.Goal.P99), .. Bound(">= ", row.Goal.Rate, "/s"),
            .. Bound("<= ", row.Goal.Figure), .. Bound(">= ", row.Goal.Ratio, " x"),
        ];
        var reached = Reached(row) switch { true => "yes", false => "no", null => "" };
        return $"| {row.What} | {Number(row.P50)} | {Number(row.P99)} | {Number(row.Rate)} | {Number(row.Figure)} | {Number(row.Ratio, " x")} "
            + $"| {string.Join(", ", goals)} | {reached} |";

        static string[] Bound(string sign, double? value, string unit = "") => value is null ? [] : [sign + Number(value) + unit];
    }

    private static string Number(double? value, string unit = "") => value is { } number
        ? number.ToString(number >= 100 || number == Math.Floor(number) ? "N0" : number >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture) + unit
        : "";

    private string Machine()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            : null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{customers:N0} customers; {model ?? "unknown processor"}, {Environment.ProcessorCount} cores; .NET {Environment.Version}");
    }
}
