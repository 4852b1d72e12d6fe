namespace CustomerSearch.Core.Names;

/// <summary>
/// The lanes 8 and 9: the whole name sounds the same, or similar. A character may be another one that sounds like it; a
/// typed syllable may be one that sounds similar.
/// </summary>
internal sealed class SimilarLanes(IReadOnlyList<NameElement> elements)
{
    private const int MostCountedElements = 4;

    /// <summary>Changes are counted in so many elements, so that they fit into the score.</summary>
    private const int ElementsWithChanges = LaneScore.MostChanges / 2;

    private readonly LatticeGraph graph = new();
    private readonly Reading[][] readings = NameReadings.Of(elements, own: null);
    private readonly int surname = Surnames.LengthIn(elements);

    /// <summary>Laid at lane 8; what sounds only similar costs a lane more.</summary>
    public NameMatch.Lattice? Lattice()
    {
        // Where a chain stands: element, letter in it, whether anything was only similar, how many characters it has.
        var open = new Queue<(int Element, int Letter, bool Similar, int Count)>([(0, 0, false, 0)]);
        var seen = new HashSet<(int, int, bool, int)>();
        while (open.TryDequeue(out var at))
        {
            foreach (var (to, item, penalty) in StepsFrom(at.Element, at.Letter, at.Similar, at.Count))
            {
                if (at is (0, 0, _, _))
                    graph.AddFirst(graph.State(to), item, penalty);
                else
                    graph.Add(graph.State(at), graph.State(to), item, penalty);
                if (!seen.Add(to))
                    continue;
                if (to.Element == elements.Count)
                    graph.EndWhole(graph.State(to), to.Count);
                else
                    open.Enqueue(to);
            }
        }

        return graph.Compile();
    }

    private IEnumerable<((int Element, int Letter, bool Similar, int Count) To, LatticeItem Item, int Penalty)> StepsFrom(
        int i, int letter, bool similar, int count)
    {
        var element = elements[i];
        var next = Math.Min(count + 1, MostCountedElements);
        if (letter == 0)
            yield return ((i + 1, 0, similar, next), FuzzyLanes.ItemOf(element), 0);
        if (element.IsHan)
        {
            foreach (var (syllable, rank) in readings[i])
                foreach (var (other, changes) in SimilarSounds.Of(syllable))
                    yield return ((i + 1, 0, similar || changes > 0, next), new LatticeItem.Sound(other),
                        Penalty(i, Math.Max(changes, 1), !similar && changes > 0) + (i < ElementsWithChanges ? rank * LaneScore.Rank : 0));
        }
        else if (element.IsWord)
        {
            var letters = new LetterCuts(element.Typed);
            foreach (var (syllable, end) in letters.SyllablesAt(letter))
                foreach (var (other, changes) in SimilarSounds.Of(syllable))
                    yield return (
                        end == letters.Length ? (i + 1, 0, similar || changes > 0, next) : (i, end, similar || changes > 0, next),
                        new LatticeItem.Sound(other),
                        changes == 0 ? 0 : Penalty(count, changes, !similar));
        }
    }

    private int Penalty(int element, int changes, bool firstSimilar) =>
        (element < ElementsWithChanges ? changes * LaneScore.Change : 0)
        + (element < surname ? LaneScore.Surname : 0)
        + (firstSimilar ? LaneScore.Lane : 0);
}
