namespace CustomerSearch.Core.Names;

/// <summary>
/// Lane 10 for queries of letters: one slip of the hand in the whole joined reading, blanks ignored. A letter is missing,
/// too much, or two are swapped; one is wrong only where the query cannot be cut into syllables. The first letter stands.
/// </summary>
internal sealed class LetterSlips
{
    private const int FewestLetters = 4;
    private const int MostCountedElements = 4;

    private readonly LatticeGraph graph = new();
    private readonly LetterCuts letters;
    private readonly string text;
    private readonly bool mayBeWrong;

    public LetterSlips(IReadOnlyList<NameElement> elements)
    {
        text = string.Concat(elements.Select(element => element.Typed)).Replace('ü', 'v');
        letters = new LetterCuts(text);
        mayBeWrong = !elements.All(element => new LetterCuts(element.Typed).IsWhole());
    }

    public NameMatch.Lattice? Lattice()
    {
        if (text.Length < FewestLetters || text.Any(letter => letter is < 'a' or > 'z'))
            return null;
        var ends = PlacesBeforeAWholeRest();
        var open = new Queue<(int Letter, bool Slipped, int Count)>([(0, false, 0)]);
        var seen = new HashSet<(int, bool, int)>();
        while (open.TryDequeue(out var at))
        {
            var next = Math.Min(at.Count + 1, MostCountedElements);
            foreach (var (syllable, end) in letters.SyllablesAt(at.Letter))
                Add(at, (end, at.Slipped, next), syllable, 0);
            if (at.Slipped)
                continue;
            AddSlips(at, next, ends);
            AddSwaps(at, next, ends);
        }

        return graph.Compile();

        void Add((int, bool, int) from, (int Letter, bool Slipped, int Count) to, int syllable, int penalty)
        {
            Step(from, graph.State(to), syllable, penalty);
            Open(to);
        }

        void Open((int Letter, bool Slipped, int Count) to)
        {
            if (!seen.Add(to))
                return;
            if (to is { Slipped: true } && to.Letter == text.Length)
                graph.EndWhole(graph.State(to), to.Count);
            open.Enqueue(to);
        }

        void AddSlips((int Letter, bool Slipped, int Count) at, int next, bool[] ends)
        {
            for (var end = at.Letter; end <= Math.Min(text.Length, at.Letter + Syllables.Longest + 1); end++)
                if (ends[end])
                    for (var syllable = 0; syllable < Syllables.Count; syllable++)
                        if (IsOneSlip(at.Letter, end, Syllables.TextOf(syllable)))
                            Add(at, (end, true, next), syllable, at.Letter == 0 ? LaneScore.Surname : 0);
        }

        // The letters on both sides of a boundary between two syllables.
        void AddSwaps((int Letter, bool Slipped, int Count) at, int next, bool[] ends)
        {
            for (var cut = at.Letter + 1; cut < Math.Min(text.Length, at.Letter + Syllables.Longest + 1); cut++)
            {
                var first = Syllables.Find(string.Concat(text.AsSpan(at.Letter, cut - 1 - at.Letter), text.AsSpan(cut, 1)));
                if (first < 0 || cut == 1 || text[cut - 1] == text[cut])
                    continue;
                for (var end = cut + 1; end <= Math.Min(text.Length, cut + Syllables.Longest); end++)
                {
                    var second = Syllables.Find(string.Concat(text.AsSpan(cut - 1, 1), text.AsSpan(cut + 1, end - cut - 1)));
                    if (second < 0 || !ends[end])
                        continue;
                    var between = graph.State(("swap", at, cut));
                    Step(at, between, first, at.Letter == 0 ? LaneScore.Surname : 0);
                    (int, bool, int) to = (end, true, Math.Min(next + 1, MostCountedElements));
                    graph.Add(between, graph.State(to), new LatticeItem.Sound(second), 0);
                    Open(to);
                }
            }
        }
    }

    private void Step((int Letter, bool Slipped, int Count) from, int to, int syllable, int penalty)
    {
        var item = new LatticeItem.Sound(syllable);
        if (from.Count == 0)
            graph.AddFirst(to, item, penalty);
        else
            graph.Add(graph.State(from), to, item, penalty);
    }

    private bool[] PlacesBeforeAWholeRest()
    {
        var places = new bool[text.Length + 1];
        places[text.Length] = true;
        for (var at = text.Length - 1; at >= 0; at--)
            places[at] = letters.SyllablesAt(at).Any(syllable => places[syllable.End]);
        return places;
    }

    private bool IsOneSlip(int start, int end, string syllable)
    {
        var typed = text.AsSpan(start, end - start);
        if (start == 0 && (typed.IsEmpty || typed[0] != syllable[0]))
            return false;
        var same = typed.CommonPrefixLength(syllable);
        var rest = typed[same..];
        var wanted = syllable.AsSpan(same);
        return (typed.Length - syllable.Length) switch
        {
            -1 => rest.SequenceEqual(wanted[1..]),
            1 => rest[1..].SequenceEqual(wanted),
            0 when wanted.Length > 1 && rest[0] == wanted[1] && rest[1] == wanted[0] => rest[2..].SequenceEqual(wanted[2..]),
            0 when wanted.Length > 0 => mayBeWrong && rest[1..].SequenceEqual(wanted[1..]),
            _ => false,
        };
    }
}
