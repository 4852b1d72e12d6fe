using CustomerSearch.Core.Indexing;
using Hangfire;

namespace CustomerSearch.Service.Jobs;

/// <summary>The jobs of generations: thin, without arguments, safe to run twice at once.</summary>
internal sealed class IndexJobs(
    GuardLive guard, RebuildIndex rebuild, DropGenerations drop, ReconcileIndex reconcile, PurgeTombstones purge, IndexStatus status)
{
    private readonly Turn rebuilding = new();
    private readonly Turn reconciling = new();

    /// <summary>
    /// Sees to it that the live generation answers, builds what was asked for, also what a stop interrupted, and drops what
    /// nobody needs: one after the other, for guarding and building need the same lease.
    /// </summary>
    [AutomaticRetry(Attempts = 0)]
    public Task RebuildAsync(CancellationToken ct) => WhenReadyAsync(rebuilding, async () =>
    {
        await guard.RunAsync(ct);
        await rebuild.RunAsync(ct);
        await drop.RunAsync(ct);
    });

    [AutomaticRetry(Attempts = 0)]
    public Task ReconcileAsync(CancellationToken ct) => WhenReadyAsync(reconciling, async () =>
    {
        await reconcile.RunAsync(ct);
        await purge.RunAsync(ct);
    });

    /// <summary>Until the index is open it is <see cref="OpenIndex"/>'s.</summary>
    private Task WhenReadyAsync(Turn turn, Func<Task> work) =>
        status.State == IndexState.Ready ? turn.RunAsync(work) : Task.CompletedTask;
}
