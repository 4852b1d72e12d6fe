using System.Text;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>
/// Splits text into records by RFC 4180. A reader of our own, because those there are read an open quote to the end of the
/// file: here such a row is one bad row, and reading goes on with the next line.
/// </summary>
internal sealed class CsvRecords(TextReader reader)
{
    private const int LongestRecord = 256 * 1024;

    private readonly char[] buffer = new char[LongestRecord];
    private readonly StringBuilder quoted = new();
    private int start;
    private int end;
    private bool isEnded;

    /// <param name="width">How many cells a record has; null where that is not known.</param>
    /// <param name="cells">The cells; empty where the record is bad.</param>
    /// <param name="error">What is wrong with the record; null when nothing is.</param>
    /// <returns>Whether there was a record.</returns>
    public bool TryRead(int? width, out List<string> cells, out string? error)
    {
        error = null;
        while (true)
        {
            var (status, length) = Split(buffer.AsSpan(start, end - start), out cells);
            if (status == Status.Cut && Fill())
                continue;
            if (end == start)
                return false;

            error = status switch
            {
                Status.Cut => "A quote is left open, or the row is too long.",
                Status.Malformed => "Text stands behind a closing quote.",
                _ when width is { } wanted && cells.Count != wanted => $"Has {cells.Count} cells under {wanted} columns.",
                _ => null,
            };
            if (error is null)
            {
                start += length;
                return true;
            }

            // What is bad may be an open quote that swallowed rows which are good: only its first line is given up.
            cells = [];
            SkipLine();
            return true;
        }
    }

    private (Status Status, int Length) Split(ReadOnlySpan<char> text, out List<string> cells)
    {
        cells = [];
        var at = 0;
        while (true)
        {
            int length;
            if (at < text.Length && text[at] == '"')
            {
                (var status, length) = Quoted(text[at..]);
                if (status != Status.Whole)
                    return (status, 0);

                cells.Add(quoted.ToString());
            }
            else
            {
                length = text[at..].IndexOfAny(',', '\n');
                if (length < 0 && !isEnded)
                    return (Status.Cut, 0);

                length = length < 0 ? text.Length - at : length;
                var isLast = at + length == text.Length || text[at + length] == '\n';
                cells.Add(text.Slice(at, isLast && length > 0 && text[at + length - 1] == '\r' ? length - 1 : length).ToString());
            }

            at += length;
            if (at == text.Length)
                return (Status.Whole, at);
            if (text[at++] == '\n')
                return (Status.Whole, at);
        }
    }

    /// <returns>The length up to the comma or line end behind the closing quote; the value stands in the builder.</returns>
    private (Status, int) Quoted(ReadOnlySpan<char> text)
    {
        quoted.Clear();
        for (var at = 1; ;)
        {
            var quote = text[at..].IndexOf('"');
            if (quote < 0 || (at + quote + 1 == text.Length && !isEnded))
                return (Status.Cut, 0);

            quoted.Append(text.Slice(at, quote));
            at += quote + 1;
            if (at < text.Length && text[at] == '"')
            {
                quoted.Append('"');
                at++;
                continue;
            }

            if (at < text.Length && text[at] == '\r')
                at++;
            return at == text.Length || text[at] is ',' or '\n' ? (Status.Whole, at) : (Status.Malformed, 0);
        }
    }

    private bool Fill()
    {
        if (isEnded || end - start == buffer.Length)
            return false;

        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        var read = reader.ReadBlock(buffer, end, buffer.Length - end);
        end += read;
        isEnded = read == 0;
        return true;
    }

    private void SkipLine()
    {
        while (true)
        {
            var newline = buffer.AsSpan(start, end - start).IndexOf('\n');
            if (newline >= 0)
            {
                start += newline + 1;
                return;
            }

            start = end;
            if (!Fill() || start == end)
                return;
        }
    }

    private enum Status
    {
        Whole,

        /// <summary>The text ends within the record.</summary>
        Cut,
        Malformed,
    }
}
