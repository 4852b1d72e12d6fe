using System.Text;
using System.Text.Json;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers.Import;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Hosting;
using CustomerSearch.Service.Jobs;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Customers;

internal static class ImportEndpoints
{
    private const int LongestKey = 200;
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/imports").WithTags("Customers").RequireAuthorization(Policies.CustomerSystems);
        group.MapPost("/", StartAsync).Accepts<Stream>("application/x-ndjson", "text/csv", Xlsx, "multipart/form-data")
            .Produces<ImportStarted>(202);
        group.MapGet("/{id:long}", FindAsync);
        group.MapDelete("/{id:long}", CancelAsync);
        group.MapGet("/{id:long}/rejects", RejectsAsync).Produces(200, contentType: "application/x-ndjson");
        group.MapGet("/{id:long}/warnings", WarningsAsync).Produces(200, contentType: "application/x-ndjson");
    }

    /// <summary>Takes in a file of customers, NDJSON, CSV or XLSX, as the body or as the first file of a form.</summary>
    /// <response code="202">It stands on the disk and is worked on.</response>
    /// <response code="409">Under the same Idempotency-Key another body was sent.</response>
    /// <response code="415">The content type is of none of the three.</response>
    internal static async Task<Results<Accepted<ImportStarted>, ProblemHttpResult>> StartAsync(
        StartImport start, JobQueue jobs, Caller caller, HttpContext context, IOptions<FilesOptions> files, CancellationToken ct)
    {
        var key = context.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey || !key.All(c => c is > ' ' and <= '~'))
            return Problems.Invalid("Idempotency-Key", $"Must have at most {LongestKey} visible ASCII characters.");

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize =
            files.Value.LargestMegabytes * 1024L * 1024L;
        if (await ImportBody.FindAsync(context.Request, ct) is not var (body, format))
            return Problems.UnsupportedMediaType("The body must be application/x-ndjson, text/csv, .xlsx, or a form with such a file.");

        switch (await start.RunAsync(body, new ImportOrder(format, key.Length == 0 ? null : key), caller.Operator, ct))
        {
            case StartedImport.Accepted(var id, var isNew):
                if (isNew)
                    jobs.Import(id);

                return TypedResults.Accepted($"/api/v1/imports/{id}", new ImportStarted(id));
            case StartedImport.OtherBody:
                return Problems.Conflict(new Dictionary<string, string[]> { ["Idempotency-Key"] = ["Was sent with another body."] });
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>How far an import of yours is.</summary>
    internal static async Task<Results<Ok<ImportView>, ProblemHttpResult>> FindAsync(
        long id, Imports imports, Caller caller, CancellationToken ct) =>
        await imports.FindAsync(id, caller.Operator, ct) is { } import ? TypedResults.Ok(ImportView.Of(import)) : Problems.NotFound();

    /// <summary>Ends an import of yours where it is; what went in stays.</summary>
    /// <response code="204">Ended.</response>
    /// <response code="409">It had ended already.</response>
    internal static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(
        long id, Imports imports, Caller caller, CancellationToken ct)
    {
        if (await imports.FindAsync(id, caller.Operator, ct) is null)
            return Problems.NotFound();

        return await imports.CancelAsync(id, caller.Operator, ct)
            ? TypedResults.NoContent()
            : Problems.Conflict(new Dictionary<string, string[]> { ["state"] = ["It has ended already."] });
    }

    /// <summary>The rows that did not go in, a line each: row, number and what is wrong by field.</summary>
    internal static Task<IResult> RejectsAsync(long id, Imports imports, Caller caller, CancellationToken ct) =>
        NotesAsync(id, ImportNoteKind.Reject, imports, caller, ct);

    /// <summary>The rows that went in with a value that another customer has, a line each: row, number and warnings by field.</summary>
    internal static Task<IResult> WarningsAsync(long id, Imports imports, Caller caller, CancellationToken ct) =>
        NotesAsync(id, ImportNoteKind.Warning, imports, caller, ct);

    private static async Task<IResult> NotesAsync(long id, ImportNoteKind kind, Imports imports, Caller caller, CancellationToken ct) =>
        await imports.FindAsync(id, caller.Operator, ct) is null
            ? Problems.NotFound()
            : TypedResults.Stream(stream => WriteAsync(imports, id, kind, stream, ct), "application/x-ndjson");

    private static async Task WriteAsync(Imports imports, long id, ImportNoteKind kind, Stream stream, CancellationToken ct)
    {
        await using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        await foreach (var note in imports.NotesAsync(id, kind, ct))
            await writer.WriteAsync(ImportNoteLine.Of(note) + "\n");
    }
}

/// <summary>A reject or a warning as a line.</summary>
internal static class ImportNoteLine
{
    public static string Of(ImportNote note)
    {
        using var messages = JsonDocument.Parse(note.Messages);
        return note.Kind == ImportNoteKind.Reject
            ? JsonSerializer.Serialize(new { note.Row, note.CustomerNo, errors = messages.RootElement }, RecordDrafts.Json)
            : JsonSerializer.Serialize(new { note.Row, note.CustomerNo, warnings = messages.RootElement }, RecordDrafts.Json);
    }
}

internal sealed record ImportStarted(long ImportId);

/// <param name="State">queued, running, finished, cancelled or failed.</param>
/// <param name="Warned">Rows that went in with a value that another customer has.</param>
/// <param name="Failure">Why the file as a whole cannot be read.</param>
internal sealed record ImportView(
    string State, long BytesRead, long BytesTotal, long RowsRead, long Created, long Updated, long Unchanged, long Rejected,
    long Warned, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, string? Failure)
{
    public static ImportView Of(CustomerImport i) => new(
        i.State.ToString().ToLowerInvariant(), i.BytesRead, i.BytesTotal, i.RowsRead, i.Created, i.Updated, i.Unchanged, i.Rejected,
        i.Warned, i.StartedAt, i.FinishedAt, i.Failure);
}
