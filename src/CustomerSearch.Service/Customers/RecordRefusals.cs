using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace CustomerSearch.Service.Customers;

/// <summary>Records that a customer was asked for by somebody whose role has none, before the refusal leaves.</summary>
internal sealed class RecordRefusals(OpenCustomer open) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler standard = new();

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden
            && context.Features.Get<Operator>() is { } caller
            && CustomerNo.TryParse(context.GetRouteValue("customerNo") as string, null, out var number))
            await open.RefuseAsync(number, caller);

        await standard.HandleAsync(next, context, policy, authorizeResult);
    }
}
