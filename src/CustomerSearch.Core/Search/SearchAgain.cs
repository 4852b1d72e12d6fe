using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Search;

/// <summary>Finds an own search of the last 30 minutes in its record, to be run once more.</summary>
public sealed class SearchAgain(IDatabase database, BusinessClock clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The request that the record keeps, with the page, facets and explanation of this one.</summary>
    /// <returns>The request, or what is wrong with <c>again</c>.</returns>
    public async Task<(SearchRequest? Request, string? Error)> ReadAsync(SearchRequest request, Operator caller, CancellationToken ct)
    {
        if (request != new SearchRequest
        {
            Again = request.Again, Cursor = request.Cursor, PageSize = request.PageSize, Facets = request.Facets,
            Explain = request.Explain,
        })
            return (null, "Only cursor, pageSize, facets and explain may stand beside: the rest is the search's own.");
        if (!RecordNumber.TryParse(request.Again, null, out var number) || number.Series != RecordSeries.Search)
            return (null, "Must be the number of a search.");

        var earliest = clock.Now - SearchSteps.Working;
        await using var db = database.Open();
        var last = await ReadRecords.Steps(db, number)
            .Where(r => r.OperatorId == caller.Id && r.At >= earliest && (r.Outcome == Outcome.Ok || r.Outcome == Outcome.Failed))
            .OrderByDescending(r => r.Step)
            .Select(r => new { r.Purpose, r.Channel, r.Remark, r.Criteria }).FirstOrDefaultAsync(ct);
        if (last is null)
            return (null, "Not a search of yours of the last 30 minutes.");
        if (last.Criteria is { } criteria && criteria.Contains('*', StringComparison.Ordinal))
            return (null, "It searched by a value that records keep only masked: send it anew.");

        var kept = last.Criteria is { } text ? JsonSerializer.Deserialize<SearchRequest>(text, Json)! : new SearchRequest();
        return (kept with
        {
            Purpose = last.Purpose,
            Channel = last.Channel,
            Remark = last.Remark,
            Again = request.Again,
            Cursor = request.Cursor,
            PageSize = request.PageSize,
            Facets = request.Facets,
            Explain = request.Explain,
        }, null);
    }
}
