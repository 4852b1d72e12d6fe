using CustomerSearch.Core.Events;
using CustomerSearch.Core.Tags;
using Hangfire;

namespace CustomerSearch.Service.Jobs;

/// <summary>The jobs of tags and of the business day: thin, without arguments, safe to run twice at once.</summary>
internal sealed class TagJobs(
    SlideWindows windows, MoveTagDay tagDay, ContinueRuleApplications rules, MoveMergedTags mergedTags, TimeProvider time)
{
    private static readonly TimeSpan RuleStep = TimeSpan.FromMilliseconds(250);

    private readonly Turn day = new();
    private readonly Turn applying = new();
    private readonly Turn merging = new();

    /// <summary>Metrics first: the medians of the day are taken over them.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task MoveDayAsync(CancellationToken ct) => day.RunAsync(async () =>
    {
        await windows.RunAsync(ct);
        await tagDay.RunAsync(ct);
    });

    /// <summary>Stays with the applications until all are done; the next minute's takes up what one left.</summary>
    [AutomaticRetry(Attempts = 0)]
    public Task ApplyRulesAsync(CancellationToken ct) => applying.RunAsync(async () =>
    {
        while (await rules.RunAsync(ct))
            await Task.Delay(RuleStep, time, ct);
    });

    [AutomaticRetry(Attempts = 0)]
    public Task MoveMergedTagsAsync(CancellationToken ct) => merging.RunAsync(() => mergedTags.RunAsync(ct));
}

/// <summary>One of a kind at a time in this instance: a second one would only hold a worker, and ends at once.</summary>
internal sealed class Turn
{
    private int taken;

    public async Task RunAsync(Func<Task> work)
    {
        if (Interlocked.Exchange(ref taken, 1) == 1)
            return;

        try
        {
            await work();
        }
        finally
        {
            Volatile.Write(ref taken, 0);
        }
    }
}
