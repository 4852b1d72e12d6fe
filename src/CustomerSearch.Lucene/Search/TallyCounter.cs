using CustomerSearch.Core.Search;
using Lucene.Net.Index;

namespace CustomerSearch.Lucene.Search;

/// <summary>Counts how many documents fulfil sets of filters; a filter that several sets share is asked once.</summary>
/// <param name="frequent">Keeps the documents of frequent terms.</param>
/// <param name="keepGoing">Called for each window; throws when the search must end.</param>
internal sealed class TallyCounter(FrequentTerms frequent, Action keepGoing)
{
    private readonly ulong[] everybody = new ulong[Window.Words];
    private readonly ulong[] all = new ulong[Window.Words];

    /// <returns>For each set, how many documents fulfil all its filters.</returns>
    public IReadOnlyList<long> Count(IReadOnlyList<IReadOnlyList<EngineFilter>> tallies, IndexReader reader)
    {
        var counts = new long[tallies.Count];
        if (tallies.Count == 0)
            return counts;

        foreach (var leaf in reader.Leaves)
        {
            var segment = new SegmentSearch(leaf.AtomicReader, frequent);
            var filters = tallies.SelectMany(tally => tally).Distinct()
                .ToDictionary(filter => filter, filter => new Fulfilling(segment.Set(filter)));
            var living = segment.Living;
            var gone = segment.Tombstones is { } tombstones ? new Except(tombstones) : null;
            for (var window = 0; window < segment.Windows; window++)
            {
                keepGoing();
                segment.Fill(window, everybody);
                gone?.Narrow(window, everybody);
                living?.Narrow(window, everybody);
                foreach (var filter in filters.Values)
                    filter.Read(window, everybody);
                for (var i = 0; i < counts.Length; i++)
                    counts[i] += CountIn(tallies[i].Select(filter => filters[filter]));
            }
        }

        return counts;
    }

    private int CountIn(IEnumerable<Fulfilling> filters)
    {
        everybody.CopyTo(all, 0);
        foreach (var filter in filters)
            Window.And(all, filter.Bits);
        return Window.Count(all);
    }

    private sealed class Fulfilling(DocumentSet set)
    {
        private readonly ulong[] bits = new ulong[Window.Words];

        public ReadOnlySpan<ulong> Bits => bits;

        public void Read(int window, ReadOnlySpan<ulong> everybody)
        {
            everybody.CopyTo(bits);
            set.Narrow(window, bits);
        }
    }
}
