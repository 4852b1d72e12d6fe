using CustomerSearch.Core.Search;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>Counts the hits by the values of a field: one intersection a value and segment.</summary>
internal sealed class FacetCounter(FrequentTerms frequent)
{
    /// <param name="facet">The field, and how its values begin.</param>
    /// <param name="hits">The hits of each segment.</param>
    /// <returns>How many hits have each value; values without one are absent.</returns>
    /// <exception cref="ArgumentException">The field has no exact values.</exception>
    public IReadOnlyDictionary<string, long> Count(
        EngineFacet facet, IReadOnlyDictionary<AtomicReaderContext, FixedBitSet> hits)
    {
        if (!Schema.Exact.Contains(facet.Field))
            throw new ArgumentException($"{facet.Field.Name} has no exact values.", nameof(facet));

        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (segment, found) in hits)
        {
            if (segment.AtomicReader.GetTerms(facet.Field.Name) is not { } dictionary)
                continue;
            foreach (var cursor in SegmentTerms.Beginning(dictionary.GetEnumerator(), facet.Prefix))
            {
                var count = CountOf(segment.AtomicReader, facet.Field.Name, cursor, found);
                if (count > 0)
                    counts[cursor.Term.Utf8ToString()] = counts.GetValueOrDefault(cursor.Term.Utf8ToString()) + count;
            }
        }

        return counts;
    }

    private long CountOf(AtomicReader segment, string field, TermsEnum cursor, FixedBitSet found)
    {
        if (frequent.Find(segment, field, cursor) is { } documents)
            return FixedBitSet.IntersectionCount(documents, found);

        var count = 0L;
        var walk = cursor.Docs(liveDocs: null, reuse: null, DocsFlags.NONE);
        while (walk.NextDoc() != DocIdSetIterator.NO_MORE_DOCS)
        {
            if (found.Get(walk.DocID))
                count++;
        }

        return count;
    }
}
