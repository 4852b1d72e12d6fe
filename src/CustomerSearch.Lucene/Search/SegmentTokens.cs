using Lucene.Net.Index;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>The postings of one token in one segment, with its positions in the current document.</summary>
internal sealed class TokenPostings(DocsAndPositionsEnum postings, int frequency)
{
    private int[] positions = new int[4];
    private int count;
    private int document = -1;

    /// <summary>How many documents of the segment have it.</summary>
    public int Frequency => frequency;

    /// <summary>The document it stands at: -1 before the first.</summary>
    public int Current => postings.DocID;

    /// <summary>Goes on to a document or, where it lacks the token, to the next that has it.</summary>
    public int Advance(int target) => postings.Advance(target);

    /// <summary>Where the token stands in a document; nowhere where the document lacks it.</summary>
    public ReadOnlySpan<int> In(int target)
    {
        if (document == target)
            return positions.AsSpan(0, count);
        document = target;
        count = 0;
        if (postings.DocID < target)
            postings.Advance(target);
        if (postings.DocID != target)
            return [];
        count = postings.Freq;
        if (count > positions.Length)
            positions = new int[count];
        for (var i = 0; i < count; i++)
            positions[i] = postings.NextPosition();
        return positions.AsSpan(0, count);
    }
}

/// <summary>Opens each token of a lattice once in a segment.</summary>
internal sealed class SegmentTokens(Terms terms, IBits acceptDocs)
{
    private readonly Dictionary<string, TokenPostings?> opened = new(StringComparer.Ordinal);
    private readonly TermsEnum cursor = terms.GetEnumerator();

    /// <summary>Null for a token that the segment lacks.</summary>
    public TokenPostings? Open(string token)
    {
        if (opened.TryGetValue(token, out var known))
            return known;
        var postings = cursor.SeekExact(new BytesRef(token))
            ? new TokenPostings(cursor.DocsAndPositions(acceptDocs, null, DocsAndPositionsFlags.NONE), cursor.DocFreq)
            : null;
        opened.Add(token, postings);
        return postings;
    }
}
