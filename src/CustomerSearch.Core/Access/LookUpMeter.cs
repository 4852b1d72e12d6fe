using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Core.Access;

/// <summary>How many whole values an account looked up in an hour that were nobody's, or another's customer.</summary>
public sealed class LookUpCount
{
    public required AccountId AccountId { get; init; }

    /// <summary>Hours since 1970.</summary>
    public required long Hour { get; init; }

    public int Misses { get; set; }
}

/// <summary>
/// Counts look-ups of whole values that find nobody of the caller's, per account and hour, in the database: who walks
/// over numbers or phones is stopped on every instance.
/// </summary>
public sealed class LookUpMeter(IDatabase database, BusinessClock clock, IOptions<AccessOptions> options)
{
    /// <summary>How long an account whose meter is full must wait; null where it is not full.</summary>
    public async Task<TimeSpan?> WaitAsync(Operator caller, CancellationToken ct)
    {
        var hour = Hour();
        await using var db = database.Open();
        var misses = await db.LookUpCounts.Where(c => c.AccountId == caller.Id && c.Hour == hour)
            .Select(c => c.Misses).SingleOrDefaultAsync(ct);
        return misses < options.Value.MissesPerHour ? null : DateTimeOffset.FromUnixTimeSeconds((hour + 1) * 3600) - clock.Now;
    }

    /// <summary>Counts one look-up that found nobody of the caller's; what is done on the machine itself is not counted.</summary>
    public async Task CountAsync(Operator caller, CancellationToken ct)
    {
        if (caller.Id is not { } account)
            return;

        var hour = Hour();
        await database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var counted = await db.LookUpCounts.Where(m => m.AccountId == account && m.Hour == hour)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.Misses, m => m.Misses + 1), c);
            if (counted == 0)
                db.Add(new LookUpCount { AccountId = account, Hour = hour, Misses = 1 });
            return await db.SaveChangesAsync(c);
        }, ct);
    }

    private long Hour() => clock.Now.ToUnixTimeSeconds() / 3600;
}
