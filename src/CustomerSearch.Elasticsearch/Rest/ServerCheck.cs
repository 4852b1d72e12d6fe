using System.Net;
using System.Text.Json;
using CustomerSearch.Core.Search;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Elasticsearch.Rest;

/// <summary>Looks once whether what answers is an Elasticsearch that this program can speak with.</summary>
internal sealed class ServerCheck(ILogger logger)
{
    private const int OldestMajor = 8;

    private volatile bool passed;

    /// <param name="ask">Asks for the root of a node.</param>
    /// <exception cref="EngineUnavailableException">It is something else, or too old.</exception>
    public async Task PassAsync(Func<CancellationToken, Task<HttpResponseMessage>> ask, CancellationToken ct)
    {
        if (passed)
            return;

        using var response = await ask(ct);
        switch (response.StatusCode)
        {
            case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                // Not everybody may ask this; whether anything else may be asked is seen when it is.
                Log.RootRefused(logger, (int)response.StatusCode);
                break;
            case HttpStatusCode.NotAcceptable:
                throw new EngineUnavailableException("The server does not speak the REST API of Elasticsearch 8.");
            case var status when (int)status >= 300:
                throw new EngineUnavailableException($"The server answered its root with {(int)status}.");
            default:
                await CheckAsync(response, ct);
                break;
        }

        passed = true;
    }

    private static async Task CheckAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (!response.Headers.TryGetValues("X-Elastic-Product", out var products)
            || !products.Contains("Elasticsearch", StringComparer.Ordinal))
            throw new EngineUnavailableException("The server is not Elasticsearch.");

        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(ct);
            using var root = await JsonDocument.ParseAsync(stream, cancellationToken: ct);
            var version = root.RootElement.GetProperty("version").GetProperty("number").GetString()!;
            if (!int.TryParse(version.Split('.')[0], out var major) || major < OldestMajor)
                throw new EngineUnavailableException($"Elasticsearch {version} is too old; {OldestMajor} is the oldest.");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or HttpRequestException)
        {
            throw new EngineUnavailableException("The server does not say which version it is.", e);
        }
    }
}
