using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Service.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Service.Hosting;

internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Operating");
        group.MapGet("/live", () => TypedResults.Ok(new LiveView("live"))).AllowAnonymous()
            .WithSummary("Whether the process answers.");
        group.MapGet("/ready", ReadyAsync).AllowAnonymous();
        group.MapGet("", DetailsAsync).RequireAuthorization(Policies.Administrators);
    }

    /// <summary>Whether searches are answered: 200, or 503 with what is missing.</summary>
    internal static async Task<JsonHttpResult<ReadyView>> ReadyAsync(Readiness readiness, IndexStatus index, CancellationToken ct)
    {
        var missing = await readiness.MissingAsync(ct);
        return TypedResults.Json(
            new ReadyView(
                missing.Count == 0, missing, index.State.ToString().ToLowerInvariant(), index.Progress.Done, index.Progress.Total),
            statusCode: missing.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>How the index stands: lag, pending changes, dead letters, generation.</summary>
    internal static async Task<Ok<HealthView>> DetailsAsync(
        Readiness readiness, IndexStatus index, ChangeQueue queue, IDatabase database, BusinessClock clock, CancellationToken ct)
    {
        var (pending, oldest) = await queue.LookAsync(ct);
        await using var db = database.Open();
        return TypedResults.Ok(new HealthView
        {
            Missing = await readiness.MissingAsync(ct),
            IndexState = index.State.ToString().ToLowerInvariant(),
            Generation = index.Generation,
            Done = index.Progress.Done,
            Total = index.Progress.Total,
            IndexAsOf = index.AsOf,
            PendingChanges = pending,
            LagMs = oldest is { } since ? (long)(clock.Now - since).TotalMilliseconds : 0,
            DrainFailure = index.DrainFailure,
            DeadLetters = await db.DeadLetters.LongCountAsync(ct),
        });
    }
}

internal sealed record LiveView(string Status);

/// <param name="Missing">What keeps the service from answering: database, triggers, records, index, engine.</param>
/// <param name="IndexState">opening, checking, building or ready.</param>
internal sealed record ReadyView(bool Ready, IReadOnlyList<string> Missing, string IndexState, long Done, long Total);

internal sealed record HealthView
{
    public required IReadOnlyList<string> Missing { get; init; }

    public required string IndexState { get; init; }

    public required int? Generation { get; init; }

    /// <summary>Documents built, or parts checked, of <see cref="Total"/>.</summary>
    public required long Done { get; init; }

    public required long Total { get; init; }

    public required DateTimeOffset? IndexAsOf { get; init; }

    public required long PendingChanges { get; init; }

    /// <summary>Age of the oldest change that is not in the index, in milliseconds.</summary>
    public required long LagMs { get; init; }

    /// <summary>Why the last drain ended early: engine, blocked, configuration or lease.</summary>
    public required string? DrainFailure { get; init; }

    public required long DeadLetters { get; init; }
}

/// <summary>Says what keeps this instance from answering.</summary>
internal sealed class Readiness(IDatabase database, AnchorKeeper anchors, IndexStatus index)
{
    public async Task<IReadOnlyList<string>> MissingAsync(CancellationToken ct)
    {
        List<string> missing = [];
        try
        {
            if (!await database.HasTriggersAsync(ct))
                missing.Add("triggers");
        }
        catch (Exception exception) when (database.IsUnavailable(exception))
        {
            missing.Add("database");
        }

        if (anchors.Blocked is not null)
            missing.Add("records");
        if (index.State != IndexState.Ready)
            missing.Add("index");
        if (index.DrainFailure is DrainFailures.Configuration)
            missing.Add("engine");
        return missing;
    }
}
