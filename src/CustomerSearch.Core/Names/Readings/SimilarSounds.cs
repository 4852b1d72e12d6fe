namespace CustomerSearch.Core.Names;

/// <summary>A syllable that sounds similar to another.</summary>
/// <param name="Changes">How many of initial and final differ: 0 for the syllable itself, 1 or 2.</param>
internal readonly record struct SimilarSyllable(int Syllable, int Changes);

/// <summary>Which syllables people take for one another. Not transitive: l is similar to n and r, these two are not.</summary>
internal static class SimilarSounds
{
    private static readonly HashSet<(string, string)> Initials =
        Pairs("zh z", "ch c", "sh s", "n l", "r l", "f h");

    private static readonly HashSet<(string, string)> Finals =
        Pairs("an ang", "en eng", "in ing", "ian iang", "uan uang", "u v");

    private static readonly SimilarSyllable[][] All =
        [.. Enumerable.Range(0, Syllables.Count).Select(syllable => Find(syllable).ToArray())];

    /// <summary>The syllable itself and those similar to it.</summary>
    public static SimilarSyllable[] Of(int syllable) => All[syllable];

    private static IEnumerable<SimilarSyllable> Find(int syllable)
    {
        var (initial, final) = Split(Syllables.TextOf(syllable));
        for (var other = 0; other < Syllables.Count; other++)
        {
            var (otherInitial, otherFinal) = Split(Syllables.TextOf(other));
            var changes = Distance(Initials, initial, otherInitial) + Distance(Finals, final, otherFinal);
            if (changes <= 2)
                yield return new SimilarSyllable(other, changes);
        }
    }

    /// <summary>0 for the same, 1 for similar ones, 3 for others.</summary>
    private static int Distance(HashSet<(string, string)> similar, string one, string other) =>
        one == other ? 0 : similar.Contains((one, other)) ? 1 : 3;

    private static (string Initial, string Final) Split(string syllable)
    {
        var length = syllable.AsSpan().IndexOfAny("aeiouv");
        return (syllable[..length], syllable[length..]);
    }

    private static HashSet<(string, string)> Pairs(params string[] pairs) =>
        [.. pairs.Select(pair => pair.Split(' ')).SelectMany(pair => new[] { (pair[0], pair[1]), (pair[1], pair[0]) })];
}
