using System.Runtime.InteropServices;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace CustomerSearch.Lucene.Search;

/// <summary>Counts every hit, all and by lane, and keeps the best, in one pass.</summary>
/// <param name="size">How many to keep.</param>
/// <param name="scored">Whether hits have scores.</param>
/// <param name="keepGoing">Called now and then; throws when the search must end.</param>
internal sealed class RankingCollector(int size, bool scored, Action keepGoing) : ICollector
{
    private const int HitsBetweenChecks = 4096;

    private readonly PriorityQueue<EngineHit, Rank> best = new(Rank.WorstFirst);
    private readonly Dictionary<int, long> lanes = [];
    private NumericDocValues? ids, nameLengths, lastContacts;
    private Scorer? scorer;
    private long count;

    public bool AcceptsDocsOutOfOrder => false;

    public void SetScorer(Scorer scorer) => this.scorer = scorer;

    public void SetNextReader(AtomicReaderContext context)
    {
        keepGoing();
        ids = context.AtomicReader.GetNumericDocValues(Schema.Id);
        nameLengths = context.AtomicReader.GetNumericDocValues(Schema.NameLength);
        lastContacts = context.AtomicReader.GetNumericDocValues(Schema.LastContactOn);
    }

    public void Collect(int doc)
    {
        if (++count % HitsBetweenChecks == 0)
            keepGoing();
        var score = 0;
        if (scored)
        {
            score = (int)scorer!.GetScore();
            CollectionsMarshal.GetValueRefOrAddDefault(lanes, LaneScore.LaneOf(score), out _)++;
        }

        if (best.Count < size)
            Keep(RankOf(doc, score));
        else if (best.TryPeek(out _, out var worst) && MayBeat(worst, doc, score))
            KeepIfBetter(RankOf(doc, score));
    }

    public EngineAnswer Answer(int generation)
    {
        var hits = new EngineHit[best.Count];
        for (var place = hits.Length - 1; place >= 0; place--)
            hits[place] = best.Dequeue();
        return new(hits, count, lanes, generation);
    }

    // Reads no more of the document than it must: most hits fall at the first value.
    private bool MayBeat(Rank worst, int doc, int score)
    {
        if (score != worst.Score)
            return score > worst.Score;
        var nameLength = nameLengths!.Get(doc);
        return nameLength == worst.NameLength
            ? lastContacts!.Get(doc) >= worst.LastContactOn
            : nameLength < worst.NameLength;
    }

    private void Keep(Rank rank) => best.Enqueue(new(rank.Id, rank.Score), rank);

    private void KeepIfBetter(Rank rank) => best.EnqueueDequeue(new(rank.Id, rank.Score), rank);

    // Only documents of customers are collected, and each has these values, so that a segment with hits has them.
    private Rank RankOf(int doc, int score) =>
        new(score, (int)nameLengths!.Get(doc), (int)lastContacts!.Get(doc), new(ids!.Get(doc)));
}
