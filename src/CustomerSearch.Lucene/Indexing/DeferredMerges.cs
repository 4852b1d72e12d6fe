using Lucene.Net.Index;

namespace CustomerSearch.Lucene.Indexing;

/// <summary>
/// Merges on the thread that asks, as long as nothing is deferred. While a generation is built nothing is merged, so that no
/// writer ever waits behind a merge; whoever settles it in the end writes everything twice.
/// </summary>
internal sealed class DeferredMerges(bool defer) : MergeScheduler
{
    /// <summary>How many segments of a size stand side by side before they are merged.</summary>
    private const int Segments = 4;

    /// <summary>
    /// How many the settler takes at once. More would be written less often, but Lucene makes an object per term and segment.
    /// </summary>
    private const int SegmentsSettledAtOnce = 30;

    private volatile bool deferred = defer;
    private volatile int settler;

    /// <summary>What is to be merged: nothing until somebody settles, as long as merges are deferred.</summary>
    public MergePolicy Policy() => new PolicyOf(this)
    {
        SegmentsPerTier = Segments, MaxMergeAtOnce = Segments, MaxMergeAtOnceExplicit = SegmentsSettledAtOnce,
    };

    /// <summary>Merges wait no longer.</summary>
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

    private sealed class PolicyOf(DeferredMerges merges) : TieredMergePolicy
    {
        public override MergeSpecification? FindMerges(MergeTrigger mergeTrigger, SegmentInfos infos) =>
            merges.deferred ? null : base.FindMerges(mergeTrigger, infos);
    }
}
