namespace CustomerSearch.Core.Names;

/// <summary>One step of a lattice: a token that stands at the position reached so far.</summary>
/// <param name="From">The node it leaves.</param>
/// <param name="To">The node it leads to, always a greater one.</param>
/// <param name="Token">What must stand there.</param>
/// <param name="Length">How many positions it goes on: 1, or 2 for a token that speaks of the next one too.</param>
/// <param name="Penalty">What it takes from the score.</param>
public readonly record struct LatticeStep(int From, int To, string Token, int Length, int Penalty)
{
    /// <summary>The tokens of which one stands at the second position; empty where there is none or nothing is known of it.</summary>
    public IReadOnlyList<string> Second => Length == 2 ? SoundTokens.SecondOf(Token) : [];
}

/// <summary>The cheapest way through a lattice over one stream.</summary>
/// <param name="Penalty">The sum of its steps' penalties.</param>
/// <param name="Steps">Its steps, each with the position where its token stands.</param>
internal sealed record LatticePath(int Penalty, IReadOnlyList<(LatticeStep Step, int At)> Steps);

/// <summary>Finds the cheapest way through a lattice, by looking at one stream.</summary>
internal static class LatticeSearch
{
    public static LatticePath? Find(NameMatch.Lattice lattice, TokenPositions stream)
    {
        var best = new Dictionary<(int Node, int At), (int Penalty, int Step, int Before)>();
        var reached = new List<int>[lattice.Nodes];
        for (var i = 0; i < lattice.Steps.Count; i++)
        {
            var step = lattice.Steps[i];
            if (step.From > 0 && reached[step.From] is null)
                continue;
            foreach (var at in stream.Of(step.Token))
            {
                var before = 0;
                if (step.From > 0)
                {
                    if (!best.TryGetValue((step.From, at), out var way))
                        continue;
                    before = way.Penalty;
                }

                Reach(step, i, at, before + step.Penalty);
            }
        }

        return reached[lattice.Nodes - 1] is { } ends ? Path(lattice, best, ends) : null;

        void Reach(LatticeStep step, int number, int at, int penalty)
        {
            var place = (step.To, at + step.Length);
            if (best.TryGetValue(place, out var known))
            {
                if (known.Penalty > penalty)
                    best[place] = (penalty, number, at);
                return;
            }

            best[place] = (penalty, number, at);
            (reached[step.To] ??= []).Add(at + step.Length);
        }
    }

    private static LatticePath Path(
        NameMatch.Lattice lattice, Dictionary<(int Node, int At), (int Penalty, int Step, int Before)> best, List<int> ends)
    {
        var node = lattice.Nodes - 1;
        var at = ends.MinBy(end => (best[(node, end)].Penalty, end));
        var penalty = best[(node, at)].Penalty;
        var steps = new List<(LatticeStep, int)>();
        while (node > 0)
        {
            var (_, number, before) = best[(node, at)];
            steps.Add((lattice.Steps[number], before));
            (node, at) = (lattice.Steps[number].From, before);
        }

        steps.Reverse();
        return new LatticePath(penalty, steps);
    }
}

/// <summary>Where each token of a stream stands.</summary>
internal sealed class TokenPositions(IReadOnlyList<IReadOnlyList<string>> stream)
{
    /// <summary>Read when a lattice first asks; other ways go by the stream.</summary>
    private Dictionary<string, List<int>>? positions;

    public IReadOnlyList<IReadOnlyList<string>> Stream => stream;

    public IReadOnlyList<int> Of(string token) => (positions ??= Read(stream)).TryGetValue(token, out var at) ? at : [];

    private static Dictionary<string, List<int>> Read(IReadOnlyList<IReadOnlyList<string>> stream)
    {
        var found = new Dictionary<string, List<int>>();
        for (var at = 0; at < stream.Count; at++)
            foreach (var token in stream[at])
            {
                if (!found.TryGetValue(token, out var places))
                    found.Add(token, places = []);
                if (places.Count == 0 || places[^1] != at)
                    places.Add(at);
            }

        return found;
    }
}
