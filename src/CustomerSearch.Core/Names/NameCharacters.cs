using System.Globalization;

namespace CustomerSearch.Core.Names;

/// <summary>What each code point is to a name. Everything here is by code point, never by <c>char</c>.</summary>
internal static class NameCharacters
{
    /// <summary>ㆍ: a middle dot that NFKC would turn into a vowel of an old Korean syllable.</summary>
    public const char KoreanDot = '\u318D';

    /// <summary>What people type inside names, and quotation marks that Unicode does not classify as such.</summary>
    private const string Separators = "·•・‧∙⋅.。'\"`´ʻʼ′″";

    /// <summary>Han characters of all planes, with 々 and 〇, which stand in names like any other.</summary>
    public static bool IsHan(int code) => code switch
    {
        < 0x3005 => false,
        0x3005 or 0x3007 => true,
        < 0x3400 => false,
        < 0x4DC0 => true,
        < 0x4E00 => false,
        < 0xA000 => true,
        < 0xF900 => false,
        < 0xFB00 => true,
        _ => code is >= 0x20000 and < 0x40000,
    };

    /// <summary>Blanks, brackets, quotation marks, dashes and dots; tab, CR and LF are blanks.</summary>
    public static bool IsSeparator(int code, UnicodeCategory category) => category switch
    {
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or
        UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation or UnicodeCategory.DashPunctuation or
        UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or
        UnicodeCategory.ConnectorPunctuation or UnicodeCategory.Control => true,
        _ => code <= char.MaxValue && Separators.Contains((char)code),
    };

    public static bool IsLetterOrDigit(UnicodeCategory category) =>
        category is <= UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber or
        UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    public static bool IsMark(UnicodeCategory category) => category is UnicodeCategory.NonSpacingMark or
        UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    /// <summary>Letters whose marks are dropped: the Latin script, whatever the block.</summary>
    public static bool IsLatin(int code) => code is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or
        (>= 0xC0 and < 0x2B0 and not 0xD7 and not 0xF7) or (>= 0x1E00 and < 0x1F00) or
        (>= 0x2C60 and < 0x2C80) or (>= 0xA722 and < 0xA800) or (>= 0xAB30 and < 0xAB70);

    /// <summary>Invisible: format and zero-width characters, fillers, variation selectors.</summary>
    public static bool IsInvisible(int code, UnicodeCategory category) => category == UnicodeCategory.Format ||
        code is 0x34F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x3164 or 0xFFA0 or
        (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>
    /// Whether NFKC may join this code point to the one before: marks, the parts of Korean syllables, half-width voice
    /// marks. Between any two others a text may be cut and normalised piece by piece.
    /// </summary>
    public static bool JoinsTheOneBefore(int code, UnicodeCategory category) => IsMark(category) ||
        code is (>= 0x1160 and <= 0x11FF) or (>= 0xD7B0 and <= 0xD7FF) or
        (>= 0x3131 and <= 0x318E and not KoreanDot) or (>= 0xFF9E and <= 0xFFDC);

    /// <summary>Neither changed by NFKC nor joined to a neighbour: ASCII and the main Han blocks.</summary>
    public static bool StandsAlone(char unit) => (int)unit is
        (>= 0x20 and < 0x7F) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF);
}
