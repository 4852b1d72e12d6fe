using System.Globalization;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Tags;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerSearch.Service.Catalogue;

internal static class TagEndpoints
{
    private const int LargestPage = 200;
    private const int MostTags = 100;

    public static void MapTags(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Catalogue");
        group.MapGet("/tags/{id:long}", FindAsync);
        group.MapGet("/tags", ListAsync);
        group.MapPost("/tags", ProposeAsync).RequireAuthorization(Policies.Catalogue).Accepts<TagRequest>("application/json");
        group.MapPatch("/tags/{id:long}", ChangeAsync).RequireAuthorization(Policies.Catalogue)
            .Accepts<TagPatch>("application/json");
        group.MapPost("/tags/{id:long}/confirm", ConfirmAsync).RequireAuthorization(Policies.Catalogue);
        group.MapPost("/tags/{id:long}/retire", RetireAsync).RequireAuthorization(Policies.Catalogue);
        group.MapPost("/tags/{id:long}/merge", MergeAsync).RequireAuthorization(Policies.Catalogue)
            .Accepts<MergeRequest>("application/json");
        group.MapPost("/customers/{customerNo}/tags", SetAsync).RequireAuthorization(Policies.TagCustomers)
            .Accepts<CustomerTagsRequest>("application/json");
    }

    /// <summary>One tag with its definition, version and history.</summary>
    internal static async Task<Results<Ok<TagDetail>, ProblemHttpResult>> FindAsync(long id, ReadTags tags, CancellationToken ct) =>
        await tags.FindAsync(new TagId(id), ct) is { } found ? TypedResults.Ok(found) : Problems.NotFound();

    /// <summary>Tags, the newest first.</summary>
    /// <param name="state">proposed, confirmed or retired.</param>
    internal static async Task<Results<Ok<Page<TagDetail>>, ProblemHttpResult>> ListAsync(
        string? state, int? pageSize, string? cursor, ReadTags tags, CancellationToken ct)
    {
        TagState? only = state switch
        {
            "proposed" => TagState.Proposed,
            "confirmed" => TagState.Confirmed,
            "retired" => TagState.Retired,
            _ => null,
        };
        if (state is not null && only is null)
            return Problems.Invalid("state", "Must be proposed, confirmed or retired.");
        if (pageSize is < 1 or > LargestPage)
            return Problems.Invalid("pageSize", $"Must be 1 to {LargestPage}.");
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            return Problems.Invalid("cursor", "Not a cursor of this list.");

        long? before = cursor is null ? null : long.Parse(cursor, CultureInfo.InvariantCulture);
        return TypedResults.Ok(await tags.ListAsync(only, before, pageSize ?? 20, ct));
    }

    /// <summary>Proposes a tag; another person confirms it.</summary>
    /// <response code="201">Proposed.</response>
    /// <response code="409">The dimension has a tag of this code, or had one.</response>
    /// <response code="422">It cannot be such a tag, by field.</response>
    internal static async Task<Results<Created<TagDetail>, ProblemHttpResult>> ProposeAsync(
        JsonBody<TagRequest> body, ProposeTag propose, ReadTags tags, Caller caller, CancellationToken ct)
    {
        if (body.Value is not { } request)
            return Problems.Invalid(body.Errors);

        return await propose.RunAsync(request.Dimension ?? "", request.Code ?? "", request.Definition ?? "", caller.Operator, ct) switch
        {
            TagAnswer.Done({ } id, _) => TypedResults.Created($"/api/v1/tags/{id.Value}", await tags.FindAsync(id, ct)),
            var answer => TagAnswers.Problem(answer),
        };
    }

    /// <summary>Renames a tag, or defines it anew. Searches still find it under the name it had.</summary>
    internal static async Task<Results<Ok<TagDetail>, ProblemHttpResult>> ChangeAsync(
        long id, JsonBody<TagPatch> body, ChangeTag change, ReadTags tags, Caller caller, CancellationToken ct) =>
        body.Value is { } patch
            ? await AnswerAsync(await change.RunAsync(new TagId(id), patch.Code, patch.Definition, caller.Operator, ct), tags, ct)
            : Problems.Invalid(body.Errors);

