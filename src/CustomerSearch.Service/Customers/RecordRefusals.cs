using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Customers.Writing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace CustomerSearch.Service.Customers;

/// <summary>
/// Records that a customer was asked for, or to be written, by somebody whose role may not, before the refusal leaves.
/// </summary>
internal sealed class RecordRefusals(RefusedWrites refusals) : IAuthorizationMiddlewareResultHandler
{
    private readonly AuthorizationMiddlewareResultHandler standard = new();

    public async Task HandleAsync(
        RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden
            && context.Features.Get<Operator>() is { } caller
            && CustomerNo.TryParse(context.GetRouteValue("customerNo") as string, null, out var number))
            await refusals.NoteAsync(OperationOf(context.Request.Method), number, caller);

        await standard.HandleAsync(next, context, policy, authorizeResult);
    }

    private static string OperationOf(string method) => method switch
    {
        "PATCH" => Operations.ChangeCustomer,
        "DELETE" => Operations.DeleteCustomer,
        _ => Operations.OpenCustomer,
    };
}
