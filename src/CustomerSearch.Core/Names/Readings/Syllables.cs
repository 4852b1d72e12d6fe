using System.Collections.Frozen;

namespace CustomerSearch.Core.Names;

/// <summary>
/// The syllables of Mandarin without tone, numbered in alphabetical order; ü stands as v after l and n and as u elsewhere.
/// </summary>
internal static class Syllables
{
    /// <summary>The longest spelling of a syllable, in letters.</summary>
    public const int Longest = 6;

    private static readonly string[] Texts = [.. HanReadings.AllSyllables.Order(StringComparer.Ordinal)];

    private static readonly FrozenDictionary<string, int> Numbers =
        Texts.Index().ToFrozenDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> NumbersBySpan =
        Numbers.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[][] Parts = [.. Texts.Select(text => BeginningsOf(text).ToArray())];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AllParts =
        Parts.SelectMany(parts => parts).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public static int Count => Texts.Length;

    public static string TextOf(int syllable) => Texts[syllable];

    public static char FirstLetterOf(int syllable) => Texts[syllable][0];

    /// <summary>
    /// What a syllable may be shortened to: its first letter (even where that is all of it), zh, ch or sh, and its other
    /// beginnings.
    /// </summary>
    public static string[] BeginningsOf(int syllable) => Parts[syllable];

    /// <summary>The number of a syllable in its own spelling; -1 for what is none.</summary>
    public static int Find(ReadOnlySpan<char> text) => NumbersBySpan.TryGetValue(text, out var number) ? number : -1;

    /// <summary>
    /// The number of a syllable in any spelling people type: ü as v, ü and yu, also after j, q, x and y; lue and nue. -1 for
    /// what is none.
    /// </summary>
    public static int FindTyped(ReadOnlySpan<char> typed)
    {
        if (typed.Length is 0 or > Longest + 1)
            return -1;
        Span<char> text = stackalloc char[Longest + 1];
        var length = Respell(typed, text);
        if (length > 2 && text[1] == 'y' && text[2] == 'u' && text[0] is 'l' or 'n' or 'j' or 'q' or 'x')
        {
            text[(2 + 1)..length].CopyTo(text[2..]);
            length--;
            text[1] = text[0] is 'l' or 'n' ? 'v' : 'u';
        }
        else if (length == 3 && text[0] is 'l' or 'n' && text[1..length] is "ue")
        {
            text[1] = 'v';
        }

        return Find(text[..length]);
    }

    /// <summary>The beginning of a syllable that was typed, in the table's spelling; null for what begins none.</summary>
    public static string? FindBeginning(ReadOnlySpan<char> typed)
    {
        if (typed.Length is 0 or > Longest)
            return null;
        Span<char> text = stackalloc char[Longest + 1];
        var length = Respell(typed, text);
        return AllParts.TryGetValue(text[..length], out var part) ? part : null;
    }

    /// <summary>ü as the table spells it: v after l and n, u after j, q, x and y.</summary>
    public static int Respell(ReadOnlySpan<char> typed, Span<char> text)
    {
        typed.CopyTo(text);
        for (var i = 0; i < typed.Length; i++)
            if (text[i] is 'v' or 'ü')
                text[i] = i > 0 && text[i - 1] is 'j' or 'q' or 'x' or 'y' ? 'u' : 'v';
        return typed.Length;
    }

    private static IEnumerable<string> BeginningsOf(string text)
    {
        yield return text[..1];
        for (var length = 2; length < text.Length; length++)
            yield return text[..length];
    }
}
