using System.Globalization;
using System.Text.Json.Serialization;
using CustomerSearch.Core.Audit;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Hosting;
using CustomerSearch.Service.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerSearch.Service.Audit;

internal static class RecordEndpoints
{
    private const int LongestRemark = 500;

    public static void MapRecords(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Records");
        group.MapGet("/searches", ListSearchesAsync);
        group.MapGet("/searches/{rxNumber}", FindAsync);
        group.MapPost("/searches/{rxNumber}/remarks", AddRemarkAsync).Accepts<RemarkRequest>("application/json");
        group.MapGet("/operations", ListOperationsAsync).RequireAuthorization(Policies.Auditors);
        group.MapPost("/records/verifications", VerifyAsync).RequireAuthorization(Policies.Verifiers);
        group.MapGet("/records/verifications/{id}", FindVerificationAsync).RequireAuthorization(Policies.Verifiers);
        group.MapPost("/records/acknowledgement", AcknowledgeAsync).RequireAuthorization(Policies.Administrators)
            .Accepts<AcknowledgementRequest>("application/json");
    }

    /// <summary>
    /// Search records, newest first, a line a number: your own; those of your department for managers; all for
    /// auditors.
    /// </summary>
    internal static async Task<Results<Ok<Page<RecordView>>, ProblemHttpResult>> ListSearchesAsync(
        [AsParameters] RecordListRequest request, ReadRecords records, Caller caller, HttpContext context, CancellationToken ct)
    {
        if (IsPrefetch(context))
            return Prefetched();

        return RecordFilters.Parse(request, caller.Operator, RecordSeries.Search) switch
        {
            (null, var errors) => Problems.Invalid(errors),
            ({ } filter, _) => TypedResults.Ok(await records.ListSearchesAsync(filter, caller.Operator, ct)),
        };
    }

    /// <summary>One search whole, with its steps and remarks.</summary>
    internal static async Task<Results<Ok<WholeRecordView>, ProblemHttpResult>> FindAsync(
        string rxNumber, ReadRecords records, Caller caller, HttpContext context, CancellationToken ct)
    {
        if (IsPrefetch(context))
            return Prefetched();

        return RecordNumber.TryParse(rxNumber, null, out var number) && number.Series == RecordSeries.Search
            && await records.FindAsync(number, caller.Operator, ct) is { } found
            ? TypedResults.Ok(found)
            : Problems.NotFound();
    }

    /// <summary>Adds a remark: a record of its own, for records are never changed.</summary>
    internal static async Task<Results<Created<RemarkResponse>, ProblemHttpResult>> AddRemarkAsync(
        string rxNumber, JsonBody<RemarkRequest> body, AddRemark remarks, Caller caller, CancellationToken ct)
    {
        if (body.Value is not { } request)
            return Problems.Invalid(body.Errors);
        if (string.IsNullOrWhiteSpace(request.Text) || request.Text.Length > LongestRemark
            || request.Text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
            return Problems.Invalid("text", $"A text of at most {LongestRemark} characters without control characters is required.");

        return RecordNumber.TryParse(rxNumber, null, out var number) && number.Series == RecordSeries.Search
            && await remarks.RunAsync(number, request.Text, caller.Operator, ct) is { } made
            ? TypedResults.Created($"/api/v1/searches/{number}", new RemarkResponse(made.ToString()))
            : Problems.NotFound();
    }

    /// <summary>Operations, newest first: sign-ins, customers opened, values revealed, records read ...</summary>
    internal static async Task<Results<Ok<Page<RecordView>>, ProblemHttpResult>> ListOperationsAsync(
        [AsParameters] RecordListRequest request, ReadRecords records, Caller caller, HttpContext context, CancellationToken ct)
    {
        if (IsPrefetch(context))
            return Prefetched();

        return RecordFilters.Parse(request, caller.Operator, RecordSeries.Operation) switch
        {
            (null, var errors) => Problems.Invalid(errors),
            ({ } filter, _) => TypedResults.Ok(await records.ListOperationsAsync(filter, caller.Operator, ct)),
        };
    }

    /// <summary>Has the whole chain verified by a job.</summary>
    internal static async Task<Accepted<VerificationView>> VerifyAsync(
        Verifications verifications, JobQueue jobs, Caller caller, CancellationToken ct)
    {
        var requested = await verifications.RequestAsync(caller.Operator, ct);
        jobs.VerifyChain();
        return TypedResults.Accepted($"/api/v1/records/verifications/{requested.Id}", VerificationView.Of(requested));
    }

    /// <summary>How a verification stands, or what it found.</summary>
    /// <param name="id">Its id, or <c>latest</c>.</param>
    internal static async Task<Results<Ok<VerificationView>, ProblemHttpResult>> FindVerificationAsync(
        string id, Verifications verifications, CancellationToken ct)
    {
        long? wanted = null;
        if (id != "latest")
        {
            if (!long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return Problems.NotFound();

            wanted = number;
        }

        return await verifications.FindAsync(wanted, ct) is { } found
            ? TypedResults.Ok(VerificationView.Of(found))
            : Problems.NotFound();
    }

    /// <summary>Lets numbering go on after the database was restored.</summary>
    /// <response code="200">The acknowledgement's own number; null when there was nothing to acknowledge.</response>
    internal static async Task<Results<Ok<AcknowledgementResponse>, ProblemHttpResult>> AcknowledgeAsync(
        JsonBody<AcknowledgementRequest> body, AcknowledgeRestore acknowledge, Caller caller, CancellationToken ct)
    {
        if (body.Value is not { } request)
            return Problems.Invalid(body.Errors);
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > LongestRemark)
            return Problems.Invalid("reason", $"A reason of at most {LongestRemark} characters is required.");

        var number = await acknowledge.RunAsync(request.Reason, caller.Operator, ct);
        return TypedResults.Ok(new AcknowledgementResponse(number?.ToString()));
    }

    private static bool IsPrefetch(HttpContext context) => context.Request.Headers.ContainsKey("Sec-Purpose");

    private static ProblemHttpResult Prefetched() =>
        Problems.Invalid("Sec-Purpose", "Reading records is recorded and cannot be prefetched.");
}

internal sealed record RemarkRequest
{
    /// <example>客户已确认</example>
    public string? Text { get; init; }
}

/// <param name="Number">The number of the remark's own record.</param>
internal sealed record RemarkResponse(string Number);

internal sealed record AcknowledgementRequest
{
    /// <example>磁盘损坏，恢复到昨夜备份</example>
    public string? Reason { get; init; }
}

internal sealed record AcknowledgementResponse(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Number);

/// <param name="State">queued, running, intact, broken or failed.</param>
/// <param name="Checked">Records that are as they were written.</param>
/// <param name="Total">Records in all.</param>
/// <param name="FirstBroken">Position of the first record that is not as it was written.</param>
/// <param name="Finding">What is wrong there.</param>
/// <param name="Anchors">Anchors outside the database that were compared.</param>
internal sealed record VerificationView(
    long Id, string State, long Checked, long Total, long? FirstBroken, string? Finding, int Anchors,
    DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
{
    public static VerificationView Of(Verification v) => new(
        v.Id, v.State.ToString().ToLowerInvariant(), v.Checked, v.Total, v.FirstBroken, v.Finding, v.Anchors, v.StartedAt, v.FinishedAt);
}
