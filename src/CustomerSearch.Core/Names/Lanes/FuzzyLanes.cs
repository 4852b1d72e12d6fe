namespace CustomerSearch.Core.Names;

/// <summary>The lanes 7 to 10 of a query: what is written, sounds or was meant otherwise than it was typed.</summary>
/// <param name="query">The query.</param>
/// <param name="count">How many of its elements are looked for: all, or those before an honorific.</param>
internal sealed class FuzzyLanes(NameText query, int count)
{
    private readonly IReadOnlyList<NameElement> elements = [.. query.Elements.Take(count)];

    public IEnumerable<NameWay> Ways()
    {
        if (Surnames.VariantsOf(elements[0].Folded) is { Count: > 0 } variants && elements[0].IsHan
            && OtherSurname(variants) is { } other)
            yield return new NameWay(LaneScore.VariantSurname, 0, other);
        if (new SimilarLanes(elements).Lattice() is { } similar)
            yield return new NameWay(LaneScore.Homophone, 0, similar);
        if (elements.All(element => element.IsHan))
        {
            if (HanSlips.LookAlikes(elements) is { } lookAlikes)
                yield return Slip(lookAlikes, "形近字");
            if (HanSlips.OneCharacter(elements) is { } one)
                yield return Slip(one, "差一字");
        }

        if (elements.All(element => element.IsWord))
        {
            if (new LetterSlips(elements).Lattice() is { } letters)
                yield return Slip(letters, "拼音差一个字母");
            if (WordOrder() is { } order)
                yield return Slip(order, "词序不同");
        }
    }

    private static NameWay Slip(NameMatch match, string reason) =>
        new(LaneScore.Slip, LaneScore.Change, match) { Reason = reason };

    private NameMatch.Lattice? OtherSurname(IReadOnlyList<string> variants)
    {
        var graph = new LatticeGraph();
        foreach (var variant in variants)
            graph.AddFirst(graph.State(1), new LatticeItem.Han(variant), 0);
        for (var i = 1; i < count; i++)
            graph.Add(graph.State(i), graph.State(i + 1), ItemOf(elements[i]), 0);
        graph.EndWhole(graph.State(count), count);
        return graph.Compile();
    }

    /// <summary>Latin words with the last one first or the first one last, as the whole name.</summary>
    private NameMatch.Lattice? WordOrder()
    {
        if (count < 2)
            return null;
        var graph = new LatticeGraph();
        foreach (var (number, order) in ((IEnumerable<NameElement>[])
            [elements.TakeLast(1).Concat(elements.SkipLast(1)), elements.Skip(1).Append(elements[0])]).Index())
        {
            var state = graph.Start;
            foreach (var (i, word) in order.Index())
            {
                var next = graph.State((number, i));
                graph.Add(state, next, ItemOf(word), 0, i == 0 ? NameToken.First : null);
                state = next;
            }

            graph.EndAt(state, NameToken.End);
        }

        return graph.Compile();
    }

    /// <summary>An element in whatever form.</summary>
    internal static LatticeItem ItemOf(NameElement element) =>
        element.IsHan ? new LatticeItem.Han(element.Folded) : new LatticeItem.Typed(element, 0);
}

/// <summary>Where the fuzzy lanes lay a query: at the whole name, a company's with or without place and legal form.</summary>
internal static class WholeNames
{
    private const int FewestForABeginning = 4;

    /// <summary>The first item, at the beginning of a name or after the place of a company's.</summary>
    public static void AddFirst(this LatticeGraph graph, int to, LatticeItem item, int penalty)
    {
        graph.Add(graph.Start, to, item, penalty, NameToken.First);
        graph.Add(graph.Start, to, item, penalty, NameToken.AfterPlace);
    }

    /// <summary>The last element stands at the end, or before the legal form; of four and more, anywhere in a company.</summary>
    public static void EndWhole(this LatticeGraph graph, int state, int elements, int penalty = 0)
    {
        graph.EndAt(state, NameToken.End, penalty);
        graph.EndAt(state, NameToken.EndBeforeLegalForm, penalty);
        if (elements >= FewestForABeginning)
            graph.EndAt(state, NameToken.AnyOfCompany, penalty);
    }
}
