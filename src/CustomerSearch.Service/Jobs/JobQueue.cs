using System.Text.RegularExpressions;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers.Import;
using CustomerSearch.Core.Indexing;
using Hangfire;
using Hangfire.States;

namespace CustomerSearch.Service.Jobs;

/// <summary>The jobs of index and records: thin, without arguments, safe to run twice at once.</summary>
internal sealed class ServiceJobs(DrainChanges drain, OpenIndex open, Verifications verifications, DrainTicket ticket, JobQueue queue)
{
    /// <summary>What the watcher asks for. Not tried again when it fails: the watcher asks again.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task DrainAsync(CancellationToken ct)
    {
        try
        {
            await drain.RunAsync(ct);
        }
        finally
        {
            ticket.Return();
        }
    }

    /// <summary>The guarantee behind the watcher, each minute.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task TickAsync(CancellationToken ct) => drain.RunAsync(ct);

    /// <summary>
    /// Tried again for as long as it takes: without an index nothing but whole values is found. A rebuild that a stop
    /// interrupted goes on at once.
    /// </summary>
    [AutomaticRetry(Attempts = int.MaxValue, DelaysInSeconds = [1, 2, 5, 10, 30])]
    public async Task OpenIndexAsync(CancellationToken ct)
    {
        await open.RunAsync(ct);
        queue.RebuildIndex();
    }

    [AutomaticRetry(Attempts = 0)]
    public Task VerifyChainAsync(CancellationToken ct) => verifications.RunPendingAsync(ct);
}

/// <summary>Imports have workers of their own, so that the index never waits behind them.</summary>
internal sealed class ImportJobs(ImportCustomers import)
{
    public const string Queue = "imports";

    /// <summary>Tried again for as long as it takes: each time it goes on where it is.</summary>
    [AutomaticRetry(Attempts = int.MaxValue, DelaysInSeconds = [1, 2, 5, 10, 30])]
    [Queue(Queue)]
    public Task RunAsync(long id, CancellationToken ct) => import.RunAsync(id, null, ct);
}

/// <summary>Whether a drain of this instance waits or runs already.</summary>
internal sealed class DrainTicket
{
    private int taken;

    public bool TryTake() => Interlocked.Exchange(ref taken, 1) == 0;

    public void Return() => Volatile.Write(ref taken, 0);
}

/// <summary>
/// The queue of jobs that concern this instance: its own look at the index, and the drains it has a ticket for. Where instances share
/// their jobs, another one would do them for itself.
/// </summary>
internal static partial class InstanceQueue
{
    public static string Name { get; } = "instance-" + Unfit().Replace(Environment.MachineName.ToLowerInvariant(), "-");

    [GeneratedRegex("[^a-z0-9-]", RegexOptions.None, 1000)]
    private static partial Regex Unfit();
}

/// <summary>Puts jobs into Hangfire's queue, and holds their schedule.</summary>
internal sealed class JobQueue(IBackgroundJobClient client, IRecurringJobManager recurring, DrainTicket ticket)
{
    /// <summary>A drain, unless one of this instance waits or runs.</summary>
    public void Drain()
    {
        if (ticket.TryTake())
            client.Enqueue<ServiceJobs>(InstanceQueue.Name, jobs => jobs.DrainAsync(CancellationToken.None));
    }

    public void RebuildIndex() =>
        client.Create<IndexJobs>(jobs => jobs.RebuildAsync(CancellationToken.None), new EnqueuedState());

    public void ReconcileIndex() =>
        client.Create<IndexJobs>(jobs => jobs.ReconcileAsync(CancellationToken.None), new EnqueuedState());

    public void VerifyChain() =>
        client.Create<ServiceJobs>(jobs => jobs.VerifyChainAsync(CancellationToken.None), new EnqueuedState());

    public void ApplyRules() =>
        client.Create<TagJobs>(jobs => jobs.ApplyRulesAsync(CancellationToken.None), new EnqueuedState());

    public void ApplyEvents() =>
        client.Create<EventJobs>(jobs => jobs.ApplyAsync(CancellationToken.None), new EnqueuedState());

    public void Import(long id) =>
        client.Create<ImportJobs>(jobs => jobs.RunAsync(id, CancellationToken.None), new EnqueuedState(ImportJobs.Queue));

    /// <summary>What is due at start, and what comes back: the guarantee behind the watcher.</summary>
    /// <param name="imports">Those that a stop interrupted.</param>
    public void Start(IReadOnlyList<long> imports)
    {
        foreach (var import in imports)
            Import(import);
        client.Enqueue<ServiceJobs>(InstanceQueue.Name, jobs => jobs.OpenIndexAsync(CancellationToken.None));
        VerifyChain();
        ApplyEvents();
        recurring.AddOrUpdate<ServiceJobs>("drain", jobs => jobs.TickAsync(CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<IndexJobs>("rebuild", jobs => jobs.RebuildAsync(CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<IndexJobs>("reconcile", jobs => jobs.ReconcileAsync(CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<TagJobs>("day", jobs => jobs.MoveDayAsync(CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<TagJobs>("rules", jobs => jobs.ApplyRulesAsync(CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<TagJobs>("merged-tags", jobs => jobs.MoveMergedTagsAsync(CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<EventJobs>("events", jobs => jobs.ApplyAsync(CancellationToken.None), Cron.Minutely());
        recurring.AddOrUpdate<EventJobs>("parked-events", jobs => jobs.AwaitCustomersAsync(CancellationToken.None), Cron.Minutely());
    }
}
