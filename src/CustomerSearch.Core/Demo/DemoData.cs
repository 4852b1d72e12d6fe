namespace CustomerSearch.Core.Demo;

/// <summary>The lists under <c>Demo/Data</c>: one entry a line, blanks between its parts.</summary>
internal static class DemoData
{
    public static IEnumerable<string[]> Lines(string file)
    {
        using var stream = typeof(DemoData).Assembly.GetManifestResourceStream($"Demo/{file}")
            ?? throw new InvalidOperationException($"The resource Demo/{file} is not part of this assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            yield return line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The lists of a file whose lines begin with the name of the list.</summary>
    public static Dictionary<string, string[]> Lists(string file) =>
        Lines(file).ToDictionary(line => line[0], line => line[1..]);
}
