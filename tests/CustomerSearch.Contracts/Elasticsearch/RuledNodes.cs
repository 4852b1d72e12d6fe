using System.Net;
using System.Text;

namespace CustomerSearch.Contracts.Elasticsearch;

/// <summary>Nodes that exist in memory only and answer by rules; every request that reaches one is noted.</summary>
internal sealed class RuledNodes : HttpMessageHandler
{
    private readonly Dictionary<string, Func<HttpRequestMessage, HttpResponseMessage>> rules = [];

    public List<string> Asked { get; } = [];

    public static HttpResponseMessage Answer(HttpStatusCode status, string json = "{}") => new(status)
    {
        Content = new StringContent(json, Encoding.UTF8, "application/json"),
        Headers = { { "X-Elastic-Product", "Elasticsearch" } },
    };

    public static HttpResponseMessage Root(string version = "8.17.0") =>
        Answer(HttpStatusCode.OK, $$"""{ "version": { "number": "{{version}}" } }""");

    public static HttpResponseMessage Refused(HttpRequestMessage request) => throw new HttpRequestException($"{request.RequestUri} refused.");

    /// <summary>How a node answers; its root says that it is Elasticsearch unless the rule takes that too.</summary>
    public void Let(string node, Func<HttpRequestMessage, HttpResponseMessage> rule, bool rootToo = false) => rules[node] = request =>
        request.RequestUri!.AbsolutePath == "/" && request.Method == HttpMethod.Get && !rootToo ? Root() : rule(request);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var node = request.RequestUri!.Host;
        Asked.Add($"{node} {request.Method} {request.RequestUri.PathAndQuery}");
        return Task.FromResult(rules[node](request));
    }
}
