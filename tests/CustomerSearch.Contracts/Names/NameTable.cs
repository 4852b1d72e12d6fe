using System.Runtime.CompilerServices;
using CustomerSearch.Core.Names;

namespace CustomerSearch.Contracts.Names;

/// <summary>A customer as far as a name search sees one.</summary>
/// <param name="Written">As the table has it: 企:华为 for a company, 单一[chan yi] for one with an own reading.</param>
public sealed record TableName(string Written)
{
    private const string Company = "企:";

    public bool IsCompany => Written.StartsWith(Company, StringComparison.Ordinal);

    public string? Reading => Written.EndsWith(']') ? Written[(Written.IndexOf('[', StringComparison.Ordinal) + 1)..^1] : null;

    public string Name => (IsCompany ? Written[Company.Length..] : Written).Split('[')[0];

    public NameText Text => NameText.TryParse(Name, out var text, out _) ? text : throw new InvalidDataException(Written);

    public OwnReading? Own => Reading is null ? null
        : OwnReading.TryParse(Reading, Text, out var own) ? own : throw new InvalidDataException(Written);
}

/// <summary>What a query finds, in order, what it never finds, and why.</summary>
public sealed record TableRow(
    int Line, string Query, NameMode Mode, IReadOnlyList<TableName> Finds, IReadOnlyList<TableName> Never, string Why)
{
    public NameQuery Parsed => NameQuery.TryParse(Query, Mode, out var query, out var error)
        ? query : throw new InvalidDataException($"Line {Line}: {error}");
}

/// <summary>The table <c>names.csv</c>, written by hand from the rule: it is to grow with every name that was not found.</summary>
public static class NameTable
{
    public static IReadOnlyList<TableRow> Rows { get; } = Read();

    /// <summary>Everybody the table names, each once.</summary>
    public static IReadOnlyList<TableName> Everybody { get; } =
        [.. Rows.SelectMany(row => row.Finds.Concat(row.Never)).Distinct()];

    private static readonly Dictionary<TableName, int> Places = Everybody.Index().ToDictionary(name => name.Item, name => name.Index);

    /// <summary>The place of a name among all: where everything else is equal, the earlier comes first.</summary>
    public static int PlaceOf(TableName name) => Places[name];

    /// <summary>What is wrong with an answer that may hold others too; null where nothing is.</summary>
    public static string? Fault(TableRow row, IReadOnlyList<TableName> answer)
    {
        var found = answer.Where(row.Finds.Contains).ToArray();
        var wrong = answer.Where(row.Never.Contains).ToArray();
        return found.SequenceEqual(row.Finds) && wrong.Length == 0 ? null
            : $"line {row.Line}: '{row.Query}' ({row.Why}) finds {string.Join(' ', found.Select(name => name.Written))}, "
                + $"not {string.Join(' ', row.Finds.Select(name => name.Written))}; never {string.Join(' ', wrong.Select(name => name.Written))}";
    }

    private static TableRow[] Read([CallerFilePath] string here = "") =>
    [
        .. File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "names.csv")).Index().Skip(1).Select(line =>
        {
            var cells = line.Item.Split(',', 5);
            return new TableRow(
                line.Index + 1, cells[0], cells[1] == "fuzzy" ? NameMode.Fuzzy : NameMode.Auto,
                Names(cells[2]), Names(cells[3]), cells[4]);
        }),
    ];

    private static TableName[] Names(string cell) =>
        [.. cell.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(written => new TableName(written))];
}
