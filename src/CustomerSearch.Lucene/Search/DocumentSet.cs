using Lucene.Net.Index;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>The documents of a segment that fulfil a condition, window by window, in order.</summary>
internal abstract class DocumentSet
{
    /// <summary>Takes out of a window's documents those that do not fulfil it.</summary>
    public abstract void Narrow(int window, Span<ulong> among);
}

/// <summary>Whoever has one of the terms.</summary>
internal sealed class HavingTerms(IReadOnlyList<TermDocuments> terms) : DocumentSet
{
    private readonly ulong[] bits = new ulong[Window.Words];

    public override void Narrow(int window, Span<ulong> among)
    {
        if (terms is [var only])
        {
            if (only.In(window) is { Length: > 0 } documents)
                Window.And(among, documents);
            else
                among.Clear();
            return;
        }

        Array.Clear(bits);
        foreach (var term in terms)
        {
            if (term.In(window) is { Length: > 0 } documents)
                Window.Or(bits, documents);
        }

        Window.And(among, bits);
    }
}

/// <summary>Documents that were gathered before.</summary>
internal sealed class Gathered(FixedBitSet documents) : DocumentSet
{
    public override void Narrow(int window, Span<ulong> among) => Window.And(among, Window.Of(documents, window));
}

/// <summary>Whoever has a value between two bounds, both included. It reads a value for each document that is left.</summary>
internal sealed class HavingValue(NumericDocValues values, IBits present, long from, long to) : DocumentSet
{
    public override void Narrow(int window, Span<ulong> among)
    {
        var first = window * Window.Size;
        foreach (var place in Window.In(among))
        {
            var value = values.Get(first + place);
            if (value < from || value > to || (value == 0 && !present.Get(first + place)))
                Window.Remove(among, place);
        }
    }
}

internal sealed class Nobody : DocumentSet
{
    public static Nobody Instance { get; } = new();

    public override void Narrow(int window, Span<ulong> among) => among.Clear();
}

internal sealed class Except(DocumentSet set) : DocumentSet
{
    private readonly ulong[] bits = new ulong[Window.Words];

    public override void Narrow(int window, Span<ulong> among)
    {
        among.CopyTo(bits);
        set.Narrow(window, bits);
        Window.AndNot(among, bits);
    }
}

internal sealed class Either(IReadOnlyList<DocumentSet> sets) : DocumentSet
{
    private readonly ulong[] one = new ulong[Window.Words];
    private readonly ulong[] all = new ulong[Window.Words];

    public override void Narrow(int window, Span<ulong> among)
    {
        Array.Clear(all);
        foreach (var set in sets)
        {
            among.CopyTo(one);
            set.Narrow(window, one);
            Window.Or(all, one);
        }

        all.CopyTo(among);
    }
}

/// <summary>Whoever one of the matches fits.</summary>
internal sealed class Matching(IReadOnlyList<Matcher> matchers) : DocumentSet
{
    private readonly WindowScores scores = new();

    public override void Narrow(int window, Span<ulong> among)
    {
        scores.Score(matchers, window, among);
    }
}

/// <summary>Whoever was not deleted since the segment was written.</summary>
internal sealed class Living(IBits live) : DocumentSet
{
    public override void Narrow(int window, Span<ulong> among)
    {
        var first = window * Window.Size;
        foreach (var place in Window.In(among))
        {
            if (!live.Get(first + place))
                Window.Remove(among, place);
        }
    }
}
