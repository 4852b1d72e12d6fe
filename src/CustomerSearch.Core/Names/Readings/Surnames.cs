using System.Collections.Frozen;
using System.Text;

namespace CustomerSearch.Core.Names;

/// <summary>What is known of surnames: how they are read, which have two characters, which are written in two ways.</summary>
public static class Surnames
{
    private static readonly FrozenDictionary<string, int[]> Readings = EmbeddedText.Lines("surname-readings.txt")
        .Select(line => line.Split(' '))
        .ToFrozenDictionary(line => line[0], line => line[1..].Select(reading => Syllables.Find(reading)).ToArray());

    /// <summary>A compound surname, with its readings where they are not those of its characters.</summary>
    private static readonly FrozenDictionary<string, int[]> Compounds = EmbeddedText.Lines("compound-surnames.txt")
        .Select(line => line.Split(' '))
        .ToFrozenDictionary(line => line[0], line => line[1..].Select(reading => Syllables.Find(reading)).ToArray());

    private static readonly FrozenDictionary<string, string[]> Variants = Alternatives("surname-variants.txt");

    /// <summary>How many elements of a name are its surname: two where it begins with a compound one, else one.</summary>
    internal static int LengthIn(IReadOnlyList<NameElement> elements) => CompoundOf(elements) is null ? 1 : 2;

    /// <summary>The surname of a person's name as it was written: 欧阳 of 欧阳娜娜; null where it does not begin with Han.</summary>
    public static string? Of(string name)
    {
        if (!NameText.TryParse(name, out var text, out _) || !text.Elements[0].IsHan)
            return null;
        return string.Concat(text.Elements.Take(LengthIn(text.Elements)).Select(element => RawOf(text, element)));
    }

    /// <summary>The readings that an element has where it stands in the surname of a name; none for others.</summary>
    internal static IEnumerable<int> ReadingsAt(IReadOnlyList<NameElement> elements, int at)
    {
        var single = at == 0 && Readings.TryGetValue(elements[0].Folded, out var own) ? own : [];
        return at < 2 && CompoundOf(elements) is { Length: 2 } compound ? single.Append(compound[at]) : single;
    }

    /// <summary>The other ways to write a surname of one character: 萧 for 肖.</summary>
    internal static IReadOnlyList<string> VariantsOf(string folded) => Variants.GetValueOrDefault(folded, []);

    /// <summary>For each character of a line of the list the others of the line.</summary>
    internal static FrozenDictionary<string, string[]> Alternatives(string file) => EmbeddedText.Lines(file)
        .SelectMany(line => line.EnumerateRunes().Select(one => (Key: one.ToString(), Line: line)))
        .GroupBy(pair => pair.Key, pair => pair.Line)
        .ToFrozenDictionary(
            group => group.Key,
            group => group.SelectMany(line => line.EnumerateRunes()).Select(rune => rune.ToString())
                .Where(other => other != group.Key).Distinct().ToArray());

    private static int[]? CompoundOf(IReadOnlyList<NameElement> elements) => elements.Count > 1
        && elements[0].IsHan && elements[1].IsHan
        && Compounds.TryGetValue(elements[0].Folded + elements[1].Folded, out var readings) ? readings : null;

    private static string RawOf(NameText text, NameElement element)
    {
        var raw = new StringBuilder();
        foreach (var rune in text.Raw.EnumerateRunes().Skip(element.Start).Take(element.End - element.Start))
            raw.Append(rune.ToString());
        return raw.ToString();
    }
}
