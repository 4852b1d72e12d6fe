using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>What is to be imported.</summary>
/// <param name="IdempotencyKey">Asked twice under one key, done once; null where each asking is meant.</param>
public sealed record ImportOrder(ImportFormat Format, string? IdempotencyKey)
{
    /// <summary>Whether an import of the same body that has not ended yet is gone on with instead.</summary>
    public bool GoesOn { get; init; }
}

/// <summary>What became of asking for an import.</summary>
public abstract record StartedImport
{
    private StartedImport()
    {
    }

    /// <param name="IsNew">Whether it was not asked for before.</param>
    public sealed record Accepted(long Id, bool IsNew) : StartedImport;

    /// <summary>Under the same key something else was sent before.</summary>
    public sealed record OtherBody : StartedImport;
}

/// <summary>Takes an import in: the body stands sealed on the disk before anybody is told so.</summary>
public sealed class StartImport(IDatabase database, ImportFiles files, BusinessClock clock)
{
    /// <exception cref="FilesUnavailableException">The disk is full; nothing was taken in.</exception>
    /// <exception cref="DatabaseUnavailableException">Nothing was taken in.</exception>
    public async Task<StartedImport> RunAsync(Stream body, ImportOrder order, Operator caller, CancellationToken ct)
    {
        var stored = await files.SaveAsync(body, ct);
        StartedImport? started = null;
        try
        {
            started = await database.WriteAsync(WritePriority.Interactive, (db, c) => NoteAsync(db, stored, order, caller, c), ct);
            return started;
        }
        finally
        {
            if (started is not StartedImport.Accepted { IsNew: true })
                files.Delete(stored.File);
        }
    }

    private async Task<StartedImport> NoteAsync(CustomerDb db, StoredBody stored, ImportOrder order, Operator caller, CancellationToken ct)
    {
        if (await EarlierAsync(db, stored, order, caller, ct) is { } before)
        {
            return before.BodyHash.AsSpan().SequenceEqual(stored.Hash) && before.Format == order.Format
                ? new StartedImport.Accepted(before.Id, IsNew: false)
                : new StartedImport.OtherBody();
        }

        return new StartedImport.Accepted(await AddAsync(db, stored, order, caller, ct), IsNew: true);
    }

    private static Task<CustomerImport?> EarlierAsync(
        CustomerDb db, StoredBody stored, ImportOrder order, Operator caller, CancellationToken ct)
    {
        var own = db.CustomerImports.AsNoTracking().Where(i => i.AccountId == caller.Id);
        return order switch
        {
            { IdempotencyKey: { } key } => own.SingleOrDefaultAsync(i => i.IdempotencyKey == key, ct),
            { GoesOn: true } => own.OrderBy(i => i.Id).FirstOrDefaultAsync(
                i => i.BodyHash == stored.Hash && i.Format == order.Format
                    && (i.State == ImportState.Queued || i.State == ImportState.Running), ct),
            _ => Task.FromResult<CustomerImport?>(null),
        };
    }

    private async Task<long> AddAsync(CustomerDb db, StoredBody stored, ImportOrder order, Operator caller, CancellationToken ct)
    {
        var import = new CustomerImport
        {
            AccountId = caller.Id, Address = caller.Address, IdempotencyKey = order.IdempotencyKey, Format = order.Format,
            File = stored.File, FileKey = stored.FileKey, BodyHash = stored.Hash, BytesTotal = stored.Bytes, StartedAt = clock.Now,
        };
        db.CustomerImports.Add(import);
        await db.SaveChangesAsync(ct);
        return import.Id;
    }
}
