using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Indexing;

/// <summary>Lets one writer at a time write to the index, over all instances.</summary>
public sealed class IndexLeases(IDatabase database, BusinessClock clock)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(15);

    /// <returns>The lease, to be disposed; null when somebody else holds it.</returns>
    public async Task<HeldLease?> TryTakeAsync(CancellationToken ct)
    {
        var holder = Guid.CreateVersion7(clock.Now);
        return await ExtendAsync(holder, ct) ? new HeldLease(this, holder, clock.TimeProvider) : null;
    }

    private Task<bool> ExtendAsync(Guid holder, CancellationToken ct) => database.WriteAsync(
        WritePriority.Index,
        async (db, c) => await db.IndexLeases.Where(l => l.Holder == holder || l.Until < clock.Now)
            .ExecuteUpdateAsync(set => set
                .SetProperty(l => l.Holder, holder)
                .SetProperty(l => l.Until, clock.Now + Length), c) == 1,
        ct);

    private Task ReleaseAsync(Guid holder) => database.WriteAsync(
        WritePriority.Index,
        (db, c) => db.IndexLeases.Where(l => l.Holder == holder)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Until, DateTimeOffset.UnixEpoch), c),
        CancellationToken.None);

    /// <summary>A lease that is held and, between pieces of work, renewed.</summary>
    public sealed class HeldLease(IndexLeases leases, Guid holder, TimeProvider time) : IAsyncDisposable
    {
        private long renewedAt = time.GetTimestamp();

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

        public async ValueTask DisposeAsync() => await leases.ReleaseAsync(holder);
    }
}

/// <summary>The index lease lapsed; what was not written yet stays in the queue.</summary>
public sealed class LeaseLostException() : Exception("The index lease lapsed.");
