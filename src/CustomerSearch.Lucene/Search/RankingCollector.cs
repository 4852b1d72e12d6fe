using System.Runtime.InteropServices;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>Counts every hit, all and by lane, and keeps the first ones of the order, in one pass.</summary>
/// <param name="query">What is asked.</param>
/// <param name="keepGoing">Called now and then; throws when the search must end.</param>
internal sealed class RankingCollector(EngineQuery query, Action keepGoing) : ICollector
{
    private const int HitsBetweenChecks = 4096;

    private static readonly Comparer<long[]> WorstFirst = Comparer<long[]>.Create(static (left, right) =>
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
                return left[i] < right[i] ? -1 : 1;
        }

        return 0;
    });

    private readonly bool scored = query.Clauses.Count > 0;
    private readonly SortKey[] keys = SortKey.Of(query.Order);
    private readonly PriorityQueue<(CustomerId Id, int Score), long[]> best = new(WorstFirst);
    private readonly Dictionary<int, long> lanes = [];
    private readonly Dictionary<AtomicReaderContext, FixedBitSet> hits = [];
    private long[]? after;
    private NumericDocValues? ids;
    private FixedBitSet? hitsHere;
    private Scorer? scorer;

    public bool AcceptsDocsOutOfOrder => false;

    public long Count { get; private set; }

    public IReadOnlyDictionary<int, long> Lanes => lanes;

    /// <summary>The hits of each segment; kept only where the query has facets.</summary>
    public IReadOnlyDictionary<AtomicReaderContext, FixedBitSet> Hits => hits;

    public void SetScorer(Scorer scorer) => this.scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        keepGoing();
        after ??= query.After is { } place ? [.. keys.Zip(place, (key, value) => key.Turn(value))] : null;
        ids = context.AtomicReader.GetNumericDocValues(Schema.Id);
        foreach (var key in keys)
            key.SetReader(context.AtomicReader);
        if (query.Facets.Count > 0)
            hits[context] = hitsHere = new FixedBitSet(context.AtomicReader.MaxDoc);
    }

    public void Collect(int doc)
    {
        if (++Count % HitsBetweenChecks == 0)
            keepGoing();
        hitsHere?.Set(doc);
        var score = 0;
        if (scored)
        {
            score = (int)scorer!.GetScore();
            CollectionsMarshal.GetValueRefOrAddDefault(lanes, LaneScore.LaneOf(score), out _)++;
        }

        if (query.Size == 0 || (after is not null && !IsBehind(after, doc, score)))
            return;

        if (best.Count < query.Size)
            best.Enqueue((new(ids!.Get(doc)), score), RankOf(doc, score));
        else if (best.TryPeek(out _, out var worst) && !IsBehind(worst, doc, score))
            best.EnqueueDequeue((new(ids!.Get(doc)), score), RankOf(doc, score));
    }

    /// <summary>The hits in order; afterwards none are left.</summary>
    public IReadOnlyList<EngineHit> TakeHits()
    {
        var page = new EngineHit[best.Count];
        for (var place = page.Length - 1; place >= 0; place--)
        {
            best.TryDequeue(out var hit, out var rank);
            page[place] = new(hit.Id, hit.Score, [.. keys.Zip(rank!, (key, value) => key.Turn(value))]);
        }

        return page;
    }

    // Reads no more of the document than it must: most hits are settled by the first key.
    private bool IsBehind(long[] place, int doc, int score)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            var rank = keys[i].Rank(doc, score);
            if (rank != place[i])
                return rank < place[i];
        }

        return false;
    }

    // Only documents of customers are collected, and each has these values, so that a segment with hits has them.
    private long[] RankOf(int doc, int score) => Array.ConvertAll(keys, key => key.Rank(doc, score));
}
