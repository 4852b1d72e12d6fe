using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Events;

/// <summary>
/// Applies the batches that were taken, the oldest first, in pages that commit together with how far they came: a kill
/// loses no event and doubles none. Safe to run twice at once.
/// </summary>
public sealed class ApplyEvents(
    IDatabase database, IBulkWriter bulk, InterestTags categories, BackgroundTurns turns, BusinessClock clock)
{
    /// <summary>Fewer would cost more in beginning and ending than in work.</summary>
    private const int FewestRows = 25;
    private const int FirstRows = 100;
    private const int MostRows = 1000;

    public async Task RunAsync(CancellationToken ct)
    {
        while (await NextAsync(ct) is { } batch)
            await ApplyAsync(batch, ct);
    }

    /// <summary>Whether a batch is not done.</summary>
    public async Task<bool> AnyAsync(CancellationToken ct) => await NextAsync(ct) is not null;

    private async Task<EventBatch?> NextAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.EventBatches.AsNoTracking().Where(b => b.State != EventBatchState.Done)
            .OrderBy(b => b.Id).FirstOrDefaultAsync(ct);
    }

    private async Task ApplyAsync(EventBatch batch, CancellationToken ct)
    {
        byte[]? body;
        await using (var db = database.Open())
            body = await db.EventBodies.Where(b => b.BatchId == batch.Id).Select(b => b.Lines).SingleOrDefaultAsync(ct);
        if (body is null)
            return;

        var lines = new EventLines(body, batch.RowsRead);
        var reader = new EventReader(clock, batch.AccountId, batch.Id, batch.ReceivedAt);
        var rows = FirstRows;
        bool isMine;
        do
        {
            using var turn = await turns.TakeAsync(ct);
            var from = lines.Row;
            var page = lines.Read(rows, reader);
            await categories.EnsureAsync(page, batch.AccountId, ct);
            var began = clock.TimeProvider.GetTimestamp();
            isMine = await database.WriteAsync(
                WritePriority.Bulk, (db, c) => WriteAsync(db, batch, from, lines, page, c), ct);
            rows = turns.Fitting(rows, clock.TimeProvider.GetElapsedTime(began), FewestRows, MostRows);
        }
        while (isMine && !lines.AtEnd);
    }

    /// <returns>Whether the page was this job's to write; another one may have been faster.</returns>
    private async Task<bool> WriteAsync(
        CustomerDb db, EventBatch batch, int from, EventLines lines, IReadOnlyList<ReadEvent> page, CancellationToken ct)
    {
        var state = lines.AtEnd ? EventBatchState.Done : EventBatchState.Running;
        var now = clock.Now;
        if (await db.EventBatches.Where(b => b.Id == batch.Id && b.RowsRead == from && b.State != EventBatchState.Done)
            .ExecuteUpdateAsync(set => set
                .SetProperty(b => b.RowsRead, lines.Row)
                .SetProperty(b => b.BytesRead, lines.Offset)
                .SetProperty(b => b.State, state)
                .SetProperty(b => b.StartedAt, b => b.StartedAt ?? now)
                .SetProperty(b => b.FinishedAt, b => state == EventBatchState.Done ? now : b.FinishedAt), ct) == 0)
            return false;

        var written = await new EventWriter(db, bulk, clock).WriteAsync(batch.AccountId, page, ct);
        if (written.Rejects.Count > 0)
        {
            db.EventRejects.AddRange(written.Rejects.Select(bad => EventRejects.Of(batch.Id, bad)));
            await db.SaveChangesAsync(ct);
        }

        await db.EventBatches.Where(b => b.Id == batch.Id).ExecuteUpdateAsync(set => set
            .SetProperty(b => b.Created, b => b.Created + written.Created)
            .SetProperty(b => b.Unchanged, b => b.Unchanged + written.Unchanged)
            .SetProperty(b => b.Parked, b => b.Parked + written.Parked)
            .SetProperty(b => b.Rejected, b => b.Rejected + written.Rejects.Count), ct);
        if (state == EventBatchState.Done)
            await db.EventBodies.Where(b => b.BatchId == batch.Id).ExecuteDeleteAsync(ct);

        return true;
    }
}
