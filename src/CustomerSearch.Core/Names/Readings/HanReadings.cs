using System.Collections.Frozen;
using System.Text;

namespace CustomerSearch.Core.Names;

/// <summary>All readings of one character, the usual ones first.</summary>
/// <param name="All">Numbers of <see cref="Syllables"/>.</param>
/// <param name="Usual">How many of them are the usual ones: one, rarely two.</param>
internal sealed record ReadingList(int[] All, int Usual)
{
    public static ReadingList None { get; } = new([], 0);
}

/// <summary>How each Han character is read: the table <c>han-readings.txt</c>.</summary>
internal static class HanReadings
{
    private static readonly (string[][] Lists, string[] Characters) Table = Read();

    private static readonly Lazy<FrozenDictionary<int, ReadingList>> ByCharacter = new(Index);

    /// <summary>Every syllable that the table names.</summary>
    public static IEnumerable<string> AllSyllables =>
        Table.Lists.SelectMany(list => list).SelectMany(reading => reading.Split('+')).Distinct(StringComparer.Ordinal);

    /// <summary>The readings of a character as it is written; none where the table does not know it.</summary>
    public static ReadingList Of(Rune character) =>
        ByCharacter.Value.TryGetValue(character.Value, out var list) ? list : ReadingList.None;

    private static (string[][] Lists, string[] Characters) Read()
    {
        var lines = EmbeddedText.Lines("han-readings.txt").Select(line => line.Split('\t')).ToArray();
        return ([.. lines.Select(line => line[0].Split(' '))], [.. lines.Select(line => line[1])]);
    }

    private static FrozenDictionary<int, ReadingList> Index()
    {
        var lists = new Dictionary<int, ReadingList>(50_000);
        foreach (var (list, characters) in Table.Lists.Zip(Table.Characters))
        {
            var readings = list.SelectMany(reading => reading.Split('+')).Select(reading => Syllables.Find(reading)).ToArray();
            var usual = new ReadingList(readings, list[0].Split('+').Length);
            foreach (var character in characters.EnumerateRunes())
                lists.Add(character.Value, usual);
        }

        return lists.ToFrozenDictionary();
    }
}
