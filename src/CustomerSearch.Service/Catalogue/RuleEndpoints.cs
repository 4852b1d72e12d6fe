using System.Text.Json;
using CustomerSearch.Core.Tags;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Hosting;
using CustomerSearch.Service.Jobs;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerSearch.Service.Catalogue;

internal static class RuleEndpoints
{
    private const int MostTags = 500;

    public static void MapRules(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/rules").WithTags("Catalogue");
        group.MapGet("/{id:long}", FindAsync);
        group.MapPut("/{id:long}", SaveAsync).RequireAuthorization(Policies.Administrators).Accepts<RuleRequest>("application/json");
        group.MapPost("/{id:long}/preview", PreviewAsync).RequireAuthorization(Policies.Catalogue);
        group.MapPost("/{id:long}/apply", ApplyAsync).RequireAuthorization(Policies.Administrators);
    }

    /// <summary>A rule with all its versions, and how far the latest application has come.</summary>
    internal static async Task<Results<Ok<RuleView>, ProblemHttpResult>> FindAsync(long id, ReadRules rules, CancellationToken ct) =>
        await rules.FindAsync(id, ct) is { } found ? TypedResults.Ok(found) : Problems.NotFound();

    /// <summary>Saves the next version of a rule as a draft, checked: it decides nothing before it is applied.</summary>
    /// <response code="200">The rule with the draft.</response>
    /// <response code="422">A value is covered by no case, or by two, or something else is wrong; by field.</response>
    internal static async Task<Results<Ok<RuleView>, ProblemHttpResult>> SaveAsync(
        long id, JsonBody<RuleRequest> body, SaveRule save, ReadRules rules, Caller caller, CancellationToken ct)
    {
        if (body.Value is not { } request)
            return Problems.Invalid(body.Errors);
        if (request is not { Rule.ValueKind: JsonValueKind.Object, Tags: { Count: <= MostTags } tags }
            || tags.Any(tag => tag is null || tag.Code is null || tag.Definition is null))
            return Problems.Invalid("rule", $"A rule and at most {MostTags} tags, each with code and definition, are required.");

        RuleBody rule;
        try
        {
            rule = RuleBody.Parse(request.Rule.GetRawText());
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            return Problems.Invalid("rule", "Not a rule: see GET /rules/{id} for what one looks like.");
        }

        return await save.RunAsync(id, rule, tags, caller.Operator, ct) switch
        {
            TagAnswer.Done => TypedResults.Ok(await rules.FindAsync(id, ct)),
            var answer => TagAnswers.Problem(answer),
        };
    }

    /// <summary>How many customers the draft moves from which tag to which, over the whole base.</summary>
    /// <response code="409">There is no draft of this rule.</response>
    internal static async Task<Results<Ok<RulePreview>, ProblemHttpResult>> PreviewAsync(
        long id, PreviewRule preview, ReadRules rules, CancellationToken ct)
    {
        if (await preview.RunAsync(id, ct) is { } found)
            return TypedResults.Ok(found);

        return await rules.FindAsync(id, ct) is null ? Problems.NotFound() : Problems.Conflict("There is no draft of this rule.");
    }

    /// <summary>
    /// Brings the draft into force: documents get its tags beside the present ones, then all searches move to it at once.
    /// </summary>
    /// <response code="202">Begun; GET /rules/{id} shows how far it has come.</response>
    /// <response code="409">There is no draft, or a version of this rule is being applied already.</response>
    internal static async Task<Results<Accepted<RuleView>, ProblemHttpResult>> ApplyAsync(
        long id, ApplyRule apply, ReadRules rules, JobQueue jobs, Caller caller, CancellationToken ct)
    {
        if (await apply.RunAsync(id, caller.Operator, ct) is var answer and not TagAnswer.Done)
            return TagAnswers.Problem(answer);

        jobs.ApplyRules();
        return TypedResults.Accepted($"/api/v1/rules/{id}", await rules.FindAsync(id, ct));
    }
}

internal sealed record RuleRequest
{
    /// <summary>
    /// <c>copy</c> of a field, <c>bands</c> of fields, or <c>interests</c>: the same shape as GET /rules/{id} shows.
    /// </summary>
    public JsonElement Rule { get; init; }

    /// <summary>Every tag that the rule gives, with what it means in this version.</summary>
    public IReadOnlyList<RuleTag>? Tags { get; init; }
}
