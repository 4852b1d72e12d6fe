using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Indexing;

/// <summary>Which generations there are and what is theirs to do, as the system of record knows it.</summary>
public sealed class Generations(IDatabase database, IIndexWriter writer, BusinessClock clock)
{
    /// <summary>After a rebuild that was given up nothing but a person asks for the next one for so long.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    /// <summary>Changes with whatever decides what a document looks like, in the engine or before it.</summary>
    public string Schema { get; } = $"{writer.SchemaHash}.{DocumentBuilder.Version}";

    /// <summary>All of them, the newest first.</summary>
    public async Task<List<IndexGeneration>> ListAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.IndexGenerations.AsNoTracking().OrderByDescending(g => g.Number).ToListAsync(ct);
    }

    public async Task<int?> LiveAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.IndexGenerations.Where(g => g.State == GenerationState.Live).Select(g => (int?)g.Number).SingleOrDefaultAsync(ct);
    }

    /// <summary>The one that answered before the live one, if it is still written.</summary>
    public async Task<int?> KeptAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.IndexGenerations.Where(g => g.State == GenerationState.Kept)
            .OrderByDescending(g => g.EndedAt).ThenByDescending(g => g.Number).Select(g => (int?)g.Number).FirstOrDefaultAsync(ct);
    }

    /// <summary>Asks for another generation, as part of a unit of work.</summary>
    /// <param name="standing">What the engine has, whoever made it: its numbers are not used again.</param>
    /// <returns>Its number; null where one is being built already.</returns>
    public async Task<int?> RequestAsync(CustomerDb db, string reason, IReadOnlyList<int> standing, CancellationToken ct)
    {
        if (await Unfinished(db).AnyAsync(ct))
            return null;

        var number = Math.Max(await db.IndexGenerations.MaxAsync(g => (int?)g.Number, ct) ?? 0, standing.DefaultIfEmpty().Max()) + 1;
        db.IndexGenerations.Add(new() { Number = number, State = GenerationState.Waiting, Reason = reason, CreatedAt = clock.Now });
        await db.SaveChangesAsync(ct);
        return number;
    }

    /// <summary>The service asks by itself: not again at once after one that was given up.</summary>
    public async Task<int?> RequestAsync(string reason, CancellationToken ct)
    {
        var standing = await writer.ListAsync(ct);
        return await database.WriteAsync(WritePriority.Index, async (db, c) =>
        {
            var since = clock.Now - Pause;
            var hasLive = await db.IndexGenerations.AnyAsync(g => g.State == GenerationState.Live, c);
            return hasLive && await db.IndexGenerations.AnyAsync(g => g.Failure != null && g.LiveAt == null && g.EndedAt > since, c)
                ? null
                : await RequestAsync(db, reason, standing, c);
        }, ct);
    }

    /// <summary>Takes up the generation that is to be built; whoever built it before writes it no more.</summary>
    public Task<IndexGeneration?> ClaimAsync(long token, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Index, async (db, c) =>
        {
            var generation = await Unfinished(db).SingleOrDefaultAsync(c);
            if (generation is null)
                return null;

            generation.Token = token;
            await db.SaveChangesAsync(c);
            return generation;
        }, ct);

    /// <summary>It stands, empty; from this commit on drains write it, and the scan may begin to read.</summary>
    public Task BeginAsync(IndexGeneration building, CancellationToken ct) => ChangeAsync(building, g =>
    {
        (g.State, g.Schema, g.Position, g.Done) = (GenerationState.Building, Schema, new CustomerId(0), 0);
        building.Schema = Schema;
    }, ct);

    /// <summary>Every customer up to this one is written durably.</summary>
    public Task AdvanceAsync(IndexGeneration building, CustomerId position, long done, long total, CancellationToken ct) =>
        ChangeAsync(building, g => (g.Position, g.Done, g.Total) = (position, done, total), ct);

    /// <summary>Whether the caller may still write it.</summary>
    /// <exception cref="LeaseLostException">Somebody else took it up.</exception>
    public Task ConfirmAsync(IndexGeneration building, CancellationToken ct) => ChangeAsync(building, _ => { }, ct);

    /// <summary>Notes what the engine was told already: this one answers searches, and the one before is kept.</summary>
    public Task MakeLiveAsync(int number, CancellationToken ct) => database.WriteAsync(WritePriority.Index, async (db, c) =>
    {
        foreach (var generation in await db.IndexGenerations
            .Where(g => g.Number == number || g.State == GenerationState.Live).ToListAsync(c))
        {
            if (generation.Number != number)
                (generation.State, generation.EndedAt) = (GenerationState.Kept, clock.Now);
            else if (generation.State != GenerationState.Live)
                (generation.State, generation.LiveAt, generation.EndedAt) = (GenerationState.Live, clock.Now, null);
        }

        return await db.SaveChangesAsync(c);
    }, ct);

    /// <summary>Gives up the live one, which cannot be used any more, and asks for another.</summary>
    public async Task ReplaceLiveAsync(int number, string failure, CancellationToken ct)
    {
        var standing = await writer.ListAsync(ct);
        await database.WriteAsync(WritePriority.Index, async (db, c) =>
        {
            if (await db.IndexGenerations.SingleOrDefaultAsync(g => g.Number == number && g.State == GenerationState.Live, c) is { } live)
                Retire(live, failure);
            await db.SaveChangesAsync(c);
            return await RequestAsync(db, failure, standing, c);
        }, ct);
    }

    /// <summary>Gives up those that fit: they are written no more, and dropped in time.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> RetireAsync(Func<IndexGeneration, bool> which, string? failure, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Index, async (db, c) =>
        {
            var written = await db.IndexGenerations.Where(g => g.State < GenerationState.Retired).ToListAsync(c);
            foreach (var generation in written.Where(which))
                Retire(generation, failure);
            return await db.SaveChangesAsync(c);
        }, ct);

    /// <summary>Notes that nothing of it stands any more.</summary>
    public Task ForgetAsync(int number, CancellationToken ct) => database.WriteAsync(WritePriority.Index, (db, c) =>
        db.IndexGenerations.Where(g => g.Number == number && g.State == GenerationState.Retired)
            .ExecuteUpdateAsync(set => set.SetProperty(g => g.State, GenerationState.Dropped), c), ct);

    /// <summary>Those that drains write.</summary>
    internal static IQueryable<IndexGeneration> Written(CustomerDb db) => db.IndexGenerations
        .Where(g => g.State == GenerationState.Building || g.State == GenerationState.Live || g.State == GenerationState.Kept);

    private void Retire(IndexGeneration generation, string? failure) =>
        (generation.State, generation.EndedAt, generation.Failure) = (GenerationState.Retired, clock.Now, failure);

    private static IQueryable<IndexGeneration> Unfinished(CustomerDb db) => db.IndexGenerations
        .Where(g => g.State == GenerationState.Waiting || g.State == GenerationState.Building);

    private async Task ChangeAsync(IndexGeneration building, Action<IndexGeneration> change, CancellationToken ct) =>
        await database.WriteAsync(WritePriority.Index, async (db, c) =>
        {
            var stands = await Unfinished(db).SingleOrDefaultAsync(g => g.Number == building.Number && g.Token == building.Token, c);
            change(stands ?? throw new LeaseLostException());
            return await db.SaveChangesAsync(c);
        }, ct);
}
