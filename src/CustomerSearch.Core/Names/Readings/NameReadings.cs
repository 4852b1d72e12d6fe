using System.Text;

namespace CustomerSearch.Core.Names;

/// <summary>One reading of one character of a name.</summary>
/// <param name="Syllable">A number of <see cref="Syllables"/>.</param>
/// <param name="Rank">
/// 0 for the first in order: the customer's own, or that of the surname, or the usual one; 1 for the usual one behind such
/// a reading; 2 for the others.
/// </param>
internal readonly record struct Reading(int Syllable, int Rank);

/// <summary>Every reading of every element of a name: the union, in order.</summary>
internal static class NameReadings
{
    public const int WorstRank = 2;

    /// <summary>By element; empty for what is not Han or has no reading.</summary>
    /// <param name="legalForm">Where a company's legal form begins: nobody reads that in a way of his own.</param>
    public static Reading[][] Of(IReadOnlyList<NameElement> elements, OwnReading? own, int legalForm = int.MaxValue)
    {
        var readings = new Reading[elements.Count][];
        var han = 0;
        for (var i = 0; i < readings.Length; i++)
            readings[i] = elements[i].IsHan ? At(elements, i, i < legalForm ? own?.At(han++) : null) : [];
        return readings;
    }

    private static Reading[] At(IReadOnlyList<NameElement> elements, int at, int? own)
    {
        var typed = HanReadings.Of(Rune.GetRuneAt(elements[at].Typed, 0));
        var surname = at < 2 ? Surnames.ReadingsAt(elements, at) : [];
        if (own is null && typed.All.Length == 1 && elements[at].Typed == elements[at].Folded && !surname.Any())
            return [new Reading(typed.All[0], 0)];

        var folded = HanReadings.Of(Rune.GetRuneAt(elements[at].Folded, 0));
        var order = new List<Reading>();
        Add(own is { } given ? [given] : surname, 0);
        var usual = order.Count > 0 ? 1 : 0;
        Add(typed.All.Take(typed.Usual), usual);
        Add(folded.All.Take(folded.Usual), usual);
        Add(own is null ? [] : surname, WorstRank);
        Add(typed.All.Concat(folded.All), WorstRank);
        return [.. order];

        void Add(IEnumerable<int> syllables, int rank)
        {
            foreach (var syllable in syllables)
                if (!order.Exists(known => known.Syllable == syllable))
                    order.Add(new Reading(syllable, rank));
        }
    }
}
