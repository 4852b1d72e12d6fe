using System.Security.Claims;
using System.Text.Encodings.Web;
using CustomerSearch.Core.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Access;

/// <summary>
/// Signs requests in: people by their session token, from the Authorization header or, under <c>/jobs</c>, from a cookie;
/// systems by their key.
/// </summary>
internal sealed class SessionAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Sessions sessions,
    ApiKeys apiKeys, ClientAddress addresses) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Session";

    /// <summary>
    /// Only for pages that a browser opens by address; the API takes no cookie, so no other site can use one.
    /// </summary>
    public const string CookieName = "customer-search-session";

    /// <summary>The type of the claims that say what a key is for; a session has none.</summary>
    public const string ScopeClaim = "scope";

    private const string Prefix = "Bearer ";
    private const string KeyPrefix = "ApiKey ";

    public static string? TokenOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return header[Prefix.Length..].Trim();

        return request.Path.StartsWithSegments("/jobs", StringComparison.OrdinalIgnoreCase) ? request.Cookies[CookieName] : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyOf(Request) is { } key)
            return await apiKeys.FindAsync(key) is { } holder
                ? SignedIn(holder.Account, ApiKeyScopes.NamesOf(holder.Scopes))
                : AuthenticateResult.Fail("No such key.");

        if (TokenOf(Request) is not { } token)
            return AuthenticateResult.NoResult();

        return await sessions.FindAsync(token) is { } found ? SignedIn(found, []) : AuthenticateResult.Fail("No such session.");
    }

    private static string? KeyOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(KeyPrefix, StringComparison.OrdinalIgnoreCase) ? header[KeyPrefix.Length..].Trim() : null;
    }

    private AuthenticateResult SignedIn(Operator account, IReadOnlyList<string> scopes)
    {
        var caller = account with { Address = addresses.Of(Context) };
        Context.Features.Set(caller);
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.Name, caller.UserName!), new Claim(ClaimTypes.Role, caller.Role!.Value.ToString()),
                .. scopes.Select(scope => new Claim(ScopeClaim, scope)),
            ],
            SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}

/// <summary>The signed-in caller of a request.</summary>
internal sealed record Caller(Operator Operator)
{
    public static ValueTask<Caller?> BindAsync(HttpContext context) =>
        ValueTask.FromResult(context.Features.Get<Operator>() is { } found ? new Caller(found) : null);
}

/// <summary>The client's network address, as the connection has it.</summary>
internal sealed class ClientAddress
{
    public string? Of(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        return (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();
    }
}

/// <summary>Who may use what; whatever names no policy needs a signed-in caller.</summary>
internal static class Policies
{
    public const string Customers = "customers";
    public const string Writers = "writers";
    public const string Managers = "managers";
    public const string CustomerSystems = "customer systems";
    public const string Auditors = "auditors";
    public const string Administrators = "administrators";
    public const string Verifiers = "verifiers";
    public const string Catalogue = "catalogue";
    public const string TagCustomers = "tag-customers";
    public const string Events = "events";

    public static void AddSignedInAccess(this IServiceCollection services)
    {
        services.AddAuthentication(SessionAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, SessionAuthentication>(SessionAuthentication.SchemeName, null);
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Customers, Roles(Role.FrontLine, Role.DepartmentManager, Role.Marketing, Role.Administrator))
            .AddPolicy(Writers, Roles(Role.FrontLine, Role.DepartmentManager))
            .AddPolicy(Managers, Roles(Role.DepartmentManager))
            .AddPolicy(CustomerSystems, ApiKeys(ApiKeyScope.Customers))
            .AddPolicy(Auditors, Roles(Role.Auditor))
            .AddPolicy(Administrators, Roles(Role.Administrator))
            .AddPolicy(Verifiers, Roles(Role.Auditor, Role.Administrator))
            .AddPolicy(Catalogue, Roles(Role.Marketing, Role.Administrator))
            .AddPolicy(TagCustomers, Roles(Role.FrontLine, Role.DepartmentManager, Role.Marketing))
            .AddPolicy(Events, ApiKeys(ApiKeyScope.Events));
    }

    /// <summary>Only with a key that is for this, never with a session.</summary>
    private static Action<AuthorizationPolicyBuilder> ApiKeys(ApiKeyScope scope) =>
        policy => policy.RequireClaim(SessionAuthentication.ScopeClaim, ApiKeyScopes.NamesOf(scope));

    private static Action<AuthorizationPolicyBuilder> Roles(params Role[] roles) =>
        policy => policy.RequireRole(roles.Select(role => role.ToString()));
}
