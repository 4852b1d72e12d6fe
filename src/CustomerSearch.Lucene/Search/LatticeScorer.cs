using Lucene.Net.Search;

namespace CustomerSearch.Lucene.Search;

/// <summary>Walks the documents that have a token of the lead and keeps those with a way through the lattice.</summary>
internal sealed class LatticeScorer : Scorer
{
    private readonly SegmentLattice lattice;
    private readonly int score;
    private readonly PriorityQueue<TokenPostings, int> lead = new();
    private int penalty;
    private int current = -1;

    public LatticeScorer(Weight weight, SegmentLattice lattice, int score)
        : base(weight)
    {
        this.lattice = lattice;
        this.score = score;
        foreach (var postings in lattice.Lead)
            Enqueue(postings, 0);
    }

    public override int DocID => current;

    public override int Freq => 1;

    public override float GetScore() => score - penalty;

    public override int NextDoc() => Advance(current + 1);

    public override int Advance(int target)
    {
        while (lead.TryPeek(out var first, out var document))
        {
            if (document < target)
            {
                lead.Dequeue();
                Enqueue(first, target);
                continue;
            }

            penalty = lattice.CheapestIn(document);
            if (penalty >= 0)
                return current = document;
            target = document + 1;
        }

        return current = NO_MORE_DOCS;
    }

    public override long GetCost() => lattice.Lead.Sum(postings => (long)postings.Frequency);

    // The lattice may have read ahead in the same postings, but never beyond a document that it has looked at.
    private void Enqueue(TokenPostings postings, int target)
    {
        var document = postings.Current >= target && postings.Current >= 0 ? postings.Current : postings.Advance(target);
        if (document != NO_MORE_DOCS)
            lead.Enqueue(postings, document);
    }
}
