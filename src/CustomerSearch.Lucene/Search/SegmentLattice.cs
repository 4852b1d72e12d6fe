using CustomerSearch.Core.Names;
using Lucene.Net.Index;

namespace CustomerSearch.Lucene.Search;

/// <summary>
/// What is left of a lattice in one segment: the steps whose tokens it has, as far as they lead from start to end. First it
/// says which documents have the tokens of a way at all, by whole windows; of those it looks where the tokens stand.
/// </summary>
internal sealed class SegmentLattice
{
    /// <summary>Fewer documents are looked at one by one.</summary>
    private const int WorthSifting = 12;

    private readonly Step[] steps;
    private readonly NumericDocValues? ends;

    /// <summary>Terms of which every match has one, as rare as can be; none where every document may match.</summary>
    private readonly TermDocuments[] lead;

    /// <summary>By term where it stands; opened where that is first asked for.</summary>
    private readonly Dictionary<TermDocuments, TermPositions> positions = [];

    /// <summary>By node the documents that have the tokens of a way to it, and whether there are any.</summary>
    private ulong[][]? sifted;
    private readonly bool[] any;

    /// <summary>By node the positions that a way has reached, each with the penalty of the cheapest.</summary>
    private readonly List<(int At, int Penalty)>[] reached;

    private SegmentLattice(int nodes, Step[] steps, NumericDocValues? ends)
    {
        this.steps = steps;
        this.ends = ends;
        lead = BestCut(nodes, steps);
        any = new bool[nodes];
        reached = [.. Enumerable.Range(0, nodes).Select(_ => new List<(int, int)>(4))];
    }

