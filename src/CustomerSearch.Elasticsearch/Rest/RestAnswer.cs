using System.Text.Json;

namespace CustomerSearch.Elasticsearch.Rest;

/// <summary>A request that was answered with success.</summary>
internal sealed class RestAnswer(JsonDocument document) : IDisposable
{
    public JsonElement Json => document.RootElement;

    public void Dispose() => document.Dispose();
}

/// <summary>
/// The engine refused a request. It says which class of error, and never the engine's own words, which may quote values.
/// </summary>
internal sealed class RequestRefusedException(int status, string type) : Exception($"Elasticsearch refused a request: {status} {type}.")
{
    public int Status => status;

    /// <summary>The class of the error, as <c>index_not_found_exception</c>; <c>none</c> where there is none.</summary>
    public string Type => type;
}
