using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Contracts.Elasticsearch;

/// <summary>Stands in front of a real server and passes everything on, as its rule says: what the server does not do by itself.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient server;

    private FaultProxy(WebApplication app, HttpClient server)
    {
        this.app = app;
        this.server = server;
    }

    /// <summary>What happens to a request.</summary>
    /// <param name="request">Path and body.</param>
    /// <param name="pass">Passes a body on to the server and gives its answer.</param>
    public delegate Task<PassedAnswer> Rule(PassedRequest request, Func<byte[], Task<PassedAnswer>> pass);

    public Uri Address { get; private set; } = null!;

    /// <summary>The rule of the moment.</summary>
    public Rule Now { get; set; } = Pass;

    /// <summary>How many requests came.</summary>
    public int Requests { get; private set; }

    public static Task<PassedAnswer> Pass(PassedRequest request, Func<byte[], Task<PassedAnswer>> pass) => pass(request.Body);

    /// <summary>Ends the connection without a word.</summary>
    public static Task<PassedAnswer> Down(PassedRequest request, Func<byte[], Task<PassedAnswer>> pass) => throw new BrokenOffException();

    /// <summary>Passes the request on, and ends the connection instead of answering.</summary>
    public static async Task<PassedAnswer> AnswerLost(PassedRequest request, Func<byte[], Task<PassedAnswer>> pass)
    {
        await pass(request.Body);
        throw new BrokenOffException();
    }

    public static Rule Slow(TimeSpan time) => async (request, pass) =>
    {
        await Task.Delay(time);
        return await pass(request.Body);
    };

    public static Rule Says(int status, string type) => (_, _) => Task.FromResult(new PassedAnswer(status, Error(status, type)));

    /// <summary>Answers as when a shard is missing.</summary>
    public static async Task<PassedAnswer> Partial(PassedRequest request, Func<byte[], Task<PassedAnswer>> pass)
    {
        var answer = System.Text.Json.Nodes.JsonNode.Parse((await pass(request.Body)).Body)!;
        answer["_shards"]!["failed"] = 1;
        return new PassedAnswer(200, System.Text.Encoding.UTF8.GetBytes(answer.ToJsonString()));
    }

    /// <summary>The rule for requests whose path has this in it; all others pass.</summary>
    public static Rule Only(string part, Rule rule) => (request, pass) =>
        request.Path.Contains(part, StringComparison.Ordinal) ? rule(request, pass) : pass(request.Body);

    public static async Task<FaultProxy> StartAsync(Uri server, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        var built = builder.Build();
        var proxy = new FaultProxy(built, new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) });
        built.Run(proxy.HandleAsync);
        await built.StartAsync();
        proxy.Address = new Uri(built.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        Now = Down;
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await app.StopAsync(soon.Token);
        await app.DisposeAsync();
        server.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        Requests++;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        try
        {
            var request = new PassedRequest(
                context.Request.Method, context.Request.Path + context.Request.QueryString, body.ToArray(),
                context.Request.Headers.Authorization.ToString());
            var answer = await Now(request, bytes => PassAsync(context.Request, bytes));
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = "application/json";
            context.Response.Headers["X-Elastic-Product"] = "Elasticsearch";
            if (!HttpMethods.IsHead(context.Request.Method))
                await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
        catch (Exception e) when (e is BrokenOffException or OperationCanceledException or HttpRequestException)
        {
            context.Abort();
        }
    }

    private async Task<PassedAnswer> PassAsync(HttpRequest request, byte[] body)
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), (request.Path + request.QueryString).TrimStart('/'));
        if (body.Length > 0)
        {
            message.Content = new ByteArrayContent(body);
            message.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        message.Headers.TryAddWithoutValidation("Accept", request.Headers.Accept.ToString());
        using var response = await server.SendAsync(message);
        return new PassedAnswer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    private static byte[] Error(int status, string type) =>
        System.Text.Encoding.UTF8.GetBytes($$"""{ "error": { "type": "{{type}}", "reason": "by rule" }, "status": {{status}} }""");

    private sealed class BrokenOffException : Exception;
}

/// <summary>What came.</summary>
internal sealed record PassedRequest(string Method, string Path, byte[] Body, string Authorization);

/// <summary>What goes back.</summary>
internal sealed record PassedAnswer(int Status, byte[] Body);
