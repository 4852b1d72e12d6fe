using System.Globalization;
using System.Text;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers.Import;
using CustomerSearch.Core.Customers.Writing;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Search;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CustomerSearch.Service.Hosting;

/// <summary>Errors as RFC 9457 problems, each with a stable type.</summary>
internal static partial class Problems
{
    private const string Prefix = "urn:customer-search:";
    private const int RetryAfterSeconds = 5;

    /// <summary>Everything that is wrong with a request, by field.</summary>
    public static ProblemHttpResult Invalid(IReadOnlyDictionary<string, string[]> errors, RecordNumber? rxNumber = null) =>
        Make(StatusCodes.Status400BadRequest, "invalid", "The request is wrong.", errors, rxNumber);

    public static ProblemHttpResult Invalid(string field, string message) =>
        Invalid(new Dictionary<string, string[]> { [field] = [message] });

    public static ProblemHttpResult Denied(IReadOnlyDictionary<string, string[]> errors, RecordNumber? rxNumber = null) =>
        Make(StatusCodes.Status403Forbidden, "denied", "This is not one of your role's rights.", errors, rxNumber);

    public static ProblemHttpResult UnsupportedMediaType(string title) => TypedResults.Problem(
        Details(StatusCodes.Status415UnsupportedMediaType, "unsupported-media-type", title));

    public static ProblemHttpResult NotFound() =>
        Make(StatusCodes.Status404NotFound, "not-found", "There is none, or none of yours.", null, null);

    /// <summary>It cannot be done as things stand.</summary>
    public static ProblemHttpResult Conflict(string title) =>
        Make(StatusCodes.Status409Conflict, "conflict", title, null, null);

    /// <summary>Values that cannot be, by field, all of them.</summary>
    public static ProblemHttpResult Unprocessable(IReadOnlyDictionary<string, string[]> errors) =>
        Make(StatusCodes.Status422UnprocessableEntity, "unprocessable", "Values that cannot be.", errors, null);

    public static ProblemHttpResult Conflict(IReadOnlyDictionary<string, string[]> errors) =>
        Make(StatusCodes.Status409Conflict, "conflict", "This is somebody else's already.", errors, null);

    /// <summary>Another customer has the same mobile, ID number or licence.</summary>
    public static ProblemHttpResult Duplicate(IReadOnlyList<Duplicate> duplicates)
    {
        var problem = Details(StatusCodes.Status409Conflict, "duplicate", "Another customer has the same value.");
        problem.Extensions["errors"] = duplicates.Select(d => d.Field).Distinct()
            .ToDictionary(field => field, string[] (_) => ["Is another customer's."]);
        problem.Extensions["duplicates"] = duplicates;
        return TypedResults.Problem(problem);
    }

    public static ProblemHttpResult Stale() =>
        Make(StatusCodes.Status412PreconditionFailed, "stale", "It has been written since you read it.", null, null);

    /// <summary>The caller looked up too many whole values this hour that were nobody's of its own.</summary>
    public static ProblemHttpResult TooManyMisses(HttpContext context, TimeSpan wait, RecordNumber? number)
    {
        context.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return Make(
            StatusCodes.Status429TooManyRequests, "too-many-misses",
            "Too many whole values were looked up this hour that belong to nobody, or to nobody of yours.", null, number);
    }

    /// <summary>A problem for a status that has no body of its own yet.</summary>
    public static ProblemDetails Of(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Details(status, "not-signed-in", "Sign in first."),
        StatusCodes.Status403Forbidden => Details(status, "denied", "This is not one of your role's rights."),
        StatusCodes.Status404NotFound => Details(status, "not-found", "There is none, or none of yours."),
        StatusCodes.Status405MethodNotAllowed => Details(status, "method-not-allowed", "The resource does not know this method."),
        StatusCodes.Status413PayloadTooLarge => Details(status, "too-large", "The body is larger than is taken here."),
        StatusCodes.Status415UnsupportedMediaType =>
            Details(status, "unsupported-media-type", "The body is of another type than is taken here."),
        StatusCodes.Status429TooManyRequests => Details(status, "too-many-requests", "Too many requests at once."),
        >= 500 => Details(status, "internal", "The service failed."),
        _ => Details(status, "invalid", "The request is wrong."),
    };

    private static ProblemDetails Details(int status, string type, string title) =>
        new() { Status = status, Type = Prefix + type, Title = title };

    private static ProblemHttpResult Make(
        int status, string type, string title, IReadOnlyDictionary<string, string[]>? errors, RecordNumber? rxNumber)
    {
        var problem = Details(status, type, title);
        if (errors is not null)
            problem.Extensions["errors"] = errors;
        if (rxNumber is { } number)
            problem.Extensions["rxNumber"] = number.ToString();
        return TypedResults.Problem(problem);
    }

    /// <summary>
    /// The world's faults become 503, the caller's their own status, ours 500. No message of an exception leaves, nor gets
    /// into the log, for it may quote what somebody sent.
    /// </summary>
    internal sealed partial class Handler(IDatabase database, IProblemDetailsService problems, ILogger<Handler> logger) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
        {
            var problem = Describe(exception);
            httpContext.Response.StatusCode = problem.Status!.Value;
            if (problem.Status == StatusCodes.Status500InternalServerError)
                Failed(logger, httpContext.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName, WithoutMessages(exception));
            if (problem.Status == StatusCodes.Status503ServiceUnavailable)
                httpContext.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);

            return await problems.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem });
        }

        private static string WithoutMessages(Exception exception)
        {
            var text = new StringBuilder();
            for (var part = exception; part is not null; part = part.InnerException)
                text.AppendLine(part.GetType().FullName).AppendLine(part.StackTrace);
            return text.ToString();
        }

        private ProblemDetails Describe(Exception exception)
        {
            switch (exception)
            {
                case SearchFailedException failed:
                    var problem = Describe(failed.InnerException!);
                    problem.Extensions["rxNumber"] = failed.Number.ToString();
                    return problem;
                case RecordUnavailableException:
                    return Details(503, "record-unavailable", "The record cannot be written, so nothing is shown.");
                case FilesUnavailableException:
                    return Details(503, "files-unavailable", "The file cannot be kept just now; nothing was taken in.");
                case EngineUnavailableException or OperationCanceledException:
                    return Details(503, "engine-unavailable", "The search engine cannot answer just now.");
                case BadHttpRequestException bad:
                    return Of(bad.StatusCode);
                default:
                    return database.IsUnavailable(exception)
                        ? Details(503, "database-unavailable", "The database cannot answer just now.")
                        : Of(500);
            }
        }

        [LoggerMessage(3005, LogLevel.Error, "{Endpoint} failed: {Fault}")]
        private static partial void Failed(ILogger logger, string? endpoint, string fault);
    }
}
