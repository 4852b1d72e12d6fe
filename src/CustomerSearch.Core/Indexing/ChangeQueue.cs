using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Indexing;

/// <summary>What one pass took: its number, whose documents it must write, and where.</summary>
public sealed record TakenChanges(long Pass, IReadOnlyList<CustomerId> Customers, IReadOnlyList<int> Generations);

/// <summary>
/// The queue of changes, which is what stands in the table and nothing else. A pass that draws a higher number reads
/// later, and so sees everything that a lower pass had taken; change numbers do not follow commit order and say
/// nothing.
/// </summary>
public sealed class ChangeQueue(IDatabase database, BusinessClock clock)
{
    private const int MostAttempts = 3;
    private const int IdsInStatement = 500;

    /// <summary>
    /// Draws a pass and marks with it every row of at most <paramref name="most"/> customers, whatever pass they had:
    /// the oldest and the newest in equal parts, so that a person's change never waits behind an import.
    /// </summary>
    public Task<TakenChanges> TakeAsync(int most, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Index, (db, c) => TakeAsync(db, most, c), ct);

    /// <summary>
    /// Draws a pass and marks with it every row there is: for a scan of everything that begins after this, into the
    /// only generation there is.
    /// </summary>
    public Task<long> TakeAllAsync(CancellationToken ct) =>
        database.WriteAsync(WritePriority.Index, async (db, c) =>
        {
            var pass = await RaisePassAsync(db, c);
            await db.IndexChanges.ExecuteUpdateAsync(set => set.SetProperty(x => x.Pass, pass), c);
            return pass;
        }, ct);

    /// <summary>Draws a pass for a page of a scan.</summary>
    public Task<long> DrawPassAsync(CancellationToken ct) =>
        database.WriteAsync(WritePriority.Index, RaisePassAsync, ct);

    /// <summary>
    /// Removes what a pass had taken and every engine has durably. Changes of refused documents are tried again; at the
    /// third refusal they become dead letters, and hold up nobody.
    /// </summary>
    public Task SettleAsync(long pass, IReadOnlyList<RefusedEntry> refused, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Index, async (db, c) =>
        {
            var ids = refused.Select(r => r.Id).Distinct().ToList();
            var rows = db.IndexChanges.Where(x => x.Pass == pass);
            if (ids.Count == 0)
                return await rows.ExecuteDeleteAsync(c);

            await rows.Where(x => !ids.Contains(x.CustomerId)).ExecuteDeleteAsync(c);
            await rows.ExecuteUpdateAsync(set => set.SetProperty(x => x.Attempts, x => x.Attempts + 1), c);
            var hopeless = await rows.Where(x => x.Attempts >= MostAttempts).Select(x => x.CustomerId).ToListAsync(c);
            await rows.Where(x => hopeless.Contains(x.CustomerId)).ExecuteDeleteAsync(c);
            return await DeadLetterAsync(db, pass, refused.Where(r => hopeless.Contains(r.Id)), c);
        }, ct);

    /// <summary>Notes documents of a scan that the engine refuses; no change stands in the queue for them.</summary>
    public async Task DeadLetterAsync(long pass, IReadOnlyList<RefusedEntry> refused, CancellationToken ct)
    {
        if (refused.Count > 0)
            await database.WriteAsync(WritePriority.Index, (db, c) => DeadLetterAsync(db, pass, refused, c), ct);
    }

    /// <summary>How many changes stand in the queue and since when the oldest does.</summary>
    public async Task<(long Pending, DateTimeOffset? Oldest)> LookAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        var oldest = await db.IndexChanges.AsNoTracking().MinAsync(x => (DateTimeOffset?)x.At, ct);
        return oldest is null ? (0, null) : (await db.IndexChanges.LongCountAsync(ct), oldest);
    }

    /// <summary>Whether any change stands in the queue, taken or not.</summary>
    public async Task<bool> AnyAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.AnyChangeAsync(ct);
    }

    /// <summary>The highest pass that was drawn.</summary>
    public async Task<long> PassAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.IndexPasses.Select(p => p.Value).SingleAsync(ct);
    }

    /// <summary>The newest change in the queue; 0 where it is empty.</summary>
    public async Task<long> NewestAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.IndexChanges.MaxAsync(x => (long?)x.Seq, ct) ?? 0;
    }

    /// <summary>Whether a change up to this one stands in the queue.</summary>
    public async Task<bool> AnyUpToAsync(long seq, CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.IndexChanges.AsNoTracking().AnyAsync(x => x.Seq <= seq, ct);
    }

    /// <summary>Which of them have a change in the queue, taken or not.</summary>
    public async Task<HashSet<CustomerId>> PendingAsync(IReadOnlyCollection<CustomerId> ids, CancellationToken ct)
    {
        await using var db = database.Open();
        HashSet<CustomerId> pending = [];
        foreach (var part in ids.Chunk(IdsInStatement))
            pending.UnionWith(await db.IndexChanges.Where(x => part.Contains(x.CustomerId)).Select(x => x.CustomerId).ToListAsync(ct));
        return pending;
    }

    /// <summary>Has the documents of these customers written anew, whatever stands there.</summary>
    public Task PutAsync(IReadOnlyCollection<CustomerId> ids, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Index, (db, c) =>
        {
            db.IndexChanges.AddRange(ids.Select(id => new IndexChange { CustomerId = id, At = clock.Now }));
            return db.SaveChangesAsync(c);
        }, ct);

    private static async Task<TakenChanges> TakeAsync(CustomerDb db, int most, CancellationToken ct)
    {
        var pass = await RaisePassAsync(db, ct);
        var customers = await db.TakeChangesAsync(pass, (most + 1) / 2, ct);
        var generations = await Generations.Written(db)
            .OrderBy(g => g.State == GenerationState.Live ? 0 : g.Number).Select(g => g.Number).ToListAsync(ct);
        return new TakenChanges(pass, customers, generations);
    }

    private async Task<int> DeadLetterAsync(CustomerDb db, long pass, IEnumerable<RefusedEntry> refused, CancellationToken ct)
    {
        db.DeadLetters.AddRange(refused.DistinctBy(r => r.Id).Select(r => new DeadLetter
        {
            CustomerId = r.Id, Pass = pass, Error = r.Error, At = clock.Now,
        }));
        return await db.SaveChangesAsync(ct);
    }

    private static async Task<long> RaisePassAsync(CustomerDb db, CancellationToken ct)
    {
        await db.IndexPasses.ExecuteUpdateAsync(set => set.SetProperty(p => p.Value, p => p.Value + 1), ct);
        return await db.IndexPasses.Select(p => p.Value).SingleAsync(ct);
    }
}
