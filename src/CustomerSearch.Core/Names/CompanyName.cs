using System.Collections.Frozen;

namespace CustomerSearch.Core.Names;

/// <summary>The leading places and the legal form of a company's name.</summary>
internal static class CompanyName
{
    private static readonly FrozenSet<string> LegalForms =
        EmbeddedText.Lines("legal-forms.txt").ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Places = ReadPlaces();

    private static readonly int LongestPlace = Places.Max(place => place.Length);

    private static readonly int LongestLegalForm = LegalForms.Max(form => form.Length);

    /// <summary>
    /// The elements at which the name begins again: after its leading place, and after each of several (广东省, 深圳市).
    /// None where nothing but a legal form would be left.
    /// </summary>
    public static List<int> BeginningsAfterPlaces(IReadOnlyList<NameElement> elements)
    {
        var beginnings = new List<int>();
        for (var at = 0; ;)
        {
            at += LengthOfPlaceAt(elements, at);
            if (at == elements.Count || at == beginnings.LastOrDefault() || IsLegalForm(elements, at))
                return beginnings;
            beginnings.Add(at);
        }
    }

    /// <summary>The element at which the legal form at the end begins; the number of elements where there is none.</summary>
    public static int LegalFormStart(IReadOnlyList<NameElement> elements)
    {
        for (var start = Math.Max(1, elements.Count - LongestLegalForm); start < elements.Count; start++)
            if (IsLegalForm(elements, start))
                return start;
        return elements.Count;
    }

    private static int LengthOfPlaceAt(IReadOnlyList<NameElement> elements, int start)
    {
        Span<char> text = stackalloc char[LongestPlace];
        var places = Places.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Copy(elements, start, text); length > 0; length--)
            if (places.Contains(text[..length]))
                return length;
        return 0;
    }

    private static bool IsLegalForm(IReadOnlyList<NameElement> elements, int start)
    {
        if (elements.Count - start > LongestLegalForm)
            return false;
        Span<char> text = stackalloc char[LongestLegalForm];
        var length = Copy(elements, start, text);
        return start + length == elements.Count &&
            LegalForms.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..length]);
    }

    /// <summary>The folded characters from one element on, as far as they are Han of one unit each.</summary>
    private static int Copy(IReadOnlyList<NameElement> elements, int start, Span<char> text)
    {
        var length = 0;
        while (length < text.Length && start + length < elements.Count &&
            elements[start + length] is { IsHan: true, Folded.Length: 1 } element)
            text[length++] = element.Folded[0];
        return length;
    }

    /// <summary>Each place in full and, where a stroke marks its end, in its short form.</summary>
    private static FrozenSet<string> ReadPlaces() =>
        EmbeddedText.Lines("places.txt").SelectMany(line => line.Split(' ')).SelectMany(place =>
            new[] { place.Replace("/", "", StringComparison.Ordinal), place.Split('/')[0] })
            .ToFrozenSet(StringComparer.Ordinal);
}
