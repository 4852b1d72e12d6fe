using CustomerSearch.Core.Access;
using CustomerSearch.Service.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerSearch.Service.Access;

internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("Signing in");
        group.MapPost("/sign-in", SignInAsync).AllowAnonymous().Accepts<SignInRequest>("application/json");
        group.MapPost("/sign-out", SignOutAsync);
        group.MapGet("/me", Me);
    }

    /// <summary>Signs in: the token goes into the Authorization header as <c>Bearer</c>.</summary>
    /// <response code="200">The session token and when it ends.</response>
    /// <response code="401">Unknown, wrong, disabled or locked; the answer does not say which.</response>
    internal static async Task<Results<Ok<SignInResponse>, ProblemHttpResult>> SignInAsync(
        JsonBody<SignInRequest> body, SignIn signIn, ClientAddress addresses, HttpContext context, CancellationToken ct)
    {
        if (body.Value is not { } request)
            return Problems.Invalid(body.Errors);
        if (string.IsNullOrEmpty(request.UserName) || request.UserName.Length > 100)
            return Problems.Invalid("userName", "A user name of at most 100 characters is required.");
        if (string.IsNullOrEmpty(request.Password) || request.Password.Length > 200)
            return Problems.Invalid("password", "A password of at most 200 characters is required.");

        var result = await signIn.RunAsync(request.UserName, request.Password, addresses.Of(context), ct);
        if (result is not SignInResult.SignedIn signedIn)
            return TypedResults.Problem(Problems.Of(StatusCodes.Status401Unauthorized));

        context.Response.Cookies.Append(SessionAuthentication.CookieName, signedIn.Token, new()
        {
            HttpOnly = true,
            Secure = context.Request.IsHttps,
            SameSite = SameSiteMode.Strict,
            Path = "/jobs",
            Expires = signedIn.ExpiresAt,
        });
        return TypedResults.Ok(new SignInResponse(signedIn.Token, signedIn.ExpiresAt, OperatorView.Of(signedIn.Operator)));
    }

    /// <summary>Ends this session.</summary>
    internal static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(
        SignOut signOut, Caller caller, HttpContext context, CancellationToken ct)
    {
        if (SessionAuthentication.TokenOf(context.Request) is not { } token)
            return Problems.Invalid("Authorization", "A key has no session to end.");

        await signOut.RunAsync(token, caller.Operator, ct);
        context.Response.Cookies.Delete(SessionAuthentication.CookieName, new() { Path = "/jobs" });
        return TypedResults.NoContent();
    }

    /// <summary>Who is signed in.</summary>
    internal static Ok<OperatorView> Me(Caller caller) => TypedResults.Ok(OperatorView.Of(caller.Operator));
}

internal sealed record SignInRequest
{
    /// <example>clerk1</example>
    public string? UserName { get; init; }

    /// <example>the password printed at the first start</example>
    public string? Password { get; init; }
}

internal sealed record SignInResponse(string AccessToken, DateTimeOffset ExpiresAt, OperatorView Operator);

/// <param name="Role">一线员工, 部门经理, 市场, 审计, 管理员 or 系统账号.</param>
internal sealed record OperatorView(string UserName, string RealName, string Role, string Department, bool Approver)
{
    public static OperatorView Of(Operator caller) => new(
        caller.UserName!, caller.RealName!, RoleNames.Of(caller.Role!.Value), caller.Department!, caller.IsApprover);
}
