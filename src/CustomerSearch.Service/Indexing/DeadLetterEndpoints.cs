using System.Globalization;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerSearch.Service.Indexing;

internal static class DeadLetterEndpoints
{
    public static void MapDeadLetters(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/dead-letters").WithTags("Operating").RequireAuthorization(Policies.Administrators);
        group.MapGet("", ListAsync);
        group.MapPost("/{id:long}/retry", RetryAsync);
        group.MapPost("/{id:long}/discard", DiscardAsync);
    }

    /// <summary>Documents that the engine refuses, newest first. Searches do not find these customers as they are now.</summary>
    internal static async Task<Results<Ok<Page<DeadLetterView>>, ProblemHttpResult>> ListAsync(
        ReadDeadLetters letters, int? pageSize, long? cursor, CancellationToken ct)
    {
        var size = pageSize ?? RecordFilter.DefaultPageSize;
        if (size is < 1 or > RecordFilter.LargestPage)
            return Problems.Invalid("pageSize", $"Must be 1 to {RecordFilter.LargestPage}.");

        var found = await letters.RunAsync(size + 1, cursor ?? long.MaxValue, ct);
        var shown = found.Take(size).ToList();
        return TypedResults.Ok(new Page<DeadLetterView>(
            shown, found.Count > size ? shown[^1].Id.ToString(CultureInfo.InvariantCulture) : null));
    }

    /// <summary>Has the customer's document made and sent once more.</summary>
    internal static Task<Results<NoContent, ProblemHttpResult>> RetryAsync(
        long id, SettleDeadLetter settle, Caller caller, CancellationToken ct) => SettleAsync(id, again: true, settle, caller, ct);

    /// <summary>Takes it off the list; the customer stays as the index has him until he changes.</summary>
    internal static Task<Results<NoContent, ProblemHttpResult>> DiscardAsync(
        long id, SettleDeadLetter settle, Caller caller, CancellationToken ct) => SettleAsync(id, again: false, settle, caller, ct);

    private static async Task<Results<NoContent, ProblemHttpResult>> SettleAsync(
        long id, bool again, SettleDeadLetter settle, Caller caller, CancellationToken ct) =>
        await settle.RunAsync(id, again, caller.Operator, ct) ? TypedResults.NoContent() : Problems.NotFound();
}
