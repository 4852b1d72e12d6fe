namespace CustomerSearch.Core.Names;

/// <summary>
/// The tokens of readings, each made once and kept: a whole syllable is <c>=zhang</c>, before a character whose reading
/// begins with s also <c>=zhang.s</c>; a beginning is <c>.zha</c>, the first letters of two characters <c>,zs</c>. A digit
/// at the end is the rank of the reading, or the sum of two. Marks stand in front.
/// </summary>
internal static class SoundTokens
{
    private const int Letters = 26;

    private static readonly string[] Marks = ["", NameToken.First, NameToken.AfterPlace, NameToken.LegalForm];
    private static readonly string[] Ranks = ["", "1", "2", "3", "4"];

    private static readonly string?[] Whole = new string?[SizeOf(Syllables.Count)];
    private static readonly string?[] Followed = new string?[SizeOf(Syllables.Count * Letters)];
    private static readonly string?[] Parts = new string?[SizeOf(Syllables.Count * Syllables.Longest)];
    private static readonly string?[] Pairs = new string?[SizeOf(Letters * Letters)];

    private static readonly string[][] Seconds =
    [
        .. Enumerable.Range('a', Letters).Select(letter => ((char)letter).ToString()).Select(letter => (string[])
        [
            .. Enumerable.Range(0, NameReadings.WorstRank + 1)
                .SelectMany(rank => (string[])[Part("", letter, rank), Part(NameToken.LegalForm, letter, rank)]),
        ]),
    ];

    /// <summary>A whole syllable.</summary>
    public static string Syllable(string mark, int syllable, int rank) =>
        Whole[At(mark, Syllables.Count, syllable, rank)] ??= $"{mark}={Syllables.TextOf(syllable)}{Ranks[rank]}";

    /// <summary>A whole syllable before a character that is read with this first letter.</summary>
    public static string Syllable(string mark, int syllable, char next, int rank) =>
        Followed[At(mark, Syllables.Count * Letters, (syllable * Letters) + next - 'a', rank)] ??=
            $"{mark}={Syllables.TextOf(syllable)}{NameToken.Next}{next}{Ranks[rank]}";

    /// <summary>The n-th beginning of a syllable.</summary>
    public static string Part(string mark, int syllable, int part, int rank) =>
        Parts[At(mark, Syllables.Count * Syllables.Longest, (syllable * Syllables.Longest) + part, rank)] ??=
            Part(mark, Syllables.BeginningsOf(syllable)[part], rank);

    /// <summary>A beginning of whatever syllable.</summary>
    public static string Part(string mark, string part, int rank) => $"{mark}.{part}{Ranks[rank]}";

    /// <summary>The first letters of two characters that follow one another.</summary>
    public static string Initials(string mark, char one, char next, int ranks) =>
        Pairs[At(mark, Letters * Letters, ((one - 'a') * Letters) + next - 'a', ranks)] ??=
            $"{mark},{one}{next}{Ranks[ranks]}";

    /// <summary>
    /// The tokens of which one stands at the second of two characters whose first letters a token tells; none where it does not.
    /// </summary>
    public static IReadOnlyList<string> SecondOf(string token)
    {
        var comma = token.IndexOf(',', StringComparison.Ordinal);
        return comma >= 0 && comma + 2 < token.Length && token[comma + 2] is >= 'a' and <= 'z' and var letter ? Seconds[letter - 'a'] : [];
    }

    private static int SizeOf(int tokens) => Marks.Length * Ranks.Length * tokens;

    private static int At(string mark, int tokens, int token, int rank) =>
        (((Array.IndexOf(Marks, mark) * Ranks.Length) + rank) * tokens) + token;
}
