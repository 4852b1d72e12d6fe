namespace CustomerSearch.Core.Names;

/// <summary>The tokens of one name beside its plain elements: how it sounds, and what stands beside what.</summary>
internal sealed class NameSounds
{
    private const int LettersOfAlphabet = 26;
    private const int NoRank = int.MaxValue;

    private readonly IReadOnlyList<NameElement> elements;
    private readonly Reading[][] readings;

    /// <summary>The first letters of each element's readings, each with its best rank.</summary>
    private readonly (char Letter, int Rank)[][] letters;

    public NameSounds(IReadOnlyList<NameElement> elements, OwnReading? own, int legalForm)
    {
        this.elements = elements;
        readings = NameReadings.Of(elements, own, legalForm);
        letters = Array.ConvertAll(readings, FirstLetters);
    }

    /// <summary>Neighbours of a Han character: the next one, the one after, the first letter of the next one's reading.</summary>
    public void AddWritten(List<string> tokens, int at, string mark)
    {
        var element = elements[at];
        if (!element.IsHan)
            return;
        tokens.Add(mark + NameToken.Any);
        if (at + 1 == elements.Count || !elements[at + 1].IsHan)
            return;
        tokens.Add(string.Concat(mark, element.Folded, elements[at + 1].Folded));
        if (at + 2 < elements.Count && elements[at + 2].IsHan)
            tokens.Add(string.Concat(mark, element.Folded, NameToken.Around, elements[at + 2].Folded));
        foreach (var (letter, _) in letters[at + 1])
        {
            tokens.Add($"{mark}{element.Typed}{NameToken.Next}{letter}");
            if (element.Typed != element.Folded)
                tokens.Add($"{mark}{NameToken.Variant}{element.Folded}{NameToken.Next}{letter}");
        }
    }

    /// <summary>What a character sounds like: syllables, their beginnings, and both with the next one's first letter.</summary>
    public void AddRead(List<string> tokens, int at, string mark)
    {
        var next = at + 1 < letters.Length ? letters[at + 1] : [];
        foreach (var (syllable, rank) in readings[at])
        {
            tokens.Add(SoundTokens.Syllable(mark, syllable, rank));
            foreach (var (letter, _) in next)
                tokens.Add(SoundTokens.Syllable(mark, syllable, letter, rank));
        }

        AddParts(tokens, readings[at], mark);
        foreach (var (letter, rank) in letters[at])
            foreach (var (following, itsRank) in next)
                tokens.Add(SoundTokens.Initials(mark, letter, following, rank + itsRank));
    }

    /// <summary>Each beginning once, with the best rank of the syllables that begin so; they come best first.</summary>
    private static void AddParts(List<string> tokens, Reading[] readings, string mark)
    {
        for (var i = 0; i < readings.Length; i++)
        {
            var parts = Syllables.BeginningsOf(readings[i].Syllable);
            for (var part = 0; part < parts.Length; part++)
                if (!BeginsEarlier(readings, i, parts[part]))
                    tokens.Add(SoundTokens.Part(mark, readings[i].Syllable, part, readings[i].Rank));
        }
    }

    private static bool BeginsEarlier(Reading[] readings, int before, string part)
    {
        for (var i = 0; i < before; i++)
            if (Array.IndexOf(Syllables.BeginningsOf(readings[i].Syllable), part) >= 0)
                return true;
        return false;
    }

    private static (char Letter, int Rank)[] FirstLetters(Reading[] readings)
    {
        if (readings.Length == 1)
            return [(Syllables.FirstLetterOf(readings[0].Syllable), readings[0].Rank)];
        Span<int> best = stackalloc int[LettersOfAlphabet];
        best.Fill(NoRank);
        foreach (var (syllable, rank) in readings)
        {
            ref var known = ref best[Syllables.FirstLetterOf(syllable) - 'a'];
            known = Math.Min(known, rank);
        }

        var found = new List<(char, int)>(readings.Length);
        for (var i = 0; i < best.Length; i++)
            if (best[i] != NoRank)
                found.Add(((char)('a' + i), best[i]));
        return [.. found];
    }
}
