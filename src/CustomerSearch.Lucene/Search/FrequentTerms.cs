using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>
/// The documents of terms that many have, as bit sets, for as long as their segment lives: a bit a document. Rarer terms
/// are cheaper to walk than to keep. Their length is that of whole windows.
/// </summary>
internal sealed class FrequentTerms
{
    private const int OneIn = 64;

    private readonly ConditionalWeakTable<object, ConcurrentDictionary<(string Field, BytesRef Term), FixedBitSet>> segments = [];

    /// <summary>
    /// The documents of the term at which the cursor stands, those deleted since among them; null where the term is rare.
    /// </summary>
    public FixedBitSet? Find(AtomicReader segment, string field, TermsEnum cursor)
    {
        if (cursor.DocFreq <= segment.MaxDoc / OneIn)
            return null;

        var kept = segments.GetValue(segment.CoreCacheKey, static _ => new());
        return kept.TryGetValue((field, cursor.Term), out var documents)
            ? documents
            : kept.GetOrAdd((field, BytesRef.DeepCopyOf(cursor.Term)), Read(segment, cursor));
    }

    private static FixedBitSet Read(AtomicReader segment, TermsEnum cursor)
    {
        var documents = Window.NewSet(segment.MaxDoc);
        documents.Or(cursor.Docs(liveDocs: null, reuse: null, DocsFlags.NONE));
        return documents;
    }
}
