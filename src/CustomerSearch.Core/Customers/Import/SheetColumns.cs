using CustomerSearch.Core.Customers.Writing;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>One cell of a sheet.</summary>
/// <param name="Error">Why it cannot be read; null when it can.</param>
internal readonly record struct SheetCell(string? Text, bool IsNumber, string? Error)
{
    public static SheetCell OfText(string text) => new(text, IsNumber: false, Error: null);

    public Given Given => string.IsNullOrWhiteSpace(Text)
        ? new Given(null, GivenAs.Cell)
        : new Given(Text, IsNumber ? GivenAs.SheetNumber : GivenAs.Cell);
}

/// <summary>The columns of a sheet by their heads, and what each cell says of its customer.</summary>
internal sealed class SheetColumns
{
    private const char Separator = ';';
    private const int MostNamed = 20;
    private const string Consents = "consents.";

    private static readonly string[] Singles = ["customerNo", "department", "idCardNo", "bankCardNo"];

    private readonly IReadOnlyList<string> heads;
    private readonly Action<CustomerRow, SheetCell>?[] columns;

    /// <exception cref="ImportUnreadableException">A column has a head that is none, or one of two.</exception>
    public SheetColumns(IReadOnlyList<string> heads)
    {
        this.heads = heads;
        columns = [.. heads.Select(head => head.Length == 0 ? null : ColumnOf(head))];
        List<string> wrong =
        [
            .. heads.Where((head, i) => head.Length > 0 && columns[i] is null)
                .Select(head => $"{Shown(head)} is no column of customers"),
            .. heads.Where(head => head.Length > 0).GroupBy(head => head).Where(g => g.Count() > 1)
                .Select(g => $"{Shown(g.Key)} stands twice"),
        ];
        if (wrong.Count > 0)
            throw new ImportUnreadableException(
                string.Join("; ", wrong.Take(MostNamed)) + (wrong.Count > MostNamed ? $"; and {wrong.Count - MostNamed} more" : ""));
        if (!heads.Contains("customerNo"))
            throw new ImportUnreadableException("There is no column customerNo.");
    }

    public int Count => columns.Length;

    public CustomerRow Read(List<SheetCell> cells)
    {
        var row = new CustomerRow();
        for (var i = 0; i < columns.Length; i++)
        {
            var cell = i < cells.Count ? cells[i] : SheetCell.OfText("");
            if (cell.Error is { } error)
                row.Errors.Add(heads[i], error);
            else if (columns[i] is { } column)
                column(row, cell);
            else if (cell.Given.Text is not null)
                row.Errors.Add("", $"Column {i + 1} has no head and is not empty.");
        }

        return row;
    }

    private static Action<CustomerRow, SheetCell>? ColumnOf(string head)
    {
        if (CustomerFields.ByName.ContainsKey(head) || Singles.Contains(head))
            return (row, cell) => row.Values[head] = cell.Given;
        if (ContactReader.TypeOf(head) is { } type)
            return (row, cell) => AddContacts(row, head, type, cell);
        if (head.StartsWith(Consents, StringComparison.Ordinal) && Vocabulary.Channels.Contains(head[Consents.Length..]))
        {
            return (row, cell) => row.Consents.Add(new(
                head, head[Consents.Length..], cell.Given.Text?.Trim() ?? "unknown", At: null, Source: "导入", Wording: null));
        }

        return head switch
        {
            "sources" => (row, cell) => row.Sources = Parts(cell),
            "owners" => (row, cell) => row.Owners = Parts(cell),
            "tags" => (row, cell) => row.Tags = Parts(cell),
            "externalIds" => (row, cell) => row.ExternalIds = Parts(cell).ConvertAll(part => ExternalId(head, part)),
            _ => null,
        };
    }

    private static void AddContacts(CustomerRow row, string head, ContactType type, SheetCell cell)
    {
        row.ContactTypes.Add(type);
        if (cell.IsNumber && cell.Given.Text is not null)
        {
            row.Contacts.Add(new GivenContact(head, head, cell.Given, Primary: false));
            return;
        }

        foreach (var part in Parts(cell))
            row.Contacts.Add(new GivenContact(head, head, new Given(part, GivenAs.Cell), Primary: false));
    }

    private static GivenExternalId ExternalId(string head, string part)
    {
        var slash = part.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? new(head, part, null) : new(head, part[..slash], part[(slash + 1)..]);
    }

    private static List<string> Parts(SheetCell cell) =>
        [.. (cell.Given.Text ?? "").Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>A head may hold anything: a file without heads has a customer there.</summary>
    private static string Shown(string head) => head.Length <= 40 && head.All(c => char.IsAsciiLetter(c) || c is '.' or '_' or '-')
        ? head
        : "a head that is not shown";
}