    /// <summary>Confirms a proposed tag; never by who proposed it.</summary>
    internal static async Task<Results<Ok<TagDetail>, ProblemHttpResult>> ConfirmAsync(
        long id, ConfirmTag confirm, ReadTags tags, Caller caller, CancellationToken ct) =>
        await AnswerAsync(await confirm.RunAsync(new TagId(id), caller.Operator, ct), tags, ct);

    /// <summary>Retires a tag: nobody carries it or is found by it any more.</summary>
    internal static async Task<Results<Ok<TagDetail>, ProblemHttpResult>> RetireAsync(
        long id, RetireTag retire, ReadTags tags, Caller caller, CancellationToken ct) =>
        await AnswerAsync(await retire.RunAsync(new TagId(id), caller.Operator, ct), tags, ct);

    /// <summary>Merges a tag into another of its dimension, whose customers its own become.</summary>
    internal static async Task<Results<Ok<TagDetail>, ProblemHttpResult>> MergeAsync(
        long id, JsonBody<MergeRequest> body, MergeTag merge, ReadTags tags, Caller caller, CancellationToken ct)
    {
        if (body.Value is not { } request)
            return Problems.Invalid(body.Errors);

        return request.Into is { } into
            ? await AnswerAsync(await merge.RunAsync(new TagId(id), new TagId(into), caller.Operator, ct), tags, ct)
            : Problems.Invalid("into", "The id of the other tag is required.");
    }

    /// <summary>Puts tags on a customer and takes them off, by hand. What a rule gives is refused.</summary>
    /// <response code="200">Done; the number of the operation record where anything changed.</response>
    /// <response code="404">There is none of this number, or none of yours.</response>
    /// <response code="422">A tag cannot be set by hand, by field.</response>
    internal static async Task<Results<Ok<CustomerTagsResponse>, ProblemHttpResult>> SetAsync(
        string customerNo, JsonBody<CustomerTagsRequest> body, SetCustomerTags tags, Caller caller, CancellationToken ct)
    {
        if (!CustomerNo.TryParse(customerNo, null, out var number))
            return Problems.NotFound();
        if (body.Value is not { } request)
            return Problems.Invalid(body.Errors);
        if ((request.Add?.Count ?? 0) + (request.Remove?.Count ?? 0) is 0 or > MostTags)
            return Problems.Invalid("add", $"1 to {MostTags} tags are needed.");

        return await tags.RunAsync(number, request.Add ?? [], request.Remove ?? [], caller.Operator, ct) switch
        {
            TagAnswer.Done done => TypedResults.Ok(new CustomerTagsResponse(number.ToString(), done.Operation?.ToString())),
            var answer => TagAnswers.Problem(answer),
        };
    }

    private static async Task<Results<Ok<TagDetail>, ProblemHttpResult>> AnswerAsync(
        TagAnswer answer, ReadTags tags, CancellationToken ct) =>
        answer is TagAnswer.Done({ } id, _) ? TypedResults.Ok(await tags.FindAsync(id, ct)) : TagAnswers.Problem(answer);
}

/// <summary>Answers that are no success, as problems.</summary>
internal static class TagAnswers
{
    public static ProblemHttpResult Problem(TagAnswer answer) => answer switch
    {
        TagAnswer.Missing => Problems.NotFound(),
        TagAnswer.Conflict(var message) => Problems.Conflict(message),
        TagAnswer.Wrong(var errors) => Problems.Unprocessable(errors),
        TagAnswer.Denied(var field, var message) => Problems.Denied(new Dictionary<string, string[]> { [field] = [message] }),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

internal sealed record TagRequest
{
    /// <example>自定义</example>
    public string? Dimension { get; init; }

    /// <summary>At most 50 characters.</summary>
    /// <example>爱好摄影</example>
    public string? Code { get; init; }

    /// <summary>What it says of a customer.</summary>
    /// <example>参加过摄影活动</example>
    public string? Definition { get; init; }
}

internal sealed record TagPatch
{
    public string? Code { get; init; }

    public string? Definition { get; init; }
}

internal sealed record MergeRequest
{
    /// <summary>The id of the tag that counts from now on.</summary>
    public long? Into { get; init; }
}

internal sealed record CustomerTagsRequest
{
    /// <example>["服务偏好/线上"]</example>
    public IReadOnlyList<string>? Add { get; init; }

    public IReadOnlyList<string>? Remove { get; init; }
}

/// <param name="Operation">The number of the record; absent where nothing changed.</param>
internal sealed record CustomerTagsResponse(string CustomerNo, string? Operation);
