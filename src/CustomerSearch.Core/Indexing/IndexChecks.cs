using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Indexing;

/// <summary>How far the index has been compared, as the system of record knows it.</summary>
public sealed class IndexChecks(IDatabase database)
{
    public async Task<IndexCheck> ReadAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        return await db.IndexChecks.AsNoTracking().SingleAsync(ct);
    }

    internal Task<IndexCheck> ChangeAsync(Action<IndexCheck> change, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Index, async (db, c) =>
        {
            var check = await db.IndexChecks.SingleAsync(c);
            change(check);
            await db.SaveChangesAsync(c);
            return check;
        }, ct);
}
