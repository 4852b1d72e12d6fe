using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Indexing;

namespace CustomerSearch.Core.Search;

/// <summary>Runs one query for one operator and leaves exactly one search record, whatever happens.</summary>
public sealed class SearchCustomers(CustomerFinder finder, HitPages pages, SearchLog log, Scopes scopes, IndexStatus index)
{
    /// <exception cref="SearchFailedException">
    /// The engine or the database could not answer; the record says so.
    /// </exception>
    /// <exception cref="RecordUnavailableException">The record could not be written, so nothing is shown.</exception>
    public async Task<SearchAnswer> RunAsync(
        SearchQuery query, Operator caller, SearchSurroundings surroundings, CancellationToken ct)
    {
        var role = caller.Role ?? throw new ArgumentException("Nobody is signed in.", nameof(caller));
        var run = log.Begin(query, caller);
        var scope = await scopes.OfAsync(caller, ct);
        try
        {
            var asOf = index.AsOf;
            var found = await finder.FindAsync(query, scope, role, ct);
            var shown = await pages.ReadAsync(query, found.Answer.Hits, scope, role, surroundings, ct);
            var receipt = await run.AnsweredAsync(scope, new SearchFindings(
                found.Answer.Count, [.. shown.Select(s => s.Id)], found.Engine, found.FromRecord ? null : found.Answer.Generation));
            return new SearchAnswer
            {
                RxNumber = receipt.Number.ToString(),
                Step = receipt.Step,
                Count = found.Answer.Count,
                Source = found.FromRecord ? CustomerFinder.RecordEngine : "index",
                TookMs = (long)run.Took.TotalMilliseconds,
                IndexAsOf = found.FromRecord ? null : asOf,
                ChangedSinceIndex = found.Answer.Hits.Count - shown.Count,
                Lanes = [.. found.Answer.Lanes.OrderBy(lane => lane.Key).Select(lane => new LaneCount(lane.Key, lane.Value))],
                Hits = [.. shown.Select(s => s.Hit)],
            };
        }
        catch (Exception exception) when (exception is not RecordUnavailableException
            && (exception is EngineUnavailableException or OperationCanceledException || log.IsUnavailable(exception)))
        {
            var receipt = await run.FailedAsync(scope, finder.EngineFor(query));
            throw new SearchFailedException(receipt.Number, exception);
        }
    }
}

/// <summary>A search could not be answered; that it was tried stands under the number.</summary>
public sealed class SearchFailedException(RecordNumber number, Exception cause) : Exception("The search could not be answered.", cause)
{
    public RecordNumber Number { get; } = number;
}
