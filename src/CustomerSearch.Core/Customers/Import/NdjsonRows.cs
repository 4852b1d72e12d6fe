using System.Text.Json;
using CustomerSearch.Core.Customers.Writing;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>Reads a customer a line, as JSON.</summary>
internal static class NdjsonRows
{
    private const int LongestLine = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    public static IEnumerable<ImportRow> Read(Stream stream)
    {
        var buffer = new byte[LongestLine + 1];
        var (start, end, line, isEnded) = (0, 0, 0L, false);
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length < 0 && !isEnded && end - start <= LongestLine)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                var read = stream.Read(buffer, end, buffer.Length - end);
                (end, isEnded) = (end + read, read == 0);
                continue;
            }

            if (length < 0 && end == start)
                yield break;

            line++;
            if (length < 0 && end - start > LongestLine)
            {
                yield return ImportRows.Bad(line, $"The line is longer than {LongestLine} bytes.", stream.Position);
                (start, end, isEnded) = SkipLine(stream, buffer);
                continue;
            }

            length = length < 0 ? end - start : length;
            var text = Trim(buffer.AsMemory(start, length), isFirst: line == 1);
            start = Math.Min(start + length + 1, end);
            if (!text.IsEmpty)
                yield return Parse(text, line, stream.Position);
        }
    }

    private static ImportRow Parse(ReadOnlyMemory<byte> text, long line, long position)
    {
        try
        {
            using var json = JsonDocument.Parse(text, Strict);
            return new ImportRow(line, JsonRow.Read(json.RootElement), position);
        }
        catch (JsonException)
        {
            return ImportRows.Bad(line, "The line is no JSON, has a property twice, or is nested too deep.", position);
        }
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line, bool isFirst)
    {
        if (isFirst && line.Span.StartsWith("\uFEFF"u8))
            line = line[3..];

        return line[..line.Span.TrimEnd(" \t\r"u8).Length];
    }

    /// <summary>Reads on to the end of an overlong line.</summary>
    private static (int Start, int End, bool IsEnded) SkipLine(Stream stream, byte[] buffer)
    {
        while (true)
        {
            var read = stream.Read(buffer);
            if (read == 0)
                return (0, 0, true);
            if (buffer.AsSpan(0, read).IndexOf((byte)'\n') is var at and >= 0)
                return (at + 1, read, false);
        }
    }
}
