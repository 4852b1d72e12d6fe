using CustomerSearch.Core.Names;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>
/// Finds the documents through whose stream a lattice has a way, and scores each with the score of the clause less the
/// penalty of the cheapest way. A phrase query for each way would read the same postings again and again.
/// </summary>
internal sealed class LatticeQuery(string stream, NameMatch.Lattice lattice, int score) : Query
{
    public override Weight CreateWeight(IndexSearcher searcher) => new LatticeWeight(this);

    public override bool Equals(object? obj) =>
        obj is LatticeQuery other && (other.Stream, other.Score) == (Stream, Score) && ReferenceEquals(other.Lattice, Lattice);

    public override int GetHashCode() => HashCode.Combine(stream, score, lattice.Steps.Count);

    public override string ToString(string field) => $"{stream}:{lattice.Steps.Count} steps";

    private string Stream => stream;

    private int Score => score;

    private NameMatch.Lattice Lattice => lattice;

    private sealed class LatticeWeight(LatticeQuery query) : Weight
    {
        public override Query Query => query;

        public override float GetValueForNormalization() => 1;

        public override void Normalize(float norm, float topLevelBoost)
        {
            // The score is what the clause says, whatever stands around it.
        }

        public override Scorer? GetScorer(AtomicReaderContext context, IBits acceptDocs)
        {
            if (context.AtomicReader.GetTerms(query.Stream) is not { } terms)
                return null;
            var ways = SegmentLattice.Of(query.Lattice, new SegmentTokens(terms, acceptDocs));
            return ways is null ? null : new LatticeScorer(this, ways, query.Score);
        }

        public override Explanation Explain(AtomicReaderContext context, int doc)
        {
            var scorer = GetScorer(context, context.AtomicReader.LiveDocs);
            return scorer is not null && scorer.Advance(doc) == doc
                ? new Explanation(scorer.GetScore(), query.ToString())
                : new Explanation(0, "no way");
        }
    }
}
