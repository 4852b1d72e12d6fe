using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Indexing;

/// <summary>What one pass took: its number, whose documents it must write, and where.</summary>
public sealed record TakenChanges(long Pass, IReadOnlyList<CustomerId> Customers, IReadOnlyList<int> Generations);

/// <summary>
/// The queue of changes, which is what stands in the table and nothing else. A pass that draws a higher number reads
/// later, and so sees everything that a lower pass had taken; change numbers do not follow commit order and say nothing.
/// </summary>
public sealed class ChangeQueue(IDatabase database)
{
    /// <summary>
    /// Draws a pass and marks with it every row of at most <paramref name="most"/> customers, whatever pass they had:
    /// the oldest and the newest in equal parts, so that a person's change never waits behind an import.
    /// </summary>
    public Task<TakenChanges> TakeAsync(int most, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Interactive, (db, c) => TakeAsync(db, most, c), ct);

    /// <summary>Draws a pass for a scan, and reads where it must write.</summary>
    public Task<long> DrawPassAsync(CancellationToken ct) =>
        database.WriteAsync(WritePriority.Interactive, RaisePassAsync, ct);

    /// <summary>Removes what a pass had taken and every engine has durably.</summary>
    public Task DeleteAsync(long pass, CancellationToken ct) => database.WriteAsync(
        WritePriority.Interactive, (db, c) => db.IndexChanges.Where(x => x.Pass == pass).ExecuteDeleteAsync(c), ct);

    /// <summary>Moves the changes of refused documents aside; the others of the pass are not held up.</summary>
    public Task DeadLetterAsync(long pass, IReadOnlyList<RefusedEntry> refused, DateTimeOffset at, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            db.DeadLetters.AddRange(refused.Select(r => new DeadLetter
            {
                CustomerId = r.Id, Pass = pass, Error = r.Error, At = at,
            }));
            return await db.SaveChangesAsync(c);
        }, ct);

    /// <summary>How many changes stand in the queue and since when the oldest does.</summary>
    public async Task<(long Pending, DateTimeOffset? Oldest)> LookAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        var oldest = await db.IndexChanges.AsNoTracking().MinAsync(x => (DateTimeOffset?)x.At, ct);
        return oldest is null ? (0, null) : (await db.IndexChanges.LongCountAsync(ct), oldest);
    }

    /// <summary>Whether any change stands in the queue that was made before the given instant.</summary>
    public async Task<bool> AnyAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.IndexChanges.AsNoTracking().AnyAsync(ct);
    }

    private static async Task<TakenChanges> TakeAsync(CustomerDb db, int most, CancellationToken ct)
    {
        var pass = await RaisePassAsync(db, ct);
        var half = (most + 1) / 2;
        var oldest = await db.IndexChanges.OrderBy(x => x.Seq).Take(half).Select(x => x.CustomerId).ToListAsync(ct);
        var newest = await db.IndexChanges.OrderByDescending(x => x.Seq).Take(half).Select(x => x.CustomerId).ToListAsync(ct);
        var customers = oldest.Concat(newest).Distinct().ToList();
        await db.IndexChanges.Where(x => customers.Contains(x.CustomerId))
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.Pass, pass), ct);
        var generations = await db.IndexGenerations.OrderBy(g => g.Number).Select(g => g.Number).ToListAsync(ct);
        return new TakenChanges(pass, customers, generations);
    }

    private static async Task<long> RaisePassAsync(CustomerDb db, CancellationToken ct)
    {
        await db.IndexPasses.ExecuteUpdateAsync(set => set.SetProperty(p => p.Value, p => p.Value + 1), ct);
        return await db.IndexPasses.Select(p => p.Value).SingleAsync(ct);
    }
}
