using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>Counts every hit, all and by lane, and keeps the first ones of the order, in one pass.</summary>
internal sealed class Ranking(EngineQuery query)
{
    private static readonly Comparer<long[]> WorstFirst = Comparer<long[]>.Create(static (left, right) =>
    {
        for (var i = 0; i < left.Length; i++)
        {
            if (left[i] != right[i])
                return left[i] < right[i] ? -1 : 1;
        }

        return 0;
    });

    private readonly SortKey[] keys = SortKey.Of(query.Order);
    private readonly PriorityQueue<(CustomerId Id, int Score), long[]> best = new(WorstFirst);
    private readonly long[] lanes = new long[LaneScore.LaneOf(0) + 1];
    private readonly Dictionary<AtomicReaderContext, FixedBitSet> hits = [];
    private long[]? after;
    private NumericDocValues? ids;
    private FixedBitSet? hitsHere;

    public long Count { get; private set; }

    public IReadOnlyDictionary<int, long> Lanes => lanes.Index().Where(lane => lane.Item > 0).ToDictionary();

    /// <summary>The hits of each segment; kept only where the query has facets.</summary>
    public IReadOnlyDictionary<AtomicReaderContext, FixedBitSet> Hits => hits;

    /// <summary>The hits that follow are of this segment.</summary>
    public void Enter(AtomicReaderContext segment)
    {
        after ??= query.After is { } place ? [.. keys.Zip(place, (key, value) => key.Turn(value))] : null;
        ids = segment.AtomicReader.GetNumericDocValues(Schema.Id);
        foreach (var key in keys)
            key.SetReader(segment.AtomicReader);
        if (query.Facets.Count > 0)
            hits[segment] = hitsHere = Window.NewSet(segment.AtomicReader.MaxDoc);
    }

    /// <param name="window">The window of the segment.</param>
    /// <param name="found">The hits in it.</param>
    /// <param name="scores">Their scores; null where nothing scores.</param>
    public void Collect(int window, ReadOnlySpan<ulong> found, WindowScores? scores)
    {
        Count += Window.Count(found);
        if (hitsHere is not null)
            found.CopyTo(Window.Of(hitsHere, window));
        if (scores is null && query.Size == 0)
            return;
        foreach (var place in Window.In(found))
        {
            var score = scores?[place] ?? 0;
            if (scores is not null)
                lanes[LaneScore.LaneOf(score)]++;
            if (query.Size > 0)
                Rank((window * Window.Size) + place, score);
        }
    }

    private void Rank(int doc, int score)
    {
        if (after is not null && !IsBehind(after, doc, score))
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
