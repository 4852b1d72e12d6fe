using System.Text;
using System.Text.Unicode;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>
/// Reads a CSV file with a header: UTF-8 with or without a byte order mark, UTF-16 with one, or GB18030, which is what
/// Chinese spreadsheets write.
/// </summary>
internal static class CsvRows
{
    public static IEnumerable<ImportRow> Read(Stream stream)
    {
        using var text = new StreamReader(
            stream, EncodingOf(stream), detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024, leaveOpen: true);
        var records = new CsvRecords(text);
        if (!records.TryRead(null, out var header, out var error) || error is not null)
            throw new ImportUnreadableException(error ?? "The file is empty.");

        var columns = new SheetColumns([.. header.Select(name => name.Trim())]);
        for (var place = 2L; records.TryRead(columns.Count, out var cells, out error); place++)
        {
            if (error is not null)
                yield return ImportRows.Bad(place, error, stream.Position);
            else if (cells.Exists(cell => !string.IsNullOrWhiteSpace(cell)))
                yield return new ImportRow(place, columns.Read(cells.ConvertAll(SheetCell.OfText)), stream.Position);
        }
    }

    /// <summary>UTF-8 where the whole file is UTF-8, otherwise GB18030; a byte order mark goes before either.</summary>
    private static Encoding EncodingOf(Stream stream)
    {
        var isUtf8 = IsUtf8(stream);
        stream.Position = 0;
        return isUtf8 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
    }

    private static bool IsUtf8(Stream stream)
    {
        const int LongestCharacter = 4;
        var buffer = new byte[64 * 1024];
        var held = 0;
        while (true)
        {
            var read = stream.Read(buffer, held, buffer.Length - held);
            var bytes = buffer.AsSpan(0, held + read);
            if (read == 0)
                return Utf8.IsValid(bytes);

            // A character may be cut at the end of a piece; whole lines and ASCII never are.
            var whole = bytes.Length - TailBytes(bytes);
            if (!Utf8.IsValid(bytes[..whole]))
                return false;

            bytes[whole..].CopyTo(buffer);
            held = bytes.Length - whole;
        }

        static int TailBytes(ReadOnlySpan<byte> bytes)
        {
            for (var tail = 1; tail < LongestCharacter && tail <= bytes.Length; tail++)
            {
                var lead = bytes[^tail];
                if (lead < 0x80)
                    return 0;
                if (lead >= 0xC0)
                    return tail < (lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2) ? tail : 0;
            }

            return 0;
        }
    }
}
