namespace CustomerSearch.Core.Names;

/// <summary>
/// A lattice in the making: states, the items between them, and how a way may end. Compiling it chooses for each item the
/// rarest token that says it, by what may stand behind it, and drops what leads nowhere.
/// </summary>
internal sealed class LatticeGraph
{
    private const int End = -1;

    private readonly Dictionary<object, int> states = [];
    private readonly List<List<Arc>> arcs = [];
    private readonly Dictionary<int, List<(string? Token, int Penalty)>> ends = [];
    private readonly Dictionary<int, HashSet<Lookahead>> ahead = [];
    private readonly Dictionary<(int State, Lookahead? Kind), List<RawStep>> nodes = [];

    public LatticeGraph() => Start = State("start");

    public int Start { get; }

    /// <summary>The state of a name, made where it is new.</summary>
    public int State(object name)
    {
        if (states.TryGetValue(name, out var state))
            return state;
        arcs.Add([]);
        return states[name] = arcs.Count - 1;
    }

    /// <param name="mark">How the item is marked where it begins a match; null where it does not.</param>
    public void Add(int from, int to, LatticeItem item, int penalty, string? mark = null) =>
        arcs[from].Add(new Arc(to, item, penalty, mark));

    /// <summary>A way may end in this state: behind it stands the token, or whatever where it is null.</summary>
    public void EndAt(int state, string? token, int penalty = 0)
    {
        if (!ends.TryGetValue(state, out var known))
            ends.Add(state, known = []);
        known.Add((token, penalty));
    }

    /// <summary>The lattice; null where no way leads to an end.</summary>
    public NameMatch.Lattice? Compile()
    {
        var order = new List<(int State, Lookahead? Kind)>();
        if (!Visit((Start, null), order))
            return null;
        order.Reverse();
        var numbers = order.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var steps = order.SelectMany(node => nodes[node].Select(step => new LatticeStep(
            numbers[node], step.To is { State: End } ? order.Count : numbers[step.To], step.Token, step.Length, step.Penalty)));
        return new NameMatch.Lattice(order.Count + 1, [.. steps.Distinct()]);
    }

    /// <summary>Makes the steps of a node and of those behind it; they come into the order after what they lead to.</summary>
    private bool Visit((int State, Lookahead? Kind) node, List<(int State, Lookahead? Kind)> order)
    {
        if (nodes.TryGetValue(node, out var known))
            return known.Count > 0;
        var steps = new List<RawStep>();
        nodes.Add(node, steps);
        foreach (var arc in arcs[node.State])
            foreach (var (own, next) in Kinds(arc))
                if (node.Kind is null || node.Kind.Equals(own))
                    AddSteps(steps, arc, next, order);
        if (node.Kind is null or Lookahead.Nothing && ends.TryGetValue(node.State, out var tokens))
            foreach (var (token, penalty) in tokens)
                if (token is not null)
                    steps.Add(new RawStep((End, null), token, 1, penalty));
        if (steps.Count > 0)
            order.Add(node);
        return steps.Count > 0;
    }

    private void AddSteps(List<RawStep> steps, Arc arc, Lookahead? next, List<(int State, Lookahead? Kind)> order)
    {
        var tokens = ItemTokens.Of(arc.Item, next ?? Lookahead.Nothing.Known, arc.Mark);
        var length = ItemTokens.LengthOf(arc.Item);
        if (next is null or Lookahead.Nothing && ends.TryGetValue(arc.To, out var free))
            foreach (var (token, penalty) in free)
                if (token is null)
                    steps.AddRange(tokens.Select(t => new RawStep((End, null), t.Token, length, arc.Penalty + t.Penalty + penalty)));
        if (Visit((arc.To, next), order))
            steps.AddRange(tokens.Select(t => new RawStep((arc.To, next), t.Token, length, arc.Penalty + t.Penalty)));
    }

    /// <summary>What an arc is to the one before it, and what it knows of those behind it.</summary>
    private IEnumerable<(Lookahead Own, Lookahead? Next)> Kinds(Arc arc)
    {
        if (arc.Item is LatticeItem.Any)
            return Ahead(arc.To).Select(kind => kind is Lookahead.Han(var folded)
                ? ((Lookahead)new Lookahead.Around(folded), (Lookahead?)kind)
                : (Lookahead.Nothing.Known, kind));
        Lookahead own = arc.Item switch
        {
            LatticeItem.Sound(var syllable) => new Lookahead.Letter(Syllables.FirstLetterOf(syllable)),
            LatticeItem.Part(var letters) => new Lookahead.Letter(letters[0]),
            LatticeItem.Initials(var one, _) => new Lookahead.Letter(one),
            LatticeItem.Han(var folded) => new Lookahead.Han(folded),
            _ => Lookahead.Nothing.Known,
        };
        return ItemTokens.Sees(arc.Item)
            ? Ahead(arc.To).Select(kind => (own, (Lookahead?)kind))
            : [(own, null)];
    }

    private HashSet<Lookahead> Ahead(int state)
    {
        if (ahead.TryGetValue(state, out var known))
            return known;
        var kinds = new HashSet<Lookahead>();
        foreach (var arc in arcs[state])
            foreach (var (own, _) in Kinds(arc))
                kinds.Add(own);
        if (ends.ContainsKey(state))
            kinds.Add(Lookahead.Nothing.Known);
        return ahead[state] = kinds;
    }

    private sealed record Arc(int To, LatticeItem Item, int Penalty, string? Mark);

    private readonly record struct RawStep((int State, Lookahead? Kind) To, string Token, int Length, int Penalty);
}
