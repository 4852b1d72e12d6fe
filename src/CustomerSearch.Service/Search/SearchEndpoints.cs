using CustomerSearch.Core.Search;
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
          "sort": ["-lastContactOn", "customerNo"],
          "facets": ["价值层级", "status"],
          "explain": true,
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
    /// <response code="429">Too many at once, or too many whole values this hour that were nobody's of yours.</response>
    /// <response code="503">Engine, database or record cannot answer now.</response>
    internal static Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> SearchAsync(
        JsonBody<SearchRequest> body, SearchRequests searches, Caller caller, HttpContext context) =>
        searches.RunAsync(body.Value, body.Errors, caller.Operator, context);

    /// <summary>The one box: number, phone, e-mail, ID, licence or name, as typed.</summary>
    /// <response code="200">The page, the exact count, and the number of the search record.</response>
    /// <response code="400">Everything that is wrong, by field; recorded as rejected.</response>
    /// <response code="403">A field or a purpose is not this role's; recorded as denied.</response>
    /// <response code="429">Too many at once, or too many whole values this hour that were nobody's of yours.</response>
    /// <response code="503">Engine, database or record cannot answer now.</response>
    internal static Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> LookUpAsync(
        JsonBody<LookUpRequest> body, SearchRequests searches, Caller caller, HttpContext context) =>
        searches.RunAsync(
            body.Value?.ToSearch(), body.Errors, caller.Operator, context, field => field == "keyword" ? "q" : field);
}
