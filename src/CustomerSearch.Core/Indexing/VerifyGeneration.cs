using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// Proves that a built generation is the database's: count and sums of each bucket, and answers to questions whose
/// answer is known. A bucket that came out as it was written is proven; the others are compared customer by customer.
/// </summary>
public sealed class VerifyGeneration(
    IIndexWriter writer, CompareIndex compare, IndexPassWriter documents, ChangeQueue queue, DrainChanges drain)
{
    private const int Rounds = 3;
    private const int Samples = 40;

    /// <param name="scanned">What the scan wrote; null where that is not known.</param>
    /// <exception cref="GenerationRefusedException">It is not what the database says.</exception>
    public async Task RunAsync(
        IndexLeases.HeldLease lease, IndexGeneration building, IReadOnlyList<BucketSum>? scanned, CancellationToken ct)
    {
        var counts = await compare.CountAsync(ct);
        var standing = await writer.BucketSumsAsync(building.Number, ct);
        HashSet<int> doubtful = [.. Enumerable.Range(0, CustomerBucket.Count)
            .Where(b => scanned is null || scanned[b] != standing[b] || standing[b].Count != counts[b])];
        for (var round = 0; doubtful.Count > 0; round++)
        {
            var differences = await compare.RunAsync(lease, building.Number, doubtful, ct);
            if (differences.Count > 0 && round == Rounds)
                throw new GenerationRefusedException($"{differences.Count} customers differ from the database");

            // What the scan read while it changed; whatever is behind it, another pass writes it.
            await queue.PutAsync([.. differences.Select(d => d.Id)], ct);
            await drain.CatchUpAsync(lease, ct);
            doubtful = [.. differences.Select(d => CustomerBucket.Of(d.Id))];
        }

        await AskForEverybodyAsync(building.Number, ct);
        await AskForSamplesAsync(building.Number, ct);
    }

    /// <summary>Whoever has a status is counted once by it; nobody is found or counted that does not stand there.</summary>
    private async Task AskForEverybodyAsync(int generation, CancellationToken ct)
    {
        var before = await CountAsync(generation, ct);
        var answer = await writer.AskAsync(generation, Query() with { Facets = [new(SearchFields.FindFilter("status")!)] }, ct);
        var after = await CountAsync(generation, ct);
        if (answer.Facets[0].Values.Sum() != answer.Count)
            throw new GenerationRefusedException("its facets do not add up to its count");
        if (before == after && answer.Count != after)
            throw new GenerationRefusedException($"it finds {answer.Count} customers and holds {after}");
    }

    /// <summary>Customers from all over the base are found by their number, and nobody else is.</summary>
    private async Task AskForSamplesAsync(int generation, CancellationToken ct)
    {
        foreach (var document in await SampleAsync(generation, ct))
        {
            var number = document.Exact.First(e => e.Field == SearchFields.CustomerNo).Value;
            var answer = await writer.AskAsync(generation, Query(new EngineFilter.AnyOf(SearchFields.CustomerNo, [number])), ct);
            if (answer.Hits is [var hit] && hit.Id == document.Id)
                continue;

            var pending = await queue.PendingAsync([document.Id], ct);
            var now = (await documents.ReadAsync([document.Id], ct))[0];
            if (pending.Count == 0 && now is IndexEntry.Present)
                throw new GenerationRefusedException("a customer is not found by its number");
        }
    }

    private async Task<List<CustomerDocument>> SampleAsync(int generation, CancellationToken ct)
    {
        List<CustomerId> ids = [];
        for (var bucket = 0; bucket < CustomerBucket.Count; bucket += CustomerBucket.Count / Samples)
        {
            var customers = writer.ReadBucketsAsync(generation, new HashSet<int> { bucket }, ct);
            await foreach (var customer in customers.Where(c => c.ContentHash is not null).Take(1))
                ids.Add(customer.Id);
        }

        return [.. (await documents.ReadAsync(ids, ct)).OfType<IndexEntry.Present>().Select(e => e.Document)];
    }

    private async Task<long> CountAsync(int generation, CancellationToken ct) =>
        (await writer.BucketSumsAsync(generation, ct)).Sum(bucket => bucket.Count);

    private static EngineQuery Query(params EngineFilter[] filters) => new() { Filters = filters, Clauses = [], Size = 2 };
}

/// <summary>A generation that was built is not what the database says; it answers nobody.</summary>
public sealed class GenerationRefusedException(string finding) : Exception($"The generation was refused: {finding}.")
{
    public string Finding => finding;
}
