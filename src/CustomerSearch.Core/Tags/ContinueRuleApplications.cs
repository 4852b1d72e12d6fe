using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>
/// Brings rules into force, a step at a time: every document gets the tags of both versions, one commit moves all
/// searches to the new one, and every document loses the old ones. Safe to run twice at once, and to be killed in
/// between: all there is to know stands in <see cref="RuleApplication"/>.
/// </summary>
public sealed class ContinueRuleApplications(IDatabase database, RuleSwitch ruleSwitch, BusinessClock clock)
{
    private const int PageSize = 1000;

    /// <summary>A scan runs this far ahead of the index and no further, so that a clerk's change is soon among the newest.</summary>
    private const int MostWaiting = 4 * PageSize;

    /// <summary>Longer than any search, and any catalogue held by another instance, lives on after the switch.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(90);

    /// <summary>A scan that has put every customer into the queue.</summary>
    private static readonly CustomerId End = new(long.MaxValue);

    /// <summary>Goes as far as it can without waiting for the index.</summary>
    /// <returns>Whether an application is unfinished: call again in a moment.</returns>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        while (await FirstUnfinishedAsync(ct) is { } application)
        {
            if (!await StepAsync(application, ct))
                return true;
        }

        return false;
    }

    private async Task<RuleApplication?> FirstUnfinishedAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.RuleApplications.AsNoTracking().Where(a => a.State != RuleApplicationState.Done)
            .OrderBy(a => a.Id).FirstOrDefaultAsync(ct);
    }

    /// <returns>Whether anything was done; false where the index or the clock is waited for.</returns>
    private async Task<bool> StepAsync(RuleApplication application, CancellationToken ct)
    {
        switch (application.State)
        {
            case RuleApplicationState.Writing or RuleApplicationState.Cleaning when application.After != End:
                return await ScanAsync(application, ct);
            case RuleApplicationState.Writing when await IsWrittenAsync(application, ct):
                await ruleSwitch.RunAsync(application, ct);
                return true;
            case RuleApplicationState.Switched when clock.Now - application.SwitchedAt >= Grace:
                return await MoveOnAsync(application, RuleApplicationState.Cleaning, ct);
            case RuleApplicationState.Cleaning when await IsWrittenAsync(application, ct):
                return await MoveOnAsync(application, RuleApplicationState.Done, ct);
            default:
                return false;
        }
    }

    /// <summary>Puts the next customers into the queue of the index.</summary>
    private async Task<bool> ScanAsync(RuleApplication application, CancellationToken ct)
    {
        List<CustomerId> page;
        await using (var db = database.Open())
        {
            if (await db.IndexChanges.CountAsync(ct) >= MostWaiting)
                return false;

            page = await db.Customers.Where(c => c.Id > application.After).OrderBy(c => c.Id).Take(PageSize)
                .Select(c => c.Id).ToListAsync(ct);
        }

        return await database.WriteAsync(WritePriority.Bulk, async (db, c) =>
        {
            var last = page.Count < PageSize ? End : page[^1];
            if (await Mine(db, application).ExecuteUpdateAsync(set => set
                .SetProperty(a => a.After, last)
                .SetProperty(a => a.CustomersDone, a => a.CustomersDone + page.Count), c) == 0)
                return true;

            var changes = page.ConvertAll(id => new IndexChange { CustomerId = id, At = clock.Now });
            db.IndexChanges.AddRange(changes);
            await db.SaveChangesAsync(c);
            if (changes.Count > 0)
            {
                var highest = changes.Max(change => change.Seq);
                await db.RuleApplications.Where(a => a.Id == application.Id)
                    .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastChange, highest), c);
            }

            return true;
        }, ct);
    }

    /// <summary>Whether every document of the scan is in the index: its changes have left the queue.</summary>
    private async Task<bool> IsWrittenAsync(RuleApplication application, CancellationToken ct)
    {
        await using var db = database.Open();
        return !await db.IndexChanges.AnyAsync(x => x.Seq <= application.LastChange, ct);
    }

    private Task<bool> MoveOnAsync(RuleApplication application, RuleApplicationState next, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var isDone = next == RuleApplicationState.Done;
            DateTimeOffset? finishedAt = isDone ? clock.Now : null;
            if (await Mine(db, application).ExecuteUpdateAsync(set => set
                .SetProperty(a => a.State, next)
                .SetProperty(a => a.After, isDone ? End : new CustomerId(0))
                .SetProperty(a => a.CustomersDone, a => isDone ? a.CustomersDone : 0)
                .SetProperty(a => a.FinishedAt, finishedAt), c) == 1 && !isDone)
                await RuleSwitch.SupersedeAsync(db, application.RuleId, c);

            return true;
        }, ct);

    /// <summary>The application, where nobody else has taken it further meanwhile.</summary>
    private static IQueryable<RuleApplication> Mine(CustomerDb db, RuleApplication seen) =>
        db.RuleApplications.Where(a => a.Id == seen.Id && a.State == seen.State && a.After == seen.After);
}
