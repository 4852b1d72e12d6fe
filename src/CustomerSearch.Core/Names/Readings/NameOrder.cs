namespace CustomerSearch.Core.Names;

/// <summary>Where a name stands among others when they are sorted by their readings.</summary>
public static class NameOrder
{
    private const int Letters = 12;
    private const int BitsOfLetter = 5;
    private const int Digit = 27;
    private const int Other = 31;

    /// <summary>
    /// The first twelve letters of the first reading, five bits each from the most significant on: a to z are 1 to 26, a digit
    /// 27, anything without letters 31, nothing 0.
    /// </summary>
    public static long Of(NameText name, OwnReading? own)
    {
        var readings = NameReadings.Of(name.Elements, own);
        var (key, free) = (0L, Letters);
        for (var i = 0; i < readings.Length && free > 0; i++)
        {
            var text = readings[i] is [var first, ..] ? Syllables.TextOf(first.Syllable) : name.Elements[i].Typed;
            foreach (var rune in text.EnumerateRunes())
            {
                if (free-- == 0)
                    return key;
                key = (key << BitsOfLetter) | (long)Code(rune.Value);
            }
        }

        return key << (BitsOfLetter * free);
    }

    private static int Code(int letter) => letter switch
    {
        >= 'a' and <= 'z' => letter - 'a' + 1,
        'ü' => 'v' - 'a' + 1,
        >= '0' and <= '9' => Digit,
        _ => Other,
    };
}
