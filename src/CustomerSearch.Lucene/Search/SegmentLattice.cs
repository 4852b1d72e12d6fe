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
    /// Between any two neighbouring nodes, in their order, every way takes exactly one of the steps that lead over: the
    /// rarest tokens of all such choices.
    /// </summary>
    private static TokenPostings[] BestCut(int nodes, Step[] steps)
    {
        TokenPostings[]? best = null;
        var lowest = long.MaxValue;
        for (var node = 0; node < nodes - 1; node++)
        {
            var over = new HashSet<TokenPostings>();
            foreach (var step in steps)
                if (step.From <= node && step.To > node)
                    over.Add(step.Postings);
            var sum = over.Sum(postings => (long)postings.Frequency);
            if (over.Count > 0 && sum < lowest)
                (best, lowest) = ([.. over], sum);
        }

        return best!;
    }

    private readonly record struct Step(int From, int To, TokenPostings Postings, int Length, int Penalty);
}
