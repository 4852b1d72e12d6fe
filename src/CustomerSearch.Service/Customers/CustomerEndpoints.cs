using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CustomerSearch.Service.Customers;

internal static class CustomerEndpoints
{
    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/customers").WithTags("Customers").RequireAuthorization(Policies.Customers);
        group.MapGet("/{customerNo}", OpenAsync);
        group.MapPost("/{customerNo}/reveal", RevealAsync).Accepts<RevealRequest>("application/json");
    }

    /// <summary>Opens one customer, and records it.</summary>
    /// <param name="rx">The number of a search of yours of today that showed this customer; or give a purpose.</param>
    /// <param name="purpose">Why, where no search is named; not 其他.</param>
    /// <response code="200">The customer as your role may see it.</response>
    /// <response code="404">There is none of this number, or none of yours.</response>
    /// <response code="429">You asked for too many this hour that were nobody, or nobody of yours.</response>
    internal static async Task<Results<Ok<CustomerView>, ProblemHttpResult>> OpenAsync(
        string customerNo, string? rx, string? purpose, OpenCustomer open, ReasonReader reasons, LookUpMeter meter,
        Caller caller, HttpContext context, CancellationToken ct)
    {
        if (context.Request.Headers.ContainsKey("Sec-Purpose"))
            return Problems.Invalid("Sec-Purpose", "Opening a customer is recorded and cannot be prefetched.");
        if (!CustomerNo.TryParse(customerNo, null, out var number))
            return Problems.NotFound();

        var reason = await reasons.ReadAsync(number, rx, purpose, null, caller.Operator, ct);
        if (reason is ReadReason.Bad bad)
            return await RefuseAsync(bad, open, number, caller.Operator);

        if (await meter.WaitAsync(caller.Operator, ct) is { } wait)
            return Problems.TooManyMisses(context, wait, await open.RefuseAsync(number, caller.Operator));
        if (await open.RunAsync(number, ((ReadReason.Good)reason).Reason, caller.Operator, ct) is not { } opened)
            return Problems.NotFound();

        context.Response.Headers.ETag = $"\"{opened.Version}\"";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(opened.View);
    }

    /// <summary>Shows the clear value of one masked field, and records it.</summary>
    /// <response code="200">The values asked for.</response>
    /// <response code="403">Your role may not have them.</response>
    /// <response code="404">There is none of this number, or none of yours.</response>
    internal static async Task<Results<Ok<RevealedValue>, ProblemHttpResult>> RevealAsync(
        string customerNo, JsonBody<RevealRequest> body, RevealValue reveal, OpenCustomer open, ReasonReader reasons,
        Caller caller, HttpContext context, CancellationToken ct)
    {
        if (!CustomerNo.TryParse(customerNo, null, out var number))
            return Problems.NotFound();
        if (body.Value is not { } request)
            return Problems.Invalid(body.Errors);
        if (RevealFields.Find(request.Field) is not { } field)
            return Problems.Invalid("field", "Must be idCardNo, bankCardNo or contacts.");

        var reason = FieldMatrix.MayReveal(caller.Operator.Role!.Value, RevealFields.ClassOf(field))
            ? await reasons.ReadAsync(number, request.RxNumber, request.Purpose, request.Remark, caller.Operator, ct)
            : new ReadReason.Bad(
                new Dictionary<string, string[]> { ["field"] = ["Your role may not have the clear value."] }, Denied: true);
        if (reason is ReadReason.Bad bad)
            return await RefuseAsync(bad, open, number, caller.Operator);

        context.Response.Headers.CacheControl = "no-store";
        return await reveal.RunAsync(number, field, ((ReadReason.Good)reason).Reason, caller.Operator, ct) is { } revealed
            ? TypedResults.Ok(revealed)
            : Problems.NotFound();
    }

    private static async Task<ProblemHttpResult> RefuseAsync(
        ReadReason.Bad bad, OpenCustomer open, CustomerNo number, Operator caller)
    {
        if (!bad.Denied)
            return Problems.Invalid(bad.Errors);

        await open.RefuseAsync(number, caller);
        return Problems.Denied(bad.Errors);
    }
}

internal sealed record RevealRequest
{
    /// <example>idCardNo</example>
    public string? Field { get; init; }

    /// <summary>A search of yours of today that showed the customer; or give a purpose.</summary>
    public string? RxNumber { get; init; }

    /// <example>业务办理</example>
    public string? Purpose { get; init; }

    public string? Remark { get; init; }
}
