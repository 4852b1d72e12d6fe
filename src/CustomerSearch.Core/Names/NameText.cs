using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace CustomerSearch.Core.Names;

/// <summary>A name, or a query for one, as the chain of elements that it is compared by.</summary>
public sealed class NameText
{
    /// <summary>The greatest length of a name and of a query, in code points, as typed and after NFKC.</summary>
    public const int Longest = 200;

    private NameText(string raw, IReadOnlyList<NameElement> elements)
    {
        Raw = raw;
        Elements = elements;
        IsPlain = SaysNoMoreThan(raw, elements);
    }

    /// <summary>The text as it was given, unchanged.</summary>
    public string Raw { get; }

    /// <summary>At least one element, in the order of the text.</summary>
    public IReadOnlyList<NameElement> Elements { get; }

    /// <summary>The code points of all elements: of two equal hits the shorter name comes first.</summary>
    public int Length => Elements.Sum(element => element.Length);

    /// <summary>
    /// Whether the raw text is its typed elements and nothing else, one blank between two words. Of all texts with the
    /// same typed elements exactly one is plain, so two plain ones with equal elements are the identical string.
    /// </summary>
    internal bool IsPlain { get; }

    /// <summary>Reads a text; refuses it by a value and never throws, whatever the string holds.</summary>
    public static bool TryParse(string raw, [NotNullWhen(true)] out NameText? text, out NameError error)
    {
        text = null;
        error = Check(raw);
        if (error != NameError.None)
            return false;
        var elements = new NameFolding(raw, Longest).Run();
        if (elements is null)
            error = NameError.TooLong;
        else if (elements.Count == 0)
            error = NameError.NothingLeft;
        else
            text = new NameText(raw, elements);
        return text is not null;
    }

    private static NameError Check(string raw)
    {
        var codePoints = 0;
        for (var at = 0; at < raw.Length; codePoints++)
        {
            if (codePoints == Longest)
                return NameError.TooLong;
            if (!Rune.TryGetRuneAt(raw, at, out var rune))
                return NameError.LoneSurrogate;
            if (Rune.IsControl(rune) && rune.Value is not ('\t' or '\r' or '\n'))
                return NameError.ControlCharacter;
            at += rune.Utf16SequenceLength;
        }

        return NameError.None;
    }

    private static bool SaysNoMoreThan(string raw, IReadOnlyList<NameElement> elements)
    {
        var rest = raw.AsSpan();
        for (var i = 0; i < elements.Count; i++)
        {
            if (i > 0 && elements[i].IsWord && elements[i - 1].IsWord)
            {
                if (!rest.StartsWith(' '))
                    return false;
                rest = rest[1..];
            }

            if (!rest.StartsWith(elements[i].Typed, StringComparison.Ordinal))
                return false;
            rest = rest[elements[i].Typed.Length..];
        }

        return rest.IsEmpty;
    }
}
