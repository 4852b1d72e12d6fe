using System.Globalization;
using System.Xml;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>
/// Reads the one sheet of a workbook row by row. A reader of our own, because those there write the texts of a large
/// workbook in clear into the folder of temporary files.
/// </summary>
internal static class XlsxRows
{
    private const string ColumnLetters = "$ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static IEnumerable<ImportRow> Read(Stream stream)
    {
        using var book = XlsxBook.Open(stream);
        var merged = MergedRows(book);
        var texts = book.Texts();
        SheetColumns? columns = null;
        using var xml = book.Sheet();
        var place = 0L;
        while (ToNext(xml, "row"))
        {
            var isNumbered = long.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            place = isNumbered && number > place ? number : place + 1;
            var cells = Cells(xml, texts);
            if (cells.TrueForAll(cell => cell.Error is null && cell.Given.Text is null))
                continue;

            if (columns is null)
            {
                columns = new SheetColumns(cells.ConvertAll(cell => cell.Text?.Trim() ?? ""));
                continue;
            }

            if (merged.Contains(place))
                yield return ImportRows.Bad(place, "Holds merged cells.", stream.Position);
            else if (cells.Count > columns.Count && cells.Skip(columns.Count).Any(cell => cell.Given.Text is not null))
                yield return ImportRows.Bad(place, $"Has cells behind the {columns.Count} columns.", stream.Position);
            else
                yield return new ImportRow(place, columns.Read(cells), stream.Position);
        }

        if (columns is null)
            throw new ImportUnreadableException("The sheet is empty.");
    }

    /// <summary>They stand behind all rows, so the sheet is read twice; the first time also finds what is not XML.</summary>
    private static HashSet<long> MergedRows(XlsxBook book)
    {
        const int Most = 100_000;
        HashSet<long> rows = [];
        using var xml = book.Sheet();
        while (ToNext(xml, "mergeCell"))
        {
            var ends = (xml.GetAttribute("ref") ?? "").Split(':').Select(RowOf).ToList();
            for (var row = ends[0]; row <= ends[^1]; row++)
            {
                if (rows.Add(row) && rows.Count > Most)
                    throw new ImportUnreadableException("The sheet has too many merged cells.");
            }
        }

        return rows;
    }

    private static bool ToNext(XmlReader xml, string name)
    {
        while (XlsxBook.Reading(xml.Read))
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == name && xml.NamespaceURI == Main)
                return true;
        }

        return false;
    }

    private static List<SheetCell> Cells(XmlReader xml, IReadOnlyList<string> texts)
    {
        List<SheetCell> cells = [];
        if (xml.IsEmptyElement)
            return cells;

        var depth = xml.Depth;
        while (XlsxBook.Reading(xml.Read) && xml.Depth > depth)
        {
            if (xml.NodeType != XmlNodeType.Element || xml.LocalName != "c")
                continue;

            var column = ColumnOf(xml.GetAttribute("r")) ?? cells.Count;
            while (cells.Count < column)
                cells.Add(SheetCell.OfText(""));

            var cell = Cell(xml, texts);
            if (cells.Count == column)
                cells.Add(cell);
        }

        return cells;
    }

    private static SheetCell Cell(XmlReader xml, IReadOnlyList<string> texts)
    {
        var type = xml.GetAttribute("t") ?? "n";
        var (value, hasFormula, text) = (default(string), false, "");
        if (!xml.IsEmptyElement)
        {
            var depth = xml.Depth;
            var element = "";
            while (XlsxBook.Reading(xml.Read) && xml.Depth > depth)
            {
                if (xml.NodeType == XmlNodeType.Element)
                {
                    element = xml.LocalName;
                    hasFormula |= element == "f";
                }
                else if (xml.HasValue && xml.NodeType is not (XmlNodeType.Comment or XmlNodeType.ProcessingInstruction))
                {
                    value = element == "v" ? value + xml.Value : value;
                    text = element == "t" ? text + xml.Value : text;
                }
            }
        }

        return type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < texts.Count
                ? SheetCell.OfText(texts[at]) : new SheetCell(null, false, "Names a text that the workbook does not have."),
            "inlineStr" => SheetCell.OfText(text),
            "e" => new SheetCell(null, false, "Holds the error of a formula."),
            _ when hasFormula && value is null => new SheetCell(null, false, "Holds a formula without its value."),
            "n" => new SheetCell(value, IsNumber: true, null),
            _ => SheetCell.OfText(value ?? ""),
        };
    }

    /// <summary>The place of column A is 0; null where the reference names none.</summary>
    private static int? ColumnOf(string? reference)
    {
        const int Most = 16_384;
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(letter))
                break;

            column = (column * 26) + (letter - 'A' + 1);
            if (column > Most)
                throw new ImportUnreadableException("The sheet has more columns than a sheet can have.");
        }

        return column == 0 ? null : column - 1;
    }

    private static long RowOf(string reference) =>
        long.TryParse(reference.AsSpan().TrimStart(ColumnLetters), NumberStyles.None, CultureInfo.InvariantCulture, out var row)
            ? row
            : throw new ImportUnreadableException("The sheet names merged cells in a way that no sheet does.");
}
