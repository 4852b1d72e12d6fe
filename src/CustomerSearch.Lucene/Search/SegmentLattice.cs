using CustomerSearch.Core.Names;

namespace CustomerSearch.Lucene.Search;

/// <summary>What is left of a lattice in one segment: the steps whose tokens it has, as far as they lead from start to end.</summary>
internal sealed class SegmentLattice
{
    private readonly Step[] steps;

    /// <summary>By node the positions that a way has reached, each with the penalty of the cheapest.</summary>
    private readonly List<(int At, int Penalty)>?[] reached;

    private SegmentLattice(int nodes, Step[] steps)
    {
        this.steps = steps;
        reached = new List<(int, int)>?[nodes];
        Lead = BestCut(nodes, steps);
    }

    /// <summary>Tokens of which every match has one, as rare as can be.</summary>
    public TokenPostings[] Lead { get; }

    public static SegmentLattice? Of(NameMatch.Lattice lattice, SegmentTokens tokens)
    {
        var left = new List<Step>(lattice.Steps.Count);
        var fromStart = new bool[lattice.Nodes];
        fromStart[0] = true;
        foreach (var step in lattice.Steps)
        {
            if (!fromStart[step.From] || tokens.Open(step.Token) is not { } postings)
                continue;
            fromStart[step.To] = true;
            left.Add(new Step(step.From, step.To, postings, step.Length, step.Penalty));
        }

        var toEnd = new bool[lattice.Nodes];
        toEnd[^1] = true;
        for (var i = left.Count - 1; i >= 0; i--)
        {
            if (toEnd[left[i].To])
                toEnd[left[i].From] = true;
            else
                left.RemoveAt(i);
        }

        return left.Count == 0 ? null : new SegmentLattice(lattice.Nodes, [.. left]);
    }

    /// <summary>The penalty of the cheapest way through a document; -1 where there is none.</summary>
    public int CheapestIn(int document)
    {
        foreach (ref readonly var step in steps.AsSpan())
        {
            if (step.From == 0)
            {
                foreach (var at in step.Postings.In(document))
                    Reach(step.To, at + step.Length, step.Penalty);
            }
            else if (reached[step.From] is { Count: > 0 } places)
            {
                foreach (var at in step.Postings.In(document))
                    foreach (var (place, penalty) in places)
                        if (place == at)
                            Reach(step.To, at + step.Length, penalty + step.Penalty);
            }
        }

        var cheapest = -1;
        foreach (var (_, penalty) in reached[^1] ?? [])
            if (cheapest < 0 || penalty < cheapest)
                cheapest = penalty;
        foreach (var places in reached)
            places?.Clear();
        return cheapest;
    }

    private void Reach(int node, int at, int penalty)
    {
        var places = reached[node] ??= [];
        for (var i = 0; i < places.Count; i++)
            if (places[i].At == at)
            {
                if (penalty < places[i].Penalty)
                    places[i] = (at, penalty);
                return;
            }

        places.Add((at, penalty));
    }

    /// <summary>
    /// Where every step leads upwards in some order of the nodes, every way takes a step that leads from one value or below
    /// to above it: the rarest tokens of all such choices. Orders are the numbers and the distance from start and end.
    /// </summary>
    private static TokenPostings[] BestCut(int nodes, Step[] steps)
    {
        var numbers = Enumerable.Range(0, nodes).ToArray();
        var fromStart = new int[nodes];
        foreach (var step in steps)
            fromStart[step.To] = Math.Max(fromStart[step.To], fromStart[step.From] + 1);
        var fromEnd = new int[nodes];
        foreach (var step in steps.Reverse())
            fromEnd[step.From] = Math.Min(fromEnd[step.From], fromEnd[step.To] - 1);

        var (best, lowest) = ((HashSet<TokenPostings>)[], long.MaxValue);
        foreach (var order in (int[][])[numbers, fromStart, fromEnd])
            foreach (var value in order.Distinct())
            {
                var over = new HashSet<TokenPostings>();
                foreach (var step in steps)
                    if (order[step.From] <= value && order[step.To] > value)
                        over.Add(step.Postings);
                var sum = over.Sum(postings => (long)postings.Frequency);
                if (over.Count > 0 && sum < lowest)
                    (best, lowest) = (over, sum);
            }

        return [.. best];
    }

    private readonly record struct Step(int From, int To, TokenPostings Postings, int Length, int Penalty);
}
