using CustomerSearch.Core.Customers.Import;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CustomerSearch.Service.Customers;

/// <summary>Finds the file in a request, as a stream that is read once.</summary>
internal static class ImportBody
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <returns>Null where the content type says nothing that can be imported.</returns>
    public static async Task<(Stream Body, ImportFormat Format)?> FindAsync(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type))
            return null;
        if (FormatOf(type, null) is { } format)
            return (request.Body, format);
        if (type.MediaType != "multipart/form-data"
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 100 } boundary)
            return null;

        var parts = new MultipartReader(boundary.ToString(), request.Body);
        while (await parts.ReadNextSectionAsync(ct) is { } part)
        {
            if (part.AsFileSection() is { FileStream: { } file } section)
            {
                _ = MediaTypeHeaderValue.TryParse(part.ContentType, out var partType);
                return FormatOf(partType, section.FileName) is { } found ? (file, found) : null;
            }
        }

        return null;
    }

    /// <summary>Browsers send what they know of a file's ending; where that says nothing the ending itself does.</summary>
    private static ImportFormat? FormatOf(MediaTypeHeaderValue? type, string? fileName) => type?.MediaType.Value?.ToLowerInvariant() switch
    {
        "application/x-ndjson" or "application/ndjson" => ImportFormat.Ndjson,
        "text/csv" => ImportFormat.Csv,
        Xlsx => ImportFormat.Xlsx,
        _ => fileName is null ? null : OfFile(fileName),
    };

    /// <returns>Null where the ending is of none of the three.</returns>
    public static ImportFormat? OfFile(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".ndjson" or ".jsonl" => ImportFormat.Ndjson,
        ".csv" => ImportFormat.Csv,
        ".xlsx" => ImportFormat.Xlsx,
        _ => null,
    };
}
