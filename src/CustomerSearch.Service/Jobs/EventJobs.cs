using CustomerSearch.Core.Events;
using Hangfire;

namespace CustomerSearch.Service.Jobs;

/// <summary>The jobs of events: thin, without arguments, safe to run twice at once.</summary>
internal sealed class EventJobs(ApplyEvents apply, AwaitCustomers parked, JobQueue queue)
{
    private readonly Turn applying = new();
    private readonly Turn awaiting = new();

    /// <summary>A batch that came while the last one ended is seen by nobody else before the next minute.</summary>
    [AutomaticRetry(Attempts = 0)]
    public async Task ApplyAsync(CancellationToken ct)
    {
        var ran = false;
        await applying.RunAsync(async () =>
        {
            ran = true;
            await apply.RunAsync(ct);
        });
        if (ran && await apply.AnyAsync(ct))
            queue.ApplyEvents();
    }

    [AutomaticRetry(Attempts = 0)]
    public Task AwaitCustomersAsync(CancellationToken ct) => awaiting.RunAsync(() => parked.RunAsync(ct));
}
