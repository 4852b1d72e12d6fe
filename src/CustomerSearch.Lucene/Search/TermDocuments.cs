using Lucene.Net.Index;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>The documents of one term in one segment by window, those deleted since among them.</summary>
internal sealed class TermDocuments
{
    private readonly TermsEnum cursor;
    private readonly BytesRef term;
    private readonly TermState state;

    /// <summary>Its documents where they are kept; otherwise they are read, window after window.</summary>
    private readonly FixedBitSet? kept;
    private readonly DocsEnum? walk;
    private readonly ulong[] here = [];
    private int window = -1;
    private bool anyHere;

    /// <param name="term">The term, at which the cursor stands.</param>
    /// <param name="cursor">Reads the dictionary; it is led elsewhere later.</param>
    /// <param name="kept">Its documents where they are kept.</param>
    public TermDocuments(BytesRef term, TermsEnum cursor, FixedBitSet? kept)
    {
        this.cursor = cursor;
        this.term = term;
        this.kept = kept;
        state = cursor.GetTermState();
        Frequency = cursor.DocFreq;
        if (kept is not null)
            return;
        walk = cursor.Docs(liveDocs: null, reuse: null, DocsFlags.NONE);
        here = new ulong[Window.Words];
    }

    /// <summary>How many documents of the segment have it.</summary>
    public int Frequency { get; }

    /// <summary>Its documents in a window; none where there are none. Windows are asked for in order.</summary>
    public ReadOnlySpan<ulong> In(int number)
    {
        if (kept is not null)
            return Window.Of(kept, number);
        if (window != number)
            Read(number);
        return anyHere ? here : [];
    }

    /// <summary>Its positions, to be walked by one reader.</summary>
    public TermPositions OpenPositions()
    {
        cursor.SeekExact(term, state);
        return new(cursor.DocsAndPositions(liveDocs: null, reuse: null, DocsAndPositionsFlags.NONE));
    }

    private void Read(int number)
    {
        var (from, end) = (number * Window.Size, (number + 1) * Window.Size);
        if (anyHere)
            Array.Clear(here);
        window = number;
        var next = walk!.DocID < from ? walk.Advance(from) : walk.DocID;
        anyHere = next < end;
        for (; next < end; next = walk.NextDoc())
            Window.Add(here, next - from);
    }
}

/// <summary>Where one term stands in its documents.</summary>
internal sealed class TermPositions(DocsAndPositionsEnum walk)
{
    private int[] positions = new int[4];
    private int count;
    private int document = -1;

    /// <summary>Where it stands in a document that has it. Documents are asked for in order.</summary>
    public ReadOnlySpan<int> In(int target)
    {
        if (document == target)
            return positions.AsSpan(0, count);
        document = target;
        walk.Advance(target);
        count = walk.Freq;
        if (count > positions.Length)
            positions = new int[count];
        for (var i = 0; i < count; i++)
            positions[i] = walk.NextPosition();
        return positions.AsSpan(0, count);
    }
}

/// <summary>Opens each term that a query asks for once in a segment.</summary>
internal sealed class SegmentTerms(AtomicReader segment, FrequentTerms frequent)
{
    private readonly Dictionary<(string Field, string Text), TermDocuments?> opened = [];
    private readonly Dictionary<string, TermsEnum?> dictionaries = [];

    /// <summary>Null for a term that the segment lacks.</summary>
    public TermDocuments? Open(string field, string text)
    {
        if (opened.TryGetValue((field, text), out var known))
            return known;
        var term = new BytesRef(text);
        var there = Dictionary(field) is { } cursor && cursor.SeekExact(term)
            ? new TermDocuments(term, cursor, frequent.Find(segment, field, cursor))
            : null;
        opened.Add((field, text), there);
        return there;
    }

    /// <summary>The documents of all terms that begin so.</summary>
    public FixedBitSet? Beginning(string field, string text)
    {
        if (Dictionary(field) is not { } cursor)
            return null;
        FixedBitSet? found = null;
        DocsEnum? walk = null;
        foreach (var term in Beginning(cursor, text))
        {
            found ??= Window.NewSet(segment.MaxDoc);
            walk = term.Docs(liveDocs: null, walk, DocsFlags.NONE);
            found.Or(walk);
        }

        return found;
    }

    /// <summary>Leads a cursor from term to term, through all that begin so.</summary>
    public static IEnumerable<TermsEnum> Beginning(TermsEnum cursor, string text)
    {
        var beginning = new BytesRef(text);
        var there = cursor.SeekCeil(beginning) != TermsEnum.SeekStatus.END;
        for (; there && StringHelper.StartsWith(cursor.Term, beginning); there = cursor.MoveNext())
            yield return cursor;
    }

    private TermsEnum? Dictionary(string field)
    {
        if (!dictionaries.TryGetValue(field, out var known))
        {
            known = segment.GetTerms(field)?.GetEnumerator();
            dictionaries.Add(field, known);
        }

        return known;
    }
}
