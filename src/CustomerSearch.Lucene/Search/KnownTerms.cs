using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace CustomerSearch.Lucene.Search;

/// <summary>
/// Which terms stand in a generation at all. What is known outlives a snapshot: of a term that stood nowhere only the segments
/// are asked that came later, so that a look-up does not begin anew with each write.
/// </summary>
internal sealed class KnownTerms
{
    /// <summary>Enough for the terms of some thousand different queries; a fuller memory begins anew.</summary>
    private const int Most = 100_000;

    private readonly ConcurrentDictionary<Term, Known> known = new();
    private readonly ConditionalWeakTable<object, StrongBox<int>> firstSeen = [];
    private int snapshots;

    /// <summary>What is known of a new snapshot; snapshots come one after the other.</summary>
    public OfSnapshot Of(IndexReader reader)
    {
        var number = ++snapshots;
        return new(this, number, [.. reader.Leaves.Select(leaf =>
            (leaf.AtomicReader, firstSeen.GetValue(leaf.AtomicReader.CoreCacheKey, _ => new(number)).Value))]);
    }

    /// <param name="There">That it once stood somewhere; it may have left since.</param>
    /// <param name="Snapshot">The newest of which this is known.</param>
    private readonly record struct Known(bool There, int Snapshot);

    /// <param name="all">What is known of all snapshots.</param>
    /// <param name="number">Which one it is.</param>
    /// <param name="segments">Its segments, each with the first snapshot that had it.</param>
    internal sealed class OfSnapshot(KnownTerms all, int number, (AtomicReader Reader, int Since)[] segments)
    {
        /// <summary>False where the snapshot surely lacks a term.</summary>
        public bool Has(Term term)
        {
            var asked = all.known.TryGetValue(term, out var known);
            // What a later snapshot lacks this one may have.
            if (asked && (known.There || known.Snapshot == number))
                return known.There;
            if (asked && known.Snapshot > number)
                return HasSince(term, 0);

            var there = HasSince(term, asked ? known.Snapshot + 1 : 0);
            if (all.known.Count >= Most)
                all.known.Clear();
            all.known[term] = new(there, number);
            return there;
        }

        private bool HasSince(Term term, int since)
        {
            foreach (var (reader, first) in segments)
                if (first >= since && reader.DocFreq(term) > 0)
                    return true;

            return false;
        }
    }
}
