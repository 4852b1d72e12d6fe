using System.Text.Json;

namespace CustomerSearch.Core.Audit;

/// <summary>How far the chain was at a moment, kept outside the database so that a cut tail shows.</summary>
/// <param name="Position">Position of the last record.</param>
/// <param name="Day">The head's business day.</param>
/// <param name="LastSearch">Last search number of that day.</param>
/// <param name="LastOperation">Last operation number of that day.</param>
/// <param name="Hash">Hash of the last record, hexadecimal.</param>
public sealed record Anchor(long Position, DateOnly Day, int LastSearch, int LastOperation, string Hash)
{
    public static Anchor Of(ChainHead head) =>
        new(head.Position, head.Day, head.LastSearch, head.LastOperation, Convert.ToHexString(head.Hash));
}

/// <summary>
/// The anchor file of one instance: a line for the end of each earlier day, then one for the present end, JSON each.
/// Written whole to a temporary file, flushed, renamed.
/// </summary>
public sealed class AnchorFile(string directory, string instance)
{
    private readonly string path = Path.Combine(directory, $"{instance}.anchors");

    /// <summary>The anchors of every instance in the folder.</summary>
    /// <exception cref="InvalidDataException">A file holds something else.</exception>
    public static IReadOnlyList<Anchor> ReadAll(string directory)
    {
        if (!Directory.Exists(directory))
            return [];

        var anchors = new List<Anchor>();
        foreach (var file in Directory.EnumerateFiles(directory, "*.anchors").Order(StringComparer.Ordinal))
            anchors.AddRange(ReadLines(file));

        return anchors;
    }

    /// <summary>Writes the present end of the chain.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Write(Anchor anchor)
    {
        Directory.CreateDirectory(directory);
        var earlier = File.Exists(path) ? ReadLines(path).Where(a => a.Day < anchor.Day) : [];
        var ends = earlier.GroupBy(a => a.Day).Select(day => day.MaxBy(a => a.Position)!).Append(anchor);
        var temporary = path + ".tmp";
        using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            foreach (var end in ends)
                writer.WriteLine(JsonSerializer.Serialize(end));

            writer.Flush();
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static List<Anchor> ReadLines(string file)
    {
        try
        {
            return [.. File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<Anchor>(line)!)];
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"The anchor file {Path.GetFileName(file)} is damaged.", exception);
        }
    }
}
