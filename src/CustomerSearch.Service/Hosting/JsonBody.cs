using System.Text.Json;
using CustomerSearch.Core.Audit;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Hosting;

/// <summary>
/// A request's body, read here so that what is wrong with it can be answered field by field, and recorded.
/// </summary>
/// <param name="Value">The body; null when it is wrong.</param>
/// <param name="Errors">What is wrong, by field; empty when nothing is.</param>
internal sealed record JsonBody<T>(T? Value, IReadOnlyDictionary<string, string[]> Errors)
    where T : class
{
    /// <summary>64 KiB.</summary>
    private const int Largest = 64 * 1024;

    private const int LongestField = 100;

    /// <exception cref="BadHttpRequestException">It is no JSON (415) or larger than 64 KiB (413).</exception>
    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
            throw new BadHttpRequestException("Not JSON.", StatusCodes.Status415UnsupportedMediaType);

        var body = await ReadAsync(context.Request, context.RequestAborted);
        var json = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            var value = JsonSerializer.Deserialize<T>(body.Span, json);
            return value is null ? Wrong("", "A JSON object is required.") : new JsonBody<T>(value, new Dictionary<string, string[]>());
        }
        catch (JsonException exception)
        {
            return Wrong(FieldOf(exception), "Not what the contract has here: malformed, unknown, doubled, too deep, or of another type.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var bytes = new byte[Math.Min(request.ContentLength ?? Largest, Largest) + 1];
        var length = await request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        return length > Largest || request.ContentLength > Largest
            ? throw new BadHttpRequestException("Too large.", StatusCodes.Status413PayloadTooLarge)
            : bytes.AsMemory(0, length);
    }

    private static JsonBody<T> Wrong(string field, string message) =>
        new(null, new Dictionary<string, string[]> { [field] = [message] });

    /// <summary>
    /// The place as the contract names it. A name that a caller made up may hold anything, so it is cut and masked.
    /// </summary>
    private static string FieldOf(JsonException exception)
    {
        var path = exception.Path is { Length: > 2 } found ? found[2..] : "";
        var shown = new string([.. path.Where(c => !char.IsControl(c)).Take(LongestField)]);
        return RecordText.Mask(shown)!;
    }
}
