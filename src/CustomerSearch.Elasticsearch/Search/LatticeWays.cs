using CustomerSearch.Core.Names;

namespace CustomerSearch.Elasticsearch.Search;

/// <summary>One phrase of a lattice: by position the tokens of which one must stand there; null where anything may.</summary>
/// <param name="Positions">From the first to the last that says something.</param>
/// <param name="Penalty">What it takes from the score.</param>
internal sealed record LatticeWay(IReadOnlyList<IReadOnlyList<string>?> Positions, int Penalty);

/// <summary>Writes the ways of a lattice out as phrases. Steps between the same nodes for the same price are one.</summary>
internal sealed class LatticeWays
{
    private readonly int nodes;
    private readonly List<Arc>[] arcs;

    /// <param name="lattice">The lattice.</param>
    /// <param name="priced">Whether penalties are told apart.</param>
    public LatticeWays(NameMatch.Lattice lattice, bool priced)
    {
        nodes = lattice.Nodes;
        arcs = new List<Arc>[nodes];
        for (var node = 0; node < nodes; node++)
            arcs[node] = [];
        foreach (var group in lattice.Steps.GroupBy(step => (step.From, step.To, step.Length, Penalty: priced ? step.Penalty : 0)))
        {
            var (from, to, length, penalty) = group.Key;
            var second = group.Select(step => step.Second).ToList();
            arcs[from].Add(new Arc(
                to, [.. group.Select(step => step.Token).Distinct()],
                second.Exists(tokens => tokens.Count == 0) ? [] : [.. second.SelectMany(tokens => tokens).Distinct()], length, penalty));
        }

        Positions = CountPositions();
    }

    /// <summary>How many positions all ways have together: what they cost an engine to ask for.</summary>
    public double Positions { get; }

    /// <summary>Every way. Only to be asked for where <see cref="Positions"/> is small.</summary>
    public IReadOnlyList<LatticeWay> All()
    {
        var found = new List<LatticeWay>();
        Walk(0, [], 0);
        return found;

        void Walk(int node, List<IReadOnlyList<string>?> positions, int penalty)
        {
            if (node == nodes - 1)
            {
                found.Add(new LatticeWay([.. positions.Take(positions.FindLastIndex(tokens => tokens is not null) + 1)], penalty));
                return;
            }

            foreach (var arc in arcs[node])
            {
                var before = positions.Count;
                positions.Add(arc.Tokens);
                positions.AddRange(Enumerable.Repeat<IReadOnlyList<string>?>(null, arc.Length - 1));
                Walk(arc.To, positions, penalty + arc.Penalty);
                positions.RemoveRange(before, positions.Count - before);
            }
        }
    }

    /// <summary>
    /// Few phrases that find everybody whom the lattice finds, and some more: for each length of a way one, whose
    /// positions have every token that stands there on a way of this length.
    /// </summary>
    public IReadOnlyList<LatticeWay> Outlines()
    {
        var lengths = new SortedSet<int>[nodes];
        for (var node = nodes - 1; node >= 0; node--)
            lengths[node] = node == nodes - 1 ? [0] : [.. arcs[node].SelectMany(arc => lengths[arc.To].Select(rest => rest + arc.Length))];
        return [.. lengths[0].Select(length => Outline(length, lengths))];
    }

    private LatticeWay Outline(int length, SortedSet<int>[] lengths)
    {
        var tokens = new HashSet<string>[length];
        var open = new bool[length];
        var reached = new HashSet<int>[nodes];
        for (var node = 0; node < nodes; node++)
            reached[node] = node == 0 ? [0] : [];
        for (var node = 0; node < nodes - 1; node++)
            foreach (var at in reached[node])
                foreach (var arc in arcs[node].Where(arc => lengths[arc.To].Contains(length - at - arc.Length)))
                {
                    (tokens[at] ??= []).UnionWith(arc.Tokens);
                    for (var covered = at + 1; covered < at + arc.Length; covered++)
                    {
                        open[covered] |= arc.Second.Count == 0;
                        (tokens[covered] ??= []).UnionWith(arc.Second);
                    }

                    reached[arc.To].Add(at + arc.Length);
                }

        List<IReadOnlyList<string>?> positions = [.. tokens.Select((here, at) => open[at] ? null : (string[])[.. here])];
        return new LatticeWay([.. positions.Take(positions.FindLastIndex(here => here is not null) + 1)], 0);
    }

    private double CountPositions()
    {
        var ways = new double[nodes];
        var positions = new double[nodes];
        ways[^1] = 1;
        for (var node = nodes - 2; node >= 0; node--)
            foreach (var arc in arcs[node])
            {
                ways[node] += ways[arc.To];
                positions[node] += positions[arc.To] + ways[arc.To];
            }

        return positions[0];
    }

    private sealed record Arc(int To, IReadOnlyList<string> Tokens, IReadOnlyList<string> Second, int Length, int Penalty);
}
