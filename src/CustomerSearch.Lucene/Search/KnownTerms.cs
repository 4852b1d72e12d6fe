using System.Collections.Concurrent;
using Lucene.Net.Index;

namespace CustomerSearch.Lucene.Search;

/// <summary>Which terms stand in one snapshot at all, remembered as long as the snapshot lives.</summary>
internal sealed class KnownTerms(IndexReader reader)
{
    /// <summary>Enough for the terms of some thousand different queries; a fuller memory begins anew.</summary>
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<Term, bool> known = new();

    public bool Has(Term term)
    {
        if (known.TryGetValue(term, out var there))
            return there;

        if (known.Count >= Most)
            known.Clear();
        there = reader.Leaves.Any(leaf => leaf.AtomicReader.DocFreq(term) > 0);
        known[term] = there;
        return there;
    }
}
