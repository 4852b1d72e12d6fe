namespace CustomerSearch.Elasticsearch;

/// <summary>
/// Writes a positional stream as one line: positions separated by blanks, alternatives by bars. No token holds either.
/// The analyzer <c>stream</c> of the index takes the line apart into the same tokens at the same positions; a bar alone
/// is a position without tokens.
/// </summary>
internal static class StreamText
{
    private const char Next = ' ';
    private const char Or = '|';
    private const string Nothing = "|";

    public static string Of(IReadOnlyList<IReadOnlyList<string>?> positions) =>
        string.Join(Next, positions.Select(tokens => tokens is { Count: > 0 } ? string.Join(Or, tokens) : Nothing));

    public static IReadOnlyList<IReadOnlyList<string>> Read(string line) =>
        [.. line.Split(Next, StringSplitOptions.RemoveEmptyEntries)
            .Select(position => (IReadOnlyList<string>)position.Split(Or, StringSplitOptions.RemoveEmptyEntries))];
}
