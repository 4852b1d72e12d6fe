using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Indexing;

/// <summary>Waits until searches see what was written of a customer, but not for long.</summary>
public sealed class WaitForIndex(IDatabase database, BusinessClock clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <returns>Whether the change has left the queue, and so stands in every generation of the index.</returns>
    public async Task<bool> RunAsync(CustomerId id, CancellationToken ct)
    {
        var began = clock.TimeProvider.GetTimestamp();
        while (await IsQueuedAsync(id, ct))
        {
            if (clock.TimeProvider.GetElapsedTime(began) >= Longest)
                return false;

            await Task.Delay(BetweenLooks, clock.TimeProvider, ct);
        }

        return true;
    }

    private async Task<bool> IsQueuedAsync(CustomerId id, CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.IndexChanges.AsNoTracking().AnyAsync(c => c.CustomerId == id, ct);
    }
}
