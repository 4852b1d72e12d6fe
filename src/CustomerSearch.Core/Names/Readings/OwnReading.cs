using System.Diagnostics.CodeAnalysis;

namespace CustomerSearch.Core.Names;

/// <summary>How a customer reads the own name, one syllable for each of its Han characters: shan xiao ming for 单小明.</summary>
public sealed class OwnReading
{
    private readonly int[] syllables;

    private OwnReading(int[] syllables) => this.syllables = syllables;

    /// <summary>
    /// Reads syllables with blanks or apostrophes between, tone marks allowed, ü in any spelling; false where they are not
    /// exactly one for each Han character of the name.
    /// </summary>
    public static bool TryParse(string text, NameText name, [NotNullWhen(true)] out OwnReading? reading)
    {
        reading = null;
        if (!NameText.TryParse(text, out var parsed, out _))
            return false;
        var given = parsed.Elements.Select(word => Syllables.FindTyped(word.Typed)).ToArray();
        if (Array.Exists(given, syllable => syllable < 0) || given.Length != name.Elements.Count(e => e.IsHan))
            return false;
        reading = new OwnReading(given);
        return true;
    }

    /// <summary>The reading where there is a right one; null where there is none or it does not fit the name.</summary>
    public static OwnReading? Of(string? text, NameText name) =>
        text is not null && TryParse(text, name, out var reading) ? reading : null;

    /// <summary>The syllable of the n-th Han character.</summary>
    internal int At(int han) => syllables[han];
}
