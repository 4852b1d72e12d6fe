using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;

namespace CustomerSearch.Service.Indexing;

/// <summary>Somebody asks for the index to be built anew; <see cref="RebuildIndex"/> does it.</summary>
internal sealed class RequestRebuild(IDatabase database, IIndexWriter writer, Generations generations, AuditLog log, BusinessClock clock)
{
    /// <returns>The number of the generation to be built; null where one is being built already.</returns>
    public async Task<int?> RunAsync(Operator caller, CancellationToken ct)
    {
        var standing = await writer.ListAsync(ct);
        return await database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            if (await generations.RequestAsync(db, "asked for", standing, c) is not { } generation)
                return (int?)null;

            var record = RecordDrafts.Operation(caller, clock, Operations.RebuildIndex, new() { Data = new { generation } });
            await log.AppendAsync(db, record, c);
            return generation;
        }, ct);
    }
}
