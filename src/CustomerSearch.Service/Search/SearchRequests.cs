using CustomerSearch.Core.Access;
using CustomerSearch.Core.Search;
using CustomerSearch.Service.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerSearch.Service.Search;

/// <summary>What both search endpoints do: parse, run or record the refusal, answer.</summary>
internal sealed class SearchRequests(
    SearchReader reader, SearchCustomers search, LookUpMeter meter, SearchLog log, SearchCursors cursors)
{
    /// <param name="request">The request; null where the body is none.</param>
    /// <param name="errors">What is wrong with the body.</param>
    /// <param name="nameOf">How the request names a field of the criteria.</param>
    public async Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> RunAsync(
        SearchRequest? request, IReadOnlyDictionary<string, string[]> errors, Operator caller, HttpContext context,
        Func<string, string>? nameOf = null)
    {
        if (request is null)
            return await RefuseAsync(new ParsedSearch.Bad(errors, Denied: false, null, []), caller);

        var ct = context.RequestAborted;
        var (parsed, surroundings) = await reader.ReadAsync(request, caller, ct);
        return parsed switch
        {
            ParsedSearch.Good(var query) => await AnswerAsync(query, surroundings, caller, context, ct),
            ParsedSearch.Bad bad => await RefuseAsync(nameOf is null ? bad : bad with
            {
                Errors = bad.Errors.ToDictionary(error => nameOf(error.Key), error => error.Value),
            }, caller),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    private async Task<Results<Ok<SearchAnswer>, ProblemHttpResult>> AnswerAsync(
        SearchQuery query, SearchSurroundings surroundings, Operator caller, HttpContext context, CancellationToken ct)
    {
        if (query.FullValues.Count > 0 && await meter.WaitAsync(caller, ct) is { } wait)
        {
            var receipt = await log.TurnedAwayAsync(query, caller);
            return Problems.TooManyMisses(context, wait, receipt.Number);
        }

        var (answer, next) = await search.RunAsync(query, caller, surroundings, ct);
        return TypedResults.Ok(answer with { Cursor = next is null ? null : cursors.Seal(next) });
    }

    private async Task<ProblemHttpResult> RefuseAsync(ParsedSearch.Bad bad, Operator caller)
    {
        var receipt = await log.RefusedAsync(bad, caller);
        return bad.Denied ? Problems.Denied(bad.Errors, receipt.Number) : Problems.Invalid(bad.Errors, receipt.Number);
    }
}
