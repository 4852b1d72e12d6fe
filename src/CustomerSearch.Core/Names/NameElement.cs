using System.Text;

namespace CustomerSearch.Core.Names;

/// <summary>
/// One link of a name: a Han character, a word (a run of other letters and digits, of whatever script), or a symbol:
/// one code point of what is left (emoji, private use, punctuation that separates nothing, such as * ? : and commas).
/// </summary>
public sealed class NameElement
{
    /// <summary>Where each code point of a word ends in the raw text; null for what is not a word.</summary>
    private readonly int[]? ends;

    private NameElement(string typed, string folded, bool isHan, int start, int end, int[]? ends)
    {
        Typed = typed;
        Folded = folded;
        IsHan = isHan;
        Start = start;
        End = end;
        this.ends = ends;
    }

    /// <summary>As typed, in NFKC and lower case, the marks of Latin letters dropped (ü stays ü).</summary>
    public string Typed { get; }

    /// <summary>The standard form of a Han character; anything else as typed.</summary>
    public string Folded { get; }

    public bool IsHan { get; }

    public bool IsWord => ends is not null;

    /// <summary>The code points of a word; 1 for what is not a word.</summary>
    public int Length => ends?.Length ?? 1;

    /// <summary>Whether names exist that differ from this element only by a variant form.</summary>
    public bool HasVariants { get; private init; }

    /// <summary>The first code point of the raw text that belongs to this element.</summary>
    public int Start { get; }

    /// <summary>The code point of the raw text after the last of this element.</summary>
    public int End { get; }

    /// <summary>The code point of the raw text after the first so many code points of a word.</summary>
    public int EndOf(int codePoints) => ends is null ? End : ends[codePoints - 1];

    internal static NameElement Han(Rune character, int start, int end)
    {
        var typed = character.ToString();
        if (!HanVariants.HasVariants(character))
            return new NameElement(typed, typed, true, start, end, null);
        var standard = HanVariants.Fold(character);
        var folded = standard == character ? typed : standard.ToString();
        return new NameElement(typed, folded, true, start, end, null) { HasVariants = true };
    }

    internal static NameElement Word(string typed, int start, int[] ends) =>
        new(typed, typed, false, start, ends[^1], ends);

    internal static NameElement Symbol(Rune symbol, int start, int end)
    {
        var typed = symbol.ToString();
        return new NameElement(typed, typed, false, start, end, null);
    }
}
