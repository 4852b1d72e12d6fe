using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Search;
using CustomerSearch.Core.Tags;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerSearch.Service.Search;

internal static class SearchEndpoints
{
    public const string RateLimit = "searches";

    private const string SearchExample = """
        {
          "purpose": "业务办理",
          "keyword": "王",
          "tags": { "all": ["流失风险/否"], "any": [["价值层级/高价值", "价值层级/中价值", "价值层级/低价值"]], "none": ["活跃度/活跃"] },
          "ranges": [ { "field": "lastContactOn", "from": "-2y", "to": "today" } ],
          "filters": { "kind": ["individual"] },
          "pageSize": 20
        }
        """;

    private const string LookUpExample = """{ "q": "王", "purpose": "来电咨询" }""";

    public static void MapSearch(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Searching").RequireRateLimiting(RateLimit);
        group.MapPost("/searches", SearchAsync).Accepts<SearchRequest>("application/json")
            .WithMetadata(new RequestExample(SearchExample));
        group.MapPost("/look-ups", LookUpAsync).Accepts<LookUpRequest>("application/json")
            .WithMetadata(new RequestExample(LookUpExample));
    }

    /// <summary>
    /// Searches customers by any combination of keyword, name, tags, ranges and filters, and records it.
    /// </summary>
    /// <response code="200">The page, the exact count, and the number of the search record.</response>
    /// <response code="400">Everything that is wrong, by field; recorded as rejected.</response>
    /// <response code="403">A field or a purpose is not this role's; recorded as denied.</response>
    /// <response code="503">Engine, database or record cannot answer now.</response>
    internal static Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> SearchAsync(
        JsonBody<SearchRequest> body, SearchRequests searches, Caller caller, CancellationToken ct) =>
        searches.RunAsync(body.Value, body.Errors, caller.Operator, ct);

    /// <summary>The one box: number, phone, e-mail, ID, licence or name, as typed.</summary>
    /// <response code="200">The page, the exact count, and the number of the search record.</response>
    /// <response code="400">Everything that is wrong, by field; recorded as rejected.</response>
    /// <response code="403">A field or a purpose is not this role's; recorded as denied.</response>
    /// <response code="503">Engine, database or record cannot answer now.</response>
    internal static Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> LookUpAsync(
        JsonBody<LookUpRequest> body, SearchRequests searches, Caller caller, CancellationToken ct) =>
        searches.RunAsync(
            body.Value?.ToSearch(), body.Errors, caller.Operator, ct, field => field == "keyword" ? "q" : field);
}

/// <summary>What both search endpoints do: parse, run or record the refusal, answer.</summary>
internal sealed class SearchRequests(
    SearchCustomers search, SearchLog log, CurrentCatalogue catalogue, CurrentOrganisation organisation, BusinessClock clock)
{
    /// <param name="nameOf">How the request names a field of the criteria.</param>
    public async Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> RunAsync(
        SearchRequest? request, IReadOnlyDictionary<string, string[]> errors, Operator caller, CancellationToken ct,
        Func<string, string>? nameOf = null)
    {
        if (request is null)
            return await RefuseAsync(new ParsedSearch.Bad(errors, Denied: false, null, []), caller);

        var surroundings = new SearchSurroundings(await organisation.GetAsync(ct), await catalogue.GetAsync(ct));
        var context = new ParseContext(caller.Role!.Value, surroundings.Catalogue, surroundings.Organisation, clock.Today);
        return SearchQuery.Parse(request, context) switch
        {
            ParsedSearch.Good(var query) => TypedResults.Ok(await search.RunAsync(query, caller, surroundings, ct)),
            ParsedSearch.Bad bad => await RefuseAsync(nameOf is null ? bad : bad with
            {
                Errors = bad.Errors.ToDictionary(error => nameOf(error.Key), error => error.Value),
            }, caller),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<ProblemHttpResult> RefuseAsync(ParsedSearch.Bad bad, Operator caller)
    {
        Receipt receipt = await log.RefusedAsync(bad, caller);
        return bad.Denied ? Problems.Denied(bad.Errors, receipt.Number) : Problems.Invalid(bad.Errors, receipt.Number);
    }
}
