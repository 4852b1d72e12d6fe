using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Search;
using CustomerSearch.Core.Tags;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// What drains and builds have in common: customers become entries, entries go to generations under one pass.
/// </summary>
public sealed partial class IndexPassWriter(
    IDatabase database, DocumentBuilder documents, IIndexWriter writer, Generations registered, ILogger<IndexPassWriter> logger)
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

    /// <summary>
    /// Writes the entries to each generation. One that is broken holds up no other: it is given up, and for the live one
    /// another is asked for, which will have what is written now.
    /// </summary>
    /// <returns>What an engine refuses as bad.</returns>
    /// <exception cref="EngineUnavailableException">The engine could not write.</exception>
    /// <exception cref="LeaseLostException">The lease lapsed before something was sent.</exception>
    public async Task<IReadOnlyList<RefusedEntry>> WriteAsync(
        IndexLeases.HeldLease lease, IReadOnlyList<int> generations, long pass, IReadOnlyList<IndexEntry> entries, CancellationToken ct)
    {
        List<RefusedEntry> refusals = [];
        foreach (var generation in generations)
        {
            await lease.RenewAsync(ct);
            var refused = await TryWriteAsync(generation, pass, entries, ct);
            if (refused.Count == 0)
                continue;

            refusals.AddRange(refused);
            Refused(logger, refused.Count, generation);
        }

        return refusals;
    }

    private async Task<IReadOnlyList<RefusedEntry>> TryWriteAsync(
        int generation, long pass, IReadOnlyList<IndexEntry> entries, CancellationToken ct)
    {
        try
        {
            return await writer.WriteAsync(generation, pass, entries, ct);
        }
        catch (GenerationBrokenException exception) when (exception.Generation == generation)
        {
            if (await registered.LiveAsync(ct) == generation)
            {
                LiveBroken(logger, exception, generation);
                await registered.ReplaceLiveAsync(generation, "broken", ct);
                return [];
            }

            // Who builds it finds it given up; what was dropped meanwhile is no loss.
            if (await registered.RetireAsync(g => g.Number == generation, "broken", ct) > 0)
                Broken(logger, exception, generation);
            return [];
        }
    }

    [LoggerMessage(2009, LogLevel.Critical, "Generation {Generation} answers searches and cannot be written: it is built anew")]
    private static partial void LiveBroken(ILogger logger, Exception exception, int generation);

    [LoggerMessage(2010, LogLevel.Error, "Generation {Generation} cannot be written and is given up")]
    private static partial void Broken(ILogger logger, Exception exception, int generation);

    [LoggerMessage(2003, LogLevel.Error, "{Count} documents were refused by generation {Generation}")]
    private static partial void Refused(ILogger logger, int count, int generation);
}
