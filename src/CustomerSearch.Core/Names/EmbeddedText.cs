namespace CustomerSearch.Core.Names;

/// <summary>The reviewed lists and tables compiled into this assembly: <c>Data/README.md</c> says where from.</summary>
internal static class EmbeddedText
{
    public static IEnumerable<string> Lines(string file)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(file)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {file}.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
