using CustomerSearch.Core.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>Counts how many documents fulfil sets of filters; a filter that several sets share is asked once.</summary>
/// <param name="translator">Says a filter in Lucene's terms.</param>
/// <param name="keepGoing">Called now and then; throws when the search must end.</param>
internal sealed class TallyCounter(LuceneTranslator translator, Action keepGoing)
{
    /// <returns>For each set, how many documents fulfil all its filters.</returns>
    public IReadOnlyList<long> Count(IReadOnlyList<IReadOnlyList<EngineFilter>> tallies, IndexReader reader)
    {
        if (tallies.Count == 0)
            return [];

        var counts = new long[tallies.Count];
        var filters = tallies.SelectMany(tally => tally).Distinct()
            .ToDictionary(filter => filter, filter => new QueryWrapperFilter(translator.Translate(filter)));
        var everybody = new QueryWrapperFilter(LuceneTranslator.Everybody);
        foreach (var segment in reader.Leaves)
        {
            var live = Documents(everybody, segment);
            var fulfilling = filters.ToDictionary(pair => pair.Key, pair => Documents(pair.Value, segment));
            for (var i = 0; i < counts.Length; i++)
            {
                var all = live.Clone();
                foreach (var filter in tallies[i])
                    all.And(fulfilling[filter]);
                counts[i] += all.Cardinality;
            }
        }

        return counts;
    }

    private FixedBitSet Documents(QueryWrapperFilter filter, AtomicReaderContext segment)
    {
        keepGoing();
        var documents = new FixedBitSet(segment.AtomicReader.MaxDoc);
        if (filter.GetDocIdSet(segment, segment.AtomicReader.LiveDocs)?.GetIterator() is { } walk)
            documents.Or(walk);
        return documents;
    }
}