    /// <param name="ends">The last position of each document's stream; null for a stream whose tokens say nothing of it.</param>
    /// <returns>Null where the segment has no match.</returns>
    public static SegmentLattice? Of(NameMatch.Lattice lattice, string field, SegmentTerms terms, NumericDocValues? ends)
    {
        var left = new List<Step>(lattice.Steps.Count);
        var fromStart = new bool[lattice.Nodes];
        fromStart[0] = true;
        foreach (var step in lattice.Steps)
        {
            if (!fromStart[step.From] || StepOf(step, field, terms, ends is not null) is not { } usable)
                continue;
            fromStart[step.To] = true;
            left.Add(usable);
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

        return left.Count == 0 ? null : new SegmentLattice(lattice.Nodes, [.. left], ends);
    }

    /// <summary>The documents of a window that have the tokens of a way, wherever those stand.</summary>
    /// <returns>Whether there are any.</returns>
    public bool TryFindCandidates(int window, ReadOnlySpan<ulong> among, Span<ulong> candidates)
    {
        candidates.Clear();
        var found = lead.Length == 0;
        if (found)
            among.CopyTo(candidates);
        foreach (var term in lead)
        {
            if (term.In(window) is { Length: > 0 } documents)
                found |= Window.OrBoth(candidates, among, documents);
        }

        if (!found || Window.Count(candidates) < WorthSifting)
            return found;
        return Sift(window, candidates);
    }

    /// <summary>The penalty of the cheapest way through a document; -1 where there is none.</summary>
    public int CheapestIn(int window, int place)
    {
        var document = (window * Window.Size) + place;
        var cheapest = -1;
        foreach (ref readonly var step in steps.AsSpan())
        {
            if ((step.From > 0 && reached[step.From].Count == 0) || !step.Stands(window, place))
                continue;
            if (step.From == 0 && step.To == reached.Length - 1)
                cheapest = Cheaper(cheapest, step.Penalty);
            else
                Follow(step, document);
        }

        foreach (var (_, penalty) in reached[^1])
            cheapest = Cheaper(cheapest, penalty);
        foreach (var places in reached)
            places.Clear();
        return cheapest;
    }

    private static int Cheaper(int known, int other) => known < 0 || other < known ? other : known;

    private void Follow(in Step step, int document)
    {
        int? fixedPlace = step.Place switch
        {
            NamePlace.First => 0,
            NamePlace.Last => (int)ends!.Get(document),
            _ => null,
        };
        if (fixedPlace is { } at)
        {
            FollowFrom(step, at);
            return;
        }

        if (!positions.TryGetValue(step.Term!, out var places))
            positions.Add(step.Term!, places = step.Term!.OpenPositions());
        foreach (var position in places.In(document))
            FollowFrom(step, position);
    }

    private void FollowFrom(in Step step, int at)
    {
        if (step.From == 0)
        {
            Reach(step.To, at + step.Length, step.Penalty);
            return;
        }

        foreach (var (place, penalty) in reached[step.From])
            if (place == at)
                Reach(step.To, at + step.Length, penalty + step.Penalty);
    }

    private void Reach(int node, int at, int penalty)
    {
        var places = reached[node];
        for (var i = 0; i < places.Count; i++)
            if (places[i].At == at)
            {
                if (penalty < places[i].Penalty)
                    places[i] = (at, penalty);
                return;
            }

        places.Add((at, penalty));
    }

    /// <summary>Keeps the documents that have the tokens of a whole way.</summary>
    private bool Sift(int window, Span<ulong> candidates)
    {
        sifted ??= [.. any.Select(_ => new ulong[Window.Words])];
        for (var node = 1; node < sifted.Length; node++)
            if (any[node])
                Array.Clear(sifted[node]);
        Array.Clear(any);
        candidates.CopyTo(sifted[0]);
        any[0] = true;
        foreach (ref readonly var step in steps.AsSpan())
        {
            if (!any[step.From])
                continue;
            if (step.Term is null)
            {
                Window.Or(sifted[step.To], sifted[step.From]);
                any[step.To] = true;
            }
            else if (step.Term.In(window) is { Length: > 0 } documents)
            {
                any[step.To] |= Window.OrBoth(sifted[step.To], sifted[step.From], documents);
            }
        }

        sifted[^1].CopyTo(candidates);
        return any[^1];
    }

    private static Step? StepOf(LatticeStep step, string field, SegmentTerms terms, bool placed)
    {
        if (placed && NameTerms.IsEveryEnd(step.Token))
            return new Step(step.From, step.To, Term: null, NamePlace.Last, step.Length, step.Penalty);
        return terms.Open(field, step.Token) is { } term
            ? new Step(step.From, step.To, term, placed ? NameTerms.PlaceOf(step.Token) : NamePlace.Anywhere, step.Length, step.Penalty)
            : null;
    }

    /// <summary>
    /// Where every step leads upwards in some order of the nodes, every way takes a step that leads from one value or below
    /// to above it: the rarest tokens of all such choices. Orders are the numbers and the distance from start and end.
    /// </summary>
    private static TermDocuments[] BestCut(int nodes, Step[] steps)
    {
        var numbers = Enumerable.Range(0, nodes).ToArray();
        var fromStart = new int[nodes];
        foreach (var step in steps)
            fromStart[step.To] = Math.Max(fromStart[step.To], fromStart[step.From] + 1);
        var fromEnd = new int[nodes];
        foreach (var step in steps.Reverse())
            fromEnd[step.From] = Math.Min(fromEnd[step.From], fromEnd[step.To] - 1);

        var (best, over, lowest) = (numbers, 0, long.MaxValue);
        foreach (var order in (int[][])[numbers, fromStart, fromEnd])
            foreach (var value in order)
            {
                var sum = 0L;
                foreach (ref readonly var step in steps.AsSpan())
                    if (order[step.From] <= value && order[step.To] > value)
                        sum += step.Term?.Frequency ?? int.MaxValue;
                if (sum > 0 && sum < lowest)
                    (best, over, lowest) = (order, value, sum);
            }

        return lowest >= int.MaxValue ? []
            : [.. steps.Where(step => best[step.From] <= over && best[step.To] > over).Select(step => step.Term!).Distinct()];
    }

    /// <param name="Term">The token; null for one that every stream has.</param>
    /// <param name="Place">Where it stands, as far as the token alone tells.</param>
    private readonly record struct Step(int From, int To, TermDocuments? Term, NamePlace Place, int Length, int Penalty)
    {
        public bool Stands(int window, int place) =>
            Term is null || (Term.In(window) is { Length: > 0 } documents && Window.Has(documents, place));
    }
}
