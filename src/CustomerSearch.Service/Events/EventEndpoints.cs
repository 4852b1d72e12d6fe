using System.Text.Json;
using CustomerSearch.Core.Events;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Hosting;
using CustomerSearch.Service.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Events;

internal static class EventEndpoints
{
    private const string Ndjson = "application/x-ndjson";

    /// <summary>8 MiB.</summary>
    private const int Largest = 8 * 1024 * 1024;

    private static readonly byte[] NewLine = [(byte)'\n'];

    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/events").WithTags("Customers").RequireAuthorization(Policies.Events);
        group.MapPost("", TakeAsync).Accepts<EventExample>(Ndjson);
        group.MapGet("/{id:long}", FindAsync);
        group.MapGet("/{id:long}/rejects", RejectsAsync).Produces<EventRejectView>(contentType: Ndjson);
    }

    /// <summary>
    /// Takes events: one JSON object a line, at most 10,000 lines. Sending one again does no harm: an event is known by its
    /// id.
    /// </summary>
    /// <response code="202">Durable; applied in a moment, in whatever order they happened.</response>
    /// <response code="400">No line, or more than 10,000.</response>
    internal static async Task<Results<Accepted<EventsTaken>, ProblemHttpResult>> TakeAsync(
        HttpContext context, TakeEvents take, JobQueue jobs, Caller caller, CancellationToken ct)
    {
        if (context.Request.ContentType?.Split(';')[0].Trim() is not (Ndjson or "application/ndjson"))
            throw new BadHttpRequestException("Not NDJSON.", StatusCodes.Status415UnsupportedMediaType);

        var body = await ReadAsync(context.Request, ct);
        if (TakeEvents.CountLines(body) is 0 or > TakeEvents.MostLines)
            return Problems.Invalid("", $"1 to {TakeEvents.MostLines} lines are taken at once.");

        var id = await take.RunAsync(body, caller.Operator, ct);
        jobs.ApplyEvents();
        return TypedResults.Accepted($"/api/v1/events/{id}", new EventsTaken(id));
    }

    /// <summary>How far a batch of events has come; the account's own only.</summary>
    internal static async Task<Results<Ok<EventBatchView>, ProblemHttpResult>> FindAsync(
        long id, ReadEventBatches batches, Caller caller, CancellationToken ct) =>
        await batches.FindAsync(id, caller.Operator, ct) is { } found ? TypedResults.Ok(found) : Problems.NotFound();

    /// <summary>The lines of a batch that were not taken, each with its reasons, one JSON object a line.</summary>
    internal static async Task<IResult> RejectsAsync(
        long id, ReadEventBatches batches, IOptions<JsonOptions> json, Caller caller, CancellationToken ct)
    {
        if (await batches.FindAsync(id, caller.Operator, ct) is null)
            return Problems.NotFound();

        return TypedResults.Stream(async stream =>
        {
            await foreach (var reject in batches.RejectsAsync(id, ct))
            {
                await JsonSerializer.SerializeAsync(stream, reject, json.Value.SerializerOptions, ct);
                await stream.WriteAsync(NewLine, ct);
            }
        }, Ndjson);
    }

    /// <exception cref="BadHttpRequestException">Larger than 8 MiB (413).</exception>
    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        using var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > Largest)
                throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge);

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}

/// <param name="ImportId">See GET /events/{id}.</param>
internal sealed record EventsTaken(long ImportId);

/// <summary>One line of a body.</summary>
internal sealed record EventExample
{
    /// <summary>Unique in the account.</summary>
    /// <example>o-20261124-1</example>
    public required string EventId { get; init; }

    /// <summary>Or external.</summary>
    /// <example>ED2024001</example>
    public string? CustomerNo { get; init; }

    /// <summary>How another system names the customer.</summary>
    public ExternalExample? External { get; init; }

    /// <summary>order, order-cancelled, return, login, view, contact or consent.</summary>
    /// <example>order</example>
    public required string Type { get; init; }

    /// <summary>An instant with its offset, at most five minutes in the future.</summary>
    /// <example>2026-11-24T10:00:00+08:00</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>Of an order, its cancellation, and returns.</summary>
    /// <example>A-1001</example>
    public string? OrderId { get; init; }

    /// <example>129900</example>
    public long? AmountFen { get; init; }

    /// <summary>What was ordered or viewed.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>Of a consent, or a contact.</summary>
    public string? Channel { get; init; }

    /// <summary>given, withdrawn or unknown: of a consent.</summary>
    public string? State { get; init; }
}

internal sealed record ExternalExample(string System, string Id);
