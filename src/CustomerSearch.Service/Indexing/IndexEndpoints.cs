using CustomerSearch.Service.Access;
using CustomerSearch.Service.Hosting;
using CustomerSearch.Service.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerSearch.Service.Indexing;

/// <summary>The index for administrators: how it stands, built anew, compared, rolled back.</summary>
internal static class IndexEndpoints
{
    private const string Place = "/api/v1/index";

    public static void MapIndex(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/index").WithTags("Operating").RequireAuthorization(Policies.Administrators);
        group.MapGet("", ReadAsync);
        group.MapPost("/rebuild", RebuildAsync);
        group.MapPost("/reconcile", ReconcileAsync);
        group.MapPost("/roll-back", RollBackAsync);
    }

    /// <summary>Which generation answers, how far a rebuild is, and what comparing with the database has found.</summary>
    internal static async Task<Ok<IndexView>> ReadAsync(IndexReport report, CancellationToken ct) =>
        TypedResults.Ok(await report.RunAsync(ct));

    /// <summary>Has the index built anew by a job, beside the one that answers searches.</summary>
    /// <response code="409">It is being built already.</response>
    internal static async Task<Results<Accepted<RebuildResponse>, ProblemHttpResult>> RebuildAsync(
        RequestRebuild rebuild, JobQueue jobs, Caller caller, CancellationToken ct)
    {
        if (await rebuild.RunAsync(caller.Operator, ct) is not { } generation)
            return Problems.Conflict("The index is being built already.");

        jobs.RebuildIndex();
        return TypedResults.Accepted(Place, new RebuildResponse(generation));
    }

    /// <summary>Has the whole index compared with the database by a job; differences are repaired.</summary>
    internal static async Task<Accepted> ReconcileAsync(
        RequestComparison comparison, JobQueue jobs, Caller caller, CancellationToken ct)
    {
        await comparison.RunAsync(caller.Operator, ct);
        jobs.ReconcileIndex();
        return TypedResults.Accepted(Place);
    }

    /// <summary>Lets the generation before the last swap answer searches again.</summary>
    /// <response code="409">None is kept, or the index is being built.</response>
    internal static async Task<Results<Ok<RebuildResponse>, ProblemHttpResult>> RollBackAsync(
        RollBackIndex rollBack, Caller caller, CancellationToken ct) =>
        await rollBack.RunAsync(caller.Operator, ct) is { } generation
            ? TypedResults.Ok(new RebuildResponse(generation))
            : Problems.Conflict("No generation is kept, or the index is being built.");
}

/// <param name="Generation">The number of the generation it is about.</param>
internal sealed record RebuildResponse(int Generation);
