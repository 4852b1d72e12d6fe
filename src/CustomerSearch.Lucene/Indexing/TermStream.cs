using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace CustomerSearch.Lucene.Indexing;

/// <summary>Feeds Lucene the terms of one field of one document as they are; used again for the next.</summary>
internal sealed class TermStream : TokenStream
{
    private readonly ICharTermAttribute term;
    private readonly IPositionIncrementAttribute increment;
    private readonly List<(string Term, int Increment)> terms = [];
    private int next;

    public TermStream()
    {
        term = AddAttribute<ICharTermAttribute>();
        increment = AddAttribute<IPositionIncrementAttribute>();
    }

    public bool IsEmpty => terms.Count == 0;

    public void Forget() => terms.Clear();

    /// <summary>Adds a term at the position after the last.</summary>
    public void Add(string text) => terms.Add((text, 1));

    /// <summary>Adds positions with their alternatives; one without any leaves a gap that no phrase bridges.</summary>
    public void Add(IReadOnlyList<IReadOnlyList<string>> positions)
    {
        var step = 0;
        foreach (var alternatives in positions)
        {
            step++;
            foreach (var text in alternatives)
            {
                terms.Add((text, step));
                step = 0;
            }
        }
    }

    public override void Reset()
    {
        base.Reset();
        next = 0;
    }

    public override bool IncrementToken()
    {
        if (next == terms.Count)
            return false;
        ClearAttributes();
        var (text, step) = terms[next++];
        term.SetEmpty().Append(text);
        increment.PositionIncrement = step;
        return true;
    }
}
