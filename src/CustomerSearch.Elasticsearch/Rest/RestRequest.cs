using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace CustomerSearch.Elasticsearch.Rest;

/// <summary>One request, for whichever node.</summary>
internal sealed record RestRequest
{
    private const string Json = "application/vnd.elasticsearch+json;compatible-with=8";
    private const string Lines = "application/vnd.elasticsearch+x-ndjson;compatible-with=8";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private RestRequest(HttpMethod method, string path, bool mayRepeat)
    {
        Method = method;
        Path = path;
        MayRepeat = mayRepeat;
    }

    public HttpMethod Method { get; }

    /// <summary>Path and query, without a slash in front.</summary>
    public string Path { get; }

    /// <summary>
    /// Whether it does no harm to send it to another node too, when it is not known what became of it. What makes or
    /// moves an index is not repeated: whoever asked for it looks first.
    /// </summary>
    public bool MayRepeat { get; }

    private ReadOnlyMemory<byte>? Body { get; init; }

    private string MediaType { get; init; } = Json;

    public static RestRequest Get(string path) => new(HttpMethod.Get, path, mayRepeat: true);

    public static RestRequest Read(string path, JsonObject body) =>
        new(HttpMethod.Post, path, mayRepeat: true) { Body = BytesOf(body) };

    /// <summary>Lines for the bulk endpoint; their versions make it harmless to send them again.</summary>
    public static RestRequest Bulk(string path, ReadOnlyMemory<byte> lines) =>
        new(HttpMethod.Post, path, mayRepeat: true) { Body = lines, MediaType = Lines };

    public static RestRequest Repeatable(HttpMethod method, string path) => new(method, path, mayRepeat: true);

    public static RestRequest Once(HttpMethod method, string path, JsonObject? body = null) =>
        new(method, path, mayRepeat: false) { Body = body is null ? null : BytesOf(body) };

    public HttpRequestMessage MessageTo(Uri node, string opaqueId)
    {
        var message = new HttpRequestMessage(Method, new Uri(node, Path));
        message.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(Json));
        message.Headers.Add("X-Opaque-Id", opaqueId);
        if (Body is { } body)
            message.Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(MediaType) } };
        return message;
    }

    private static byte[] BytesOf(JsonObject body) => JsonSerializer.SerializeToUtf8Bytes(body, Plain);
}
