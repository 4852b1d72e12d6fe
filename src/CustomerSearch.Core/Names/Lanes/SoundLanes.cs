namespace CustomerSearch.Core.Names;

/// <summary>
/// The lanes 4 to 6 of a query with letters in it: a chain of Han characters as typed, syllables, initials and whole
/// words, each element bound to one of the name, in every way the letters can be cut.
/// </summary>
/// <param name="query">The query.</param>
/// <param name="count">How many of its elements are looked for: all, or those before an honorific.</param>
internal sealed class SoundLanes(NameText query, int count)
{
    private readonly LatticeGraph graph = new();

    private readonly Dictionary<int, LetterCuts> cuts = Enumerable.Range(0, count)
        .Where(i => query.Elements[i].IsWord).ToDictionary(i => i, i => new LetterCuts(query.Elements[i].Typed));

    /// <summary>One lattice for all three lanes; none where there are no letters to cut.</summary>
    public NameWay? Way()
    {
        if (cuts.Count == 0)
            return null;
        AddWhole();
        AddChain();
        return graph.Compile() is { } lattice ? new NameWay(LaneScore.Sounds, 0, lattice) : null;
    }

    /// <summary>Lane 4: from the first character to the end, every syllable whole.</summary>
    private void AddWhole()
    {
        for (var i = 0; i < count; i++)
        {
            var mark = i == 0 ? NameToken.First : null;
            var (from, to) = (i == 0 ? graph.Start : graph.State(("whole", i, 0)), graph.State(("whole", i + 1, 0)));
            graph.Add(from, to, new LatticeItem.Typed(query.Elements[i], PenaltyOfVariant(i)), 0, mark);
            if (!cuts.TryGetValue(i, out var letters))
                continue;
            for (var at = 0; at < letters.Length; at++)
                foreach (var (syllable, end) in letters.SyllablesAt(at))
                    graph.Add(
                        at == 0 ? from : graph.State(("whole", i, at)),
                        end == letters.Length ? to : graph.State(("whole", i, end)),
                        new LatticeItem.Sound(syllable), 0, at == 0 ? mark : null);
        }

        graph.EndAt(graph.State(("whole", count, 0)), NameToken.End);
    }

    /// <summary>Lanes 5 and 6: from any character, to wherever the chain ends.</summary>
    private void AddChain()
    {
        for (var i = 0; i < count; i++)
        {
            Add(i, 0, i + 1, 0, new LatticeItem.Typed(query.Elements[i], PenaltyOfVariant(i)), 0);
            if (cuts.TryGetValue(i, out var letters))
                AddLetters(i, letters);
        }

        graph.EndAt(graph.State((count, 0, false)), null);
        graph.EndAt(graph.State((count, 0, true)), null);
    }

    private void AddLetters(int i, LetterCuts letters)
    {
        var isLast = i == count - 1;
        if (isLast && query.Elements[i].Length <= NameToken.LongestBeginning)
            Add(i, 0, i + 1, 0, new LatticeItem.BeginningOfWord(letters.Text), 1);
        for (var at = 0; at < letters.Length; at++)
        {
            foreach (var (syllable, end) in letters.SyllablesAt(at))
                Add(i, at, i, end, new LatticeItem.Sound(syllable), 0);
            if (letters.IsInitial(at))
                AddInitial(i, at, letters);
            if (letters.IsLongInitial(at))
                Add(i, at, i, at + 2, new LatticeItem.Part(letters.Text.Substring(at, 2)), 1);
            if (isLast && letters.BeginningFrom(at) is { } beginning)
                Add(i, at, i, letters.Length, new LatticeItem.Part(beginning), 1);
        }
    }

    /// <summary>
    /// Of single letters two by two are taken together: the pair is a token of its own. So one alone stands only where no
    /// other follows, which its state remembers.
    /// </summary>
    private void AddInitial(int i, int at, LetterCuts letters)
    {
        Add(i, at, i, at + 1, new LatticeItem.Part(letters.Text.Substring(at, 1)), 1, single: true);
        var (word, next) = Normal(i, at + 1);
        if (word < count && cuts.TryGetValue(word, out var following) && following.IsInitial(next))
            Add(i, at, word, next + 1, new LatticeItem.Initials(letters.Text[at], following.Text[next]), 2);
    }

    private void Add(int i, int at, int toWord, int toLetter, LatticeItem item, int parts, bool single = false)
    {
        var to = Normal(toWord, toLetter);
        var target = graph.State((to.Word, to.Letter, single));
        var penalty = (ItemTokens.LengthOf(item) * LaneScore.Element) + (parts * LaneScore.Part);
        var startsAlone = item is LatticeItem.Part { Letters.Length: 1 } or LatticeItem.Initials;
        if (i > 0 || at > 0)
        {
            graph.Add(graph.State((i, at, false)), target, item, penalty);
            if (!startsAlone)
                graph.Add(graph.State((i, at, true)), target, item, penalty);
            return;
        }

        graph.Add(graph.Start, target, item, LaneScore.Lane + penalty, NameToken.First);
        graph.Add(graph.Start, target, item, LaneScore.Lane + LaneScore.Change + penalty, NameToken.AfterPlace);
        if (!(item is LatticeItem.Part { Letters.Length: 1 } && to == (count, 0)))
            graph.Add(graph.Start, target, item, (2 * LaneScore.Lane) + penalty, "");
    }

    private (int Word, int Letter) Normal(int word, int letter) =>
        cuts.TryGetValue(word, out var letters) && letter == letters.Length ? (word + 1, 0) : (word, letter);

    /// <summary>As many variants as the score can count; more cost nothing more.</summary>
    private int PenaltyOfVariant(int element)
    {
        var counted = query.Elements.Take(element).Count(e => e.HasVariants);
        return counted < LaneScore.MostChanges - 1 ? LaneScore.Change : 0;
    }
}
