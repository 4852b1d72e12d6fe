namespace CustomerSearch.Core.Events;

/// <summary>Walks the lines of a body. A blank line is a row without an event.</summary>
internal sealed class EventLines
{
    private readonly byte[] body;

    /// <param name="rowsDone">Rows that were done before, and are skipped.</param>
    public EventLines(byte[] body, int rowsDone)
    {
        this.body = body;
        while (Row < rowsDone)
            _ = Next();
    }

    /// <summary>Rows read so far.</summary>
    public int Row { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public int Offset { get; private set; }

    public bool AtEnd => Offset >= body.Length;

    /// <summary>How many rows a body has.</summary>
    public static int Count(ReadOnlySpan<byte> body) =>
        body.Count((byte)'\n') + (body.IsEmpty || body[^1] == '\n' ? 0 : 1);

    public List<ReadEvent> Read(int most, EventReader reader)
    {
        List<ReadEvent> page = [];
        for (var i = 0; i < most && !AtEnd; i++)
        {
            var line = Next();
            if (!line.IsEmpty)
                page.Add(reader.Read(Row, line));
        }

        return page;
    }

    private ReadOnlySpan<byte> Next()
    {
        var rest = body.AsSpan(Offset);
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        Offset += end < 0 ? rest.Length : end + 1;
        Row++;
        return line.Trim(" \t\r"u8);
    }
}
