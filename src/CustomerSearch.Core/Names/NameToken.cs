using System.Globalization;

namespace CustomerSearch.Core.Names;

/// <summary>
/// The tokens of the stream. A plain token is the element as typed; a marked one begins with one or two of the marks
/// below. A symbol is always a token of one code point and a word holds no symbol, so no text can imitate a mark.
/// No token holds a blank or a <c>|</c>: the stream can be written as one line and split again.
/// </summary>
internal static class NameToken
{
    /// <summary>The standard form of a character that was typed in another form.</summary>
    public const string Variant = "~";

    /// <summary>What the name begins with.</summary>
    public const string First = "^";

    /// <summary>What a company's name begins with after a leading place.</summary>
    public const string AfterPlace = ">";

    /// <summary>How a character of a company's legal form sounds: nothing begins there by its sound.</summary>
    public const string LegalForm = "`";

    /// <summary>The beginning of a word.</summary>
    public const string Beginning = "/";

    /// <summary>Between two Han characters, in their standard forms, that stand around a third.</summary>
    public const string Around = "_";

    /// <summary>Before the first letter of the next character's reading.</summary>
    public const string Next = ".";

    /// <summary>Any Han character.</summary>
    public const string Any = "??";

    /// <summary>Any element of a company's name.</summary>
    public const string AnyOfCompany = ";;";

    /// <summary>The end of every name.</summary>
    public const string End = "$.";

    /// <summary>Where the legal form of a company's name begins.</summary>
    public const string EndBeforeLegalForm = "$,";

    /// <summary>The longest indexed beginning of a word, in code points: longer ones find whole words only.</summary>
    public const int LongestBeginning = 24;

    /// <summary>Also at the end of a name whose raw text is plain (<see cref="NameText.IsPlain"/>).</summary>
    private const string PlainEnd = "$=";

    public static string Typed(NameElement element) => element.Typed is "|" ? "｜" : element.Typed;

    /// <summary>
    /// Also at the end of the names with this raw text. Thirty-two bits are enough: the token counts only behind all
    /// elements of the name as typed, so it need tell apart no more than the spellings of one name.
    /// </summary>
    public static string IdenticalEnd(NameText name) => name.IsPlain ? PlainEnd : "$" + Hash(name.Raw);

    /// <summary>Whether a token says what an element is, so that it is shown as matched.</summary>
    public static bool SaysWhat(string token) =>
        token.Length == 1 || !(token[0] == '$' || token.EndsWith(Any, StringComparison.Ordinal) || token == AnyOfCompany);

    /// <summary>How many code points of a word a token asks for; null where it is not the beginning of a word.</summary>
    public static int? PartOf(string token)
    {
        var at = token.StartsWith(First, StringComparison.Ordinal) || token.StartsWith(AfterPlace, StringComparison.Ordinal) ? 1 : 0;
        return token.Length > at + 1 && token[at] == Beginning[0] ? token[(at + 1)..].EnumerateRunes().Count() : null;
    }

    /// <summary>FNV-1a over the UTF-16 units: the same on every machine and in every process.</summary>
    private static string Hash(string raw)
    {
        var hash = 2166136261u;
        foreach (var unit in raw)
            hash = unchecked((hash ^ unit) * 16777619);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>The beginnings of a word: from one code point to all but one, or to the longest indexed.</summary>
    public static IEnumerable<string> BeginningsOf(string word)
    {
        var length = 0;
        var codePoints = 0;
        foreach (var rune in word.EnumerateRunes())
        {
            if (codePoints > 0)
                yield return string.Concat(Beginning, word.AsSpan(0, length));
            if (codePoints++ == LongestBeginning)
                yield break;
            length += rune.Utf16SequenceLength;
        }
    }
}
