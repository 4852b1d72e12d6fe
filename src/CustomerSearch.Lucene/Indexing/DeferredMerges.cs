using Lucene.Net.Index;

namespace CustomerSearch.Lucene.Indexing;

/// <summary>
/// Merges on the thread that asks, as long as nothing is deferred. While a generation is built its merges wait for the
/// thread that settles it in the end, so that no writer ever waits behind one.
/// </summary>
internal sealed class DeferredMerges(bool defer) : MergeScheduler
{
    private volatile bool deferred = defer;
    private volatile int settler;

    /// <summary>Merges of other threads wait no longer.</summary>
    public void End() => deferred = false;

    /// <summary>Merges everything into one segment on this thread, beside whoever writes.</summary>
    public void Settle(IndexWriter writer)
    {
        settler = Environment.CurrentManagedThreadId;
        try
        {
            writer.ForceMerge(1);
        }
        finally
        {
            settler = 0;
        }
    }

    public override void Merge(IndexWriter writer, MergeTrigger trigger, bool newMergesFound)
    {
        if (deferred && settler != Environment.CurrentManagedThreadId)
            return;
        while (writer.GetNextMerge() is { } merge)
            writer.Merge(merge);
    }

    protected override void Dispose(bool disposing)
    {
        // It owns nothing.
    }
}
