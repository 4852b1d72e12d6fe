using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Tags;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// What drains and builds have in common: customers become entries, entries go to generations under one pass.
/// </summary>
public sealed partial class IndexPassWriter(
    IDatabase database, DocumentBuilder documents, IIndexWriter writer, ILogger<IndexPassWriter> logger)
{
    /// <summary>A document for each customer that is there, a tombstone for each that is not.</summary>
    public async Task<List<IndexEntry>> ReadAsync(IReadOnlyList<CustomerId> ids, CancellationToken ct)
    {
        await using var db = database.Open();
        var catalogue = await TagCatalogue.LoadAsync(db, ct);
        var customers = await IndexFeed.ReadAsync(db, ids, ct);
        List<IndexEntry> entries = [.. customers.Select(c => new IndexEntry.Present(documents.Build(c, catalogue)))];
        entries.AddRange(ids.Except(customers.Select(c => c.Id)).Select(id => new IndexEntry.Absent(id)));
        return entries;
    }

    /// <summary>The next documents in order of id.</summary>
    public async Task<List<IndexEntry>> ReadPageAsync(CustomerId after, int most, CancellationToken ct)
    {
        await using var db = database.Open();
        var catalogue = await TagCatalogue.LoadAsync(db, ct);
        var customers = await IndexFeed.ReadPageAsync(db, after, most, ct);
        return [.. customers.Select(c => new IndexEntry.Present(documents.Build(c, catalogue)))];
    }

    /// <summary>Writes the entries to each generation.</summary>
    /// <returns>What an engine refuses as bad.</returns>
    /// <exception cref="Search.EngineUnavailableException">The engine could not write.</exception>
    /// <exception cref="LeaseLostException">The lease lapsed before something was sent.</exception>
    public async Task<IReadOnlyList<RefusedEntry>> WriteAsync(
        IndexLeases.HeldLease lease, IReadOnlyList<int> generations, long pass, IReadOnlyList<IndexEntry> entries, CancellationToken ct)
    {
        List<RefusedEntry> refusals = [];
        foreach (var generation in generations)
        {
            await lease.RenewAsync(ct);
            var refused = await writer.WriteAsync(generation, pass, entries, ct);
            if (refused.Count == 0)
                continue;

            refusals.AddRange(refused);
            Refused(logger, refused.Count, generation);
        }

        return refusals;
    }

    [LoggerMessage(2003, LogLevel.Error, "{Count} documents were refused by generation {Generation}")]
    private static partial void Refused(ILogger logger, int count, int generation);
}
