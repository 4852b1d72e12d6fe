using CustomerSearch.Core.Customers.Writing;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>One row of a file.</summary>
/// <param name="Place">Rises with each row; the next run goes on after the last one that is done.</param>
/// <param name="Row">What it says; with errors where it could not be read.</param>
/// <param name="BytesRead">How far into the file it stands, about.</param>
internal sealed record ImportRow(long Place, CustomerRow Row, long BytesRead);

/// <summary>Reads the rows of a file one after the other; memory stays flat whatever its size.</summary>
internal static class ImportRows
{
    /// <exception cref="ImportUnreadableException">The file as a whole is not what it is said to be.</exception>
    public static IEnumerable<ImportRow> Read(ImportFormat format, Stream stream) => format switch
    {
        ImportFormat.Ndjson => NdjsonRows.Read(stream),
        ImportFormat.Csv => CsvRows.Read(stream),
        ImportFormat.Xlsx => XlsxRows.Read(stream),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>A row of which nothing could be read.</summary>
    public static ImportRow Bad(long place, string message, long bytesRead)
    {
        var row = new CustomerRow { IsUnreadable = true };
        row.Errors.Add("", message);
        return new ImportRow(place, row, bytesRead);
    }
}
