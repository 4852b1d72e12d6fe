using System.Globalization;
using System.Text.Json;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Customers.Writing;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Hosting;
using Microsoft.Net.Http.Headers;

namespace CustomerSearch.Service.Customers;

internal static class WriteEndpoints
{
    private const int LongestReason = 200;

    private const string CreateExample = """
        {
          "kind": "enterprise", "name": "晨光教育科技有限公司", "industry": "教育", "size": "小", "region": "华东", "city": "上海",
          "contacts": [ { "type": "landline", "value": "021-63211234", "primary": true } ],
          "sources": ["转介绍"]
        }
        """;

    private const string PatchExample = """{ "city": "苏州", "remark": null }""";

    public static void MapCustomerWrites(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/customers").WithTags("Customers");
        group.MapPost("/", CreateAsync).RequireAuthorization(Policies.Writers)
            .Accepts<JsonDocument>("application/json").WithMetadata(new RequestExample(CreateExample)).Produces<WrittenView>(201);
        group.MapPatch("/{customerNo}", PatchAsync).RequireAuthorization(Policies.Writers)
            .Accepts<JsonDocument>("application/merge-patch+json", "application/json")
            .WithMetadata(new RequestExample(PatchExample)).Produces<WrittenView>();
        group.MapDelete("/{customerNo}", DeleteAsync).RequireAuthorization(Policies.Managers)
            .Accepts<DeleteRequest>("application/json").Produces<WrittenView>();
        group.MapPut("/external/{system}/{id}", UpsertAsync).RequireAuthorization(Policies.CustomerSystems)
            .Accepts<JsonDocument>("application/json").WithMetadata(new RequestExample(CreateExample))
            .Produces<WrittenView>().Produces<WrittenView>(201);
    }

    /// <summary>Creates one customer; the number is generated where none is given.</summary>
    /// <param name="wait">index: wait, two seconds at most, until searches see it.</param>
    /// <response code="201">Created; Location and ETag are its own.</response>
    /// <response code="403">Fields that are not this role's to write.</response>
    /// <response code="409">The number, or a mobile, ID number or licence, is another customer's.</response>
    /// <response code="422">Everything that is wrong, by field.</response>
    internal static async Task<IResult> CreateAsync(
        JsonBody<JsonDocument> body, string? wait, CreateCustomer create, WriteAnswers answers, Caller caller, HttpContext context,
        CancellationToken ct) =>
        body.Value is not { } json ? Problems.Invalid(body.Errors)
            : await answers.OfAsync(await create.RunAsync(JsonRow.Read(json.RootElement), caller.Operator, ct), wait, context, ct);

    /// <summary>Changes what the body names of one customer (RFC 7396); null clears.</summary>
    /// <param name="wait">index: wait, two seconds at most, until searches see it.</param>
    /// <response code="200">Changed, or so already; ETag is the version that stands now.</response>
    /// <response code="412">Somebody has written the customer since.</response>
    internal static async Task<IResult> PatchAsync(
        string customerNo, JsonBody<JsonDocument> body, string? wait, PatchCustomer patch, WriteAnswers answers, Caller caller,
        HttpContext context, CancellationToken ct)
    {
        if (!CustomerNo.TryParse(customerNo, null, out var number))
            return Problems.NotFound();
        if (body.Value is not { } json)
            return Problems.Invalid(body.Errors);
        if (!TryVersion(context, out var version, out var problem))
            return problem;

        return await answers.OfAsync(
            await patch.RunAsync(number, version, JsonRow.Read(json.RootElement), caller.Operator, ct), wait, context, ct);
    }

    /// <summary>Erases one customer's data; number, id and time remain, and the number is never used again.</summary>
    /// <param name="wait">index: wait, two seconds at most, until searches see it.</param>
    /// <response code="200">Erased.</response>
    /// <response code="412">Somebody has written the customer since.</response>
    internal static async Task<IResult> DeleteAsync(
        string customerNo, JsonBody<DeleteRequest> body, string? wait, DeleteCustomer delete, WriteAnswers answers, Caller caller,
        HttpContext context, CancellationToken ct)
    {
        if (!CustomerNo.TryParse(customerNo, null, out var number))
            return Problems.NotFound();
        if (body.Value is not { } request)
            return Problems.Invalid(body.Errors);
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > LongestReason || request.Reason.Any(char.IsControl))
            return Problems.Invalid("reason", $"A reason of at most {LongestReason} characters without control characters is required.");
        if (!TryVersion(context, out var version, out var problem))
            return problem;

        return await answers.OfAsync(await delete.RunAsync(number, version, request.Reason, caller.Operator, ct), wait, context, ct);
    }

    /// <summary>Creates or changes the customer whom another system knows by this id.</summary>
    /// <param name="sourceVersion">The version there: an older one than was written last changes nothing.</param>
    /// <param name="wait">index: wait, two seconds at most, until searches see it.</param>
    /// <response code="200">Changed, or so already.</response>
    /// <response code="201">Created.</response>
    internal static async Task<IResult> UpsertAsync(
        string system, string id, JsonBody<JsonDocument> body, string? sourceVersion, string? wait, UpsertCustomer upsert,
        WriteAnswers answers, Caller caller, HttpContext context, CancellationToken ct)
    {
        if (body.Value is not { } json)
            return Problems.Invalid(body.Errors);

        long? version = long.TryParse(sourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        if (sourceVersion is not null && version is null)
            return Problems.Invalid("sourceVersion", "Must be a whole number.");

        return await answers.OfAsync(
            await upsert.RunAsync(system, id, version, JsonRow.Read(json.RootElement), caller.Operator, ct), wait, context, ct);
    }

    private static bool TryVersion(HttpContext context, out long version, out IResult problem)
    {
        version = 0;
        problem = Problems.Invalid("If-Match", "The ETag of the customer as you read it is required.");
        if (context.Request.Headers.IfMatch is not [{ } header] || !EntityTagHeaderValue.TryParse(header, out var tag))
            return false;

        // Any other tag is one that this customer never had, or has no more.
        problem = Problems.Stale();
        return !tag.IsWeak && long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }
}

internal sealed record DeleteRequest
{
    /// <example>客户要求删除</example>
    public string? Reason { get; init; }
}
