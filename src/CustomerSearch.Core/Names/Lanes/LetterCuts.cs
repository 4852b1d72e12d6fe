namespace CustomerSearch.Core.Names;

/// <summary>The ways to cut letters into syllables and their beginnings, as items from one place in them to another.</summary>
/// <param name="text">A word of a query.</param>
internal sealed class LetterCuts(string text)
{
    private static readonly char[] Initials = [.. Enumerable.Range(0, Syllables.Count).Select(Syllables.FirstLetterOf).Distinct()];

    public int Length => text.Length;

    public string Text => text;

    /// <summary>The syllables that begin at a place, each with the place where it ends.</summary>
    public IEnumerable<(int Syllable, int End)> SyllablesAt(int at)
    {
        for (var length = 1; length <= Syllables.Longest + 1 && at + length <= text.Length; length++)
            if (Syllables.FindTyped(text.AsSpan(at, length)) is >= 0 and var syllable)
                yield return (syllable, at + length);
    }

    /// <summary>Whether a single letter at a place can be an initial.</summary>
    public bool IsInitial(int at) => Array.IndexOf(Initials, text[at]) >= 0;

    /// <summary>Whether zh, ch or sh stands at a place.</summary>
    public bool IsLongInitial(int at) =>
        at + 1 < text.Length && text[at + 1] == 'h' && (text[at] is 'z' or 'c' or 's');

    /// <summary>The beginning of a syllable, of two letters and more, that is all that is left from a place on.</summary>
    public string? BeginningFrom(int at) =>
        text.Length - at > 1 ? Syllables.FindBeginning(text.AsSpan(at)) : null;

    /// <summary>Whether the whole can be cut into whole syllables.</summary>
    public bool IsWhole()
    {
        var reached = new bool[text.Length + 1];
        reached[0] = true;
        for (var at = 0; at < text.Length; at++)
            if (reached[at])
                foreach (var (_, end) in SyllablesAt(at))
                    reached[end] = true;
        return reached[^1];
    }
}
