namespace CustomerSearch.Lucene.Search;

/// <summary>The best score of each document of a window.</summary>
internal sealed class WindowScores
{
    private readonly ulong[] found = new ulong[Window.Words];
    private readonly ulong[] spare = new ulong[Window.Words];
    private readonly int[] best = new int[Window.Size];

    /// <summary>A set that whoever is at work may use.</summary>
    public Span<ulong> Spare => spare;

    public int this[int place] => best[place];

    /// <summary>Scores the documents of a window anew, and takes out those that no alternative fits.</summary>
    public void Score(IReadOnlyList<Matcher> matchers, int window, Span<ulong> among)
    {
        Array.Clear(found);
        foreach (var matcher in matchers)
            matcher.Match(window, among, this);
        found.CopyTo(among);
    }

    /// <summary>Whether a document has this score already, or a better one.</summary>
    public bool Has(int place, int score) => Window.Has(found, place) && best[place] >= score;

    public void Offer(int place, int score)
    {
        if (Has(place, score))
            return;
        Window.Add(found, place);
        best[place] = score;
    }
}

/// <summary>One alternative of what is looked for, in one segment.</summary>
/// <param name="score">What a match is worth at best.</param>
internal abstract class Matcher(int score)
{
    /// <summary>What a match is worth at best.</summary>
    protected int Score => score;

    /// <summary>Gives the documents of a window that it fits their scores.</summary>
    public abstract void Match(int window, ReadOnlySpan<ulong> among, WindowScores scores);
}

/// <summary>Whoever belongs to a set.</summary>
internal sealed class SetMatcher(int score, DocumentSet set) : Matcher(score)
{
    public override void Match(int window, ReadOnlySpan<ulong> among, WindowScores scores)
    {
        var bits = scores.Spare;
        among.CopyTo(bits);
        set.Narrow(window, bits);
        foreach (var place in Window.In(bits))
            scores.Offer(place, Score);
    }
}

/// <summary>Whose stream a lattice has a way through; the penalty of the cheapest is taken from the score.</summary>
internal sealed class LatticeMatcher(int score, SegmentLattice lattice) : Matcher(score)
{
    public override void Match(int window, ReadOnlySpan<ulong> among, WindowScores scores)
    {
        var bits = scores.Spare;
        if (!lattice.TryFindCandidates(window, among, bits))
            return;
        foreach (var place in Window.In(bits))
        {
            if (!scores.Has(place, Score) && lattice.CheapestIn(window, place) is var penalty and >= 0)
                scores.Offer(place, Score - penalty);
        }
    }
}
