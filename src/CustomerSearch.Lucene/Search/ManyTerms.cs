using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>Documents that have one of many terms, as a bit set, where a boolean query would be too wide.</summary>
/// <param name="terms">In the order of their bytes, so that the dictionary is walked in one direction.</param>
internal sealed class ManyTerms(string field, IReadOnlyList<BytesRef> terms) : Filter
{
    public override DocIdSet? GetDocIdSet(AtomicReaderContext context, IBits? acceptDocs)
    {
        var dictionary = context.AtomicReader.GetTerms(field);
        if (dictionary is null)
            return null;
        var found = new FixedBitSet(context.AtomicReader.MaxDoc);
        var cursor = dictionary.GetEnumerator();
        DocsEnum? documents = null;
        foreach (var term in terms)
        {
            if (!cursor.SeekExact(term))
                continue;
            documents = cursor.Docs(acceptDocs, documents, DocsFlags.NONE);
            found.Or(documents);
        }

        return found;
    }

    public override string ToString() => $"{field}:{terms.Count} terms";
}
