using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Indexing;

/// <summary>Lets one instance at a time drain, one rebuild and one reconcile.</summary>
public sealed class IndexLeases(IDatabase database, BusinessClock clock)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    /// <returns>The lease, to be disposed; null when somebody else holds it.</returns>
    public async Task<HeldLease?> TryTakeAsync(IndexWork work, CancellationToken ct)
    {
        var holder = Guid.CreateVersion7(clock.Now);
        var token = await database.WriteAsync(WritePriority.Index, async (db, c) =>
        {
            var mine = db.IndexLeases.Where(l => l.Id == work);
            return await mine.Where(l => l.Until < clock.Now).ExecuteUpdateAsync(set => set
                .SetProperty(l => l.Holder, holder)
                .SetProperty(l => l.Until, clock.Now + Length)
                .SetProperty(l => l.Token, l => l.Token + 1), c) == 1
                ? await mine.Select(l => l.Token).SingleAsync(c)
                : 0;
        }, ct);
        return token == 0 ? null : new HeldLease(this, holder, token, clock.TimeProvider);
    }

    /// <summary>As above, and waits so long for somebody who may be about to let it go.</summary>
    public async Task<HeldLease?> TryTakeAsync(IndexWork work, TimeSpan patience, CancellationToken ct)
    {
        var started = clock.TimeProvider.GetTimestamp();
        while (true)
        {
            if (await TryTakeAsync(work, ct) is { } lease)
                return lease;
            if (clock.TimeProvider.GetElapsedTime(started) >= patience)
                return null;
            await Task.Delay(BetweenTries, clock.TimeProvider, ct);
        }
    }

    private Task<bool> ExtendAsync(Guid holder, CancellationToken ct) => database.WriteAsync(
        WritePriority.Index,
        async (db, c) => await db.IndexLeases.Where(l => l.Holder == holder)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Until, clock.Now + Length), c) == 1,
        ct);

    private Task ReleaseAsync(Guid holder) => database.WriteAsync(
        WritePriority.Index,
        (db, c) => db.IndexLeases.Where(l => l.Holder == holder)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Until, DateTimeOffset.UnixEpoch), c),
        CancellationToken.None);

    /// <summary>A lease that is held and, between pieces of work, renewed.</summary>
    public sealed class HeldLease(IndexLeases leases, Guid holder, long token, TimeProvider time) : IAsyncDisposable
    {
        private long renewedAt = time.GetTimestamp();

        /// <summary>Greater than that of everybody who held it before.</summary>
        public long Token => token;

        /// <summary>
        /// Called before anything is sent: renews the lease when a third of it has passed. Nothing is sent after it
        /// lapsed.
        /// </summary>
        /// <exception cref="LeaseLostException">The lease lapsed: another writer may be at work.</exception>
        public async Task RenewAsync(CancellationToken ct)
        {
            var age = time.GetElapsedTime(renewedAt);
            if (age < Length / 3)
                return;

            var now = time.GetTimestamp();
            if (age >= Length || !await leases.ExtendAsync(holder, ct))
                throw new LeaseLostException();

            renewedAt = now;
        }

        /// <summary>Renews it for as long as a piece of work takes that cannot be cut.</summary>
        /// <exception cref="LeaseLostException">It lapsed meanwhile; the work is over.</exception>
        public async Task WhileAsync(Task work, CancellationToken ct)
        {
            while (await Task.WhenAny(work, Task.Delay(Length / 3, time, ct)) != work)
                await RenewAsync(ct);
            await work;
            await RenewAsync(ct);
        }

        public async ValueTask DisposeAsync() => await leases.ReleaseAsync(holder);
    }
}

/// <summary>The index lease lapsed; what was not written yet stays in the queue.</summary>
public sealed class LeaseLostException() : Exception("The index lease lapsed.");
