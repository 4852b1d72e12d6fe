using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;

namespace CustomerSearch.Core.Search;

/// <summary>Runs one query for one operator and leaves exactly one search record, whatever happens.</summary>
public sealed class SearchCustomers(
    CustomerFinder finder, HitPages pages, SearchLog log, Scopes scopes, IndexStatus index, BackgroundTurns turns)
{
    /// <exception cref="SearchFailedException">It could not be answered, whatever the reason; the record says so.</exception>
    /// <exception cref="RecordUnavailableException">The record could not be written, so nothing is shown.</exception>
    public async Task<SearchResult> RunAsync(
        SearchQuery query, Operator caller, SearchSurroundings surroundings, CancellationToken ct)
    {
        var role = caller.Role ?? throw new ArgumentException("Nobody is signed in.", nameof(caller));
        using var turn = turns.Search();
        var run = log.Begin(query, caller);
        var scope = await scopes.OfAsync(caller, ct);
        try
        {
            var asOf = index.AsOf;
            var found = await finder.FindAsync(query, scope, caller, surroundings, ct);
            List<EngineHit> page = [.. found.Answer.Hits.Take(query.RowsToShow)];
            var shown = await pages.ReadAsync(query, page, scope, role, surroundings, ct);
            var receipt = await run.AnsweredAsync(scope, new SearchFindings(
                found.Answer.Count, query.Consent is null ? null : found.Excluded, [.. shown.Select(s => s.Id)], found.Engine,
                found.FromRecord ? null : found.Answer.Generation), ct);
            var answer = new SearchAnswer
            {
                RxNumber = receipt.Number.ToString(),
                Step = receipt.Step,
                Count = found.Answer.Count,
                ExcludedForConsent = found.Excluded,
                Source = found.FromRecord ? CustomerFinder.RecordEngine : "index",
                TookMs = (long)run.Took.TotalMilliseconds,
                IndexAsOf = found.FromRecord ? null : asOf,
                ChangedSinceIndex = page.Count - shown.Count,
                Lanes = [.. found.Answer.Lanes.OrderBy(lane => lane.Key).Select(lane => new LaneCount(lane.Key, lane.Value))],
                Hits = [.. shown.Select(s => s.Hit)],
                Elsewhere = Elsewhere(found, surroundings.Organisation),
                Facets = FacetCounts.Of(query, found.Answer, surroundings.Organisation),
                Explain = found.Explanation,
            };
            return new SearchResult(answer, NextPage(query, caller, found.Answer, page, receipt));
        }
        catch (Exception exception) when (exception is not RecordUnavailableException)
        {
            var receipt = await run.FailedAsync(scope, finder.EngineFor(query));
            throw new SearchFailedException(receipt.Number, exception);
        }
    }

    private SearchCursor? NextPage(
        SearchQuery query, Operator caller, EngineAnswer answer, List<EngineHit> page, Receipt receipt)
    {
        var rows = (query.Cursor?.Rows ?? 0) + page.Count;
        return answer.Hits.Count <= page.Count || rows >= SearchCursor.MostRows ? null : new SearchCursor
        {
            Number = receipt.Number, Operator = caller.Id!.Value, Search = SearchCursor.HashOf(query.Request), Day = query.Day, Rows = rows,
            Keys = page[^1].Keys, MadeAt = log.Now,
        };
    }

    private static IReadOnlyList<ElsewhereHit>? Elsewhere(Found found, Organisation organisation) => found.Elsewhere.Count == 0
        ? null
        : [.. found.Elsewhere.Select(id => new ElsewhereHit(organisation.DepartmentNames[id]))
            .OrderBy(hit => hit.Department, StringComparer.Ordinal)];
}

/// <summary>An answer, and where its next page begins.</summary>
/// <param name="Answer">Without a cursor: whoever hands it out seals the one that follows.</param>
/// <param name="Next">Null on the last page.</param>
public sealed record SearchResult(SearchAnswer Answer, SearchCursor? Next);

/// <summary>A search could not be answered; that it was tried stands under the number.</summary>
public sealed class SearchFailedException(RecordNumber number, Exception cause) : Exception("The search could not be answered.", cause)
{
    public RecordNumber Number { get; } = number;
}
