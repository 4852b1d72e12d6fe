using CustomerSearch.Core.Access;
using CustomerSearch.Service.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerSearch.Service.Access;

internal static class ApiKeyEndpoints
{
    private const int DefaultDays = 90;
    private const int MostDays = 366;

    public static void MapApiKeys(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api-keys").WithTags("Signing in").RequireAuthorization(Policies.Administrators);
        group.MapPost("/", CreateAsync).Accepts<ApiKeyRequest>("application/json");
        group.MapDelete("/{id:long}", RevokeAsync);
    }

    /// <summary>Makes a key for a system account, which sends it as <c>Authorization: ApiKey ...</c>.</summary>
    /// <response code="201">The key, which is shown this once.</response>
    /// <response code="422">There is no such system account.</response>
    internal static async Task<Results<Created<ApiKeyResponse>, ProblemHttpResult>> CreateAsync(
        JsonBody<ApiKeyRequest> body, CreateApiKey create, Caller caller, HttpContext context, CancellationToken ct)
    {
        if (body.Value is not { } request)
            return Problems.Invalid(body.Errors);
        if (ApiKeyScopes.Parse(request.Scopes) is not { } scopes)
            return Problems.Invalid("scopes", "One or both of customers and events are required.");
        if (request.Days is < 1 or > MostDays)
            return Problems.Invalid("days", $"Must be 1 to {MostDays}.");

        var life = TimeSpan.FromDays(request.Days ?? DefaultDays);
        if (await create.RunAsync(request.UserName ?? "", scopes, life, caller.Operator, ct) is not { } made)
            return Problems.Unprocessable(new Dictionary<string, string[]> { ["userName"] = ["There is no such system account."] });

        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Created($"/api/v1/api-keys/{made.Id}", new ApiKeyResponse(made.Id, made.Key, made.ExpiresAt));
    }

    /// <summary>Takes a key back; its next request is refused.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(
        long id, RevokeApiKey revoke, Caller caller, CancellationToken ct) =>
        await revoke.RunAsync(id, caller.Operator, ct) ? TypedResults.NoContent() : Problems.NotFound();
}

internal sealed record ApiKeyRequest
{
    /// <summary>The system account that the key is of.</summary>
    /// <example>system1</example>
    public string? UserName { get; init; }

    /// <summary>customers (upsert, import), events.</summary>
    /// <example>["customers", "events"]</example>
    public IReadOnlyList<string>? Scopes { get; init; }

    /// <summary>How long it holds: 1 to 366 days, 90 unless told.</summary>
    /// <example>90</example>
    public int? Days { get; init; }
}

/// <param name="Key">Shown this once; only its hash is kept.</param>
internal sealed record ApiKeyResponse(long Id, string Key, DateTimeOffset ExpiresAt);
