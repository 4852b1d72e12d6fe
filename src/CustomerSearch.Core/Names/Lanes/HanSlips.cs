using System.Collections.Frozen;

namespace CustomerSearch.Core.Names;

/// <summary>Lane 10 for queries of Han characters alone.</summary>
internal static class HanSlips
{
    private const int FewestCharacters = 3;

    private static readonly FrozenDictionary<string, string[]> Alike = Surnames.Alternatives("look-alikes.txt");

    /// <summary>One character is another one that looks like it; from two characters on.</summary>
    public static NameMatch.Lattice? LookAlikes(IReadOnlyList<NameElement> elements)
    {
        if (elements.Count < 2)
            return null;
        var graph = new LatticeGraph();
        var chain = new Chain(graph, elements);
        for (var i = 0; i < elements.Count; i++)
            foreach (var other in Alike.GetValueOrDefault(elements[i].Folded, []))
                chain.Slip(i, i + 1, i, new LatticeItem.Han(other));
        return graph.Compile();
    }

    /// <summary>One character is wrong, missing, too much, or two are swapped; in names of three characters and more.</summary>
    public static NameMatch.Lattice? OneCharacter(IReadOnlyList<NameElement> elements)
    {
        var count = elements.Count;
        if (count < FewestCharacters)
            return null;
        var graph = new LatticeGraph();
        var chain = new Chain(graph, elements);
        for (var i = 0; i <= count; i++)
        {
            chain.Slip(i, i, i, LatticeItem.Any.One);
            if (i == count)
                break;
            chain.Slip(i, i + 1, i, LatticeItem.Any.One);
            if (count > FewestCharacters)
                chain.LeaveOut(i);
            if (i + 1 < count && elements[i].Folded != elements[i + 1].Folded)
                chain.Swap(i);
        }

        return graph.Compile();
    }

    /// <summary>The characters of a query one after another, before and after the one slip.</summary>
    private sealed class Chain
    {
        private readonly LatticeGraph graph;
        private readonly IReadOnlyList<NameElement> elements;
        private readonly int surname;

        public Chain(LatticeGraph graph, IReadOnlyList<NameElement> elements)
        {
            this.graph = graph;
            this.elements = elements;
            surname = Surnames.LengthIn(elements);
            for (var i = 0; i < elements.Count; i++)
            {
                Add(i, Before(i + 1), Item(i), 0);
                graph.Add(After(i), After(i + 1), Item(i), 0);
            }

            graph.EndWhole(After(elements.Count), elements.Count);
        }

        public void Slip(int from, int to, int changed, LatticeItem item) => Add(from, After(to), item, Penalty(changed));

        public void LeaveOut(int i)
        {
            if (i + 1 < elements.Count)
                Add(i, After(i + 2), Item(i + 1), Penalty(i));
            else
                graph.EndWhole(Before(i), elements.Count, Penalty(i));
        }

        public void Swap(int i)
        {
            var between = graph.State(("swap", i));
            Add(i, between, Item(i + 1), Penalty(i));
            graph.Add(between, After(i + 2), Item(i), 0);
        }

        private void Add(int from, int to, LatticeItem item, int penalty)
        {
            if (from == 0)
                graph.AddFirst(to, item, penalty);
            else
                graph.Add(Before(from), to, item, penalty);
        }

        private LatticeItem.Han Item(int i) => new(elements[i].Folded);

        private int Before(int i) => i == 0 ? graph.Start : graph.State((i, false));

        private int After(int i) => graph.State((i, true));

        private int Penalty(int changed) => changed < surname ? LaneScore.Surname : 0;
    }
}
