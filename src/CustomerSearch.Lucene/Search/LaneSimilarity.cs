using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>
/// Leaves constant scores as they are: the base class's query norm and coordination are 1, where those of Lucene's
/// default turn a score of 9 into 1. Frequencies and norms count for nothing.
/// </summary>
internal sealed class LaneSimilarity : Similarity
{
    public override long ComputeNorm(FieldInvertState state) => 0;

    public override SimWeight ComputeWeight(
        float queryBoost, CollectionStatistics collectionStats, params TermStatistics[] termStats) => new NoWeight();

    public override SimScorer GetSimScorer(SimWeight weight, AtomicReaderContext context) => new NoScorer();

    private sealed class NoWeight : SimWeight
    {
        public override float GetValueForNormalization() => 1;

        public override void Normalize(float queryNorm, float topLevelBoost)
        {
            // Nothing to normalize: a term's own score is never asked for.
        }
    }

    private sealed class NoScorer : SimScorer
    {
        public override float Score(int doc, float freq) => 1;

        public override float ComputeSlopFactor(int distance) => 1;

        public override float ComputePayloadFactor(int doc, int start, int end, BytesRef payload) => 1;
    }
}
