using System.Threading.RateLimiting;
using CustomerSearch.Core.Customers.Import;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Audit;
using CustomerSearch.Service.Catalogue;
using CustomerSearch.Service.Customers;
using CustomerSearch.Service.Events;
using CustomerSearch.Service.Indexing;
using CustomerSearch.Service.Jobs;
using CustomerSearch.Service.Search;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Hosting;

/// <summary>Builds the service and brings it up.</summary>
internal static class ServiceHost
{
    private const string DefaultAddress = "http://127.0.0.1:5080";

    /// <summary>
    /// Where the connection is cut. What is larger than an endpoint takes and smaller than this is read to its end and
    /// dropped, so that its sender reads the answer.
    /// </summary>
    private const long LargestBody = 16 * 1024 * 1024;

    /// <param name="args">The command line: settings, and a command where there is one.</param>
    /// <param name="change">What a test replaces.</param>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (builder.Configuration.GetSection("Secrets").Get<SecretsOptions>()?.Path is { Length: > 0 } secrets)
            builder.Configuration.AddKeyPerFile(Path.GetFullPath(secrets), optional: false);
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(DefaultAddress);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
        AddServices(builder.Services);
        builder.Services.AddTelemetry(builder.Configuration["Telemetry:OtlpEndpoint"]);
        change?.Invoke(builder.Services);

        var app = builder.Build();
        UsePipeline(app);
        MapEndpoints(app);
        return app;
    }

    /// <summary>Prepares keys, database and demo data, listens, and lets the jobs begin.</summary>
    public static async Task StartAsync(WebApplication app)
    {
        await app.Services.GetRequiredService<Preparation>().RunAsync(CancellationToken.None);
        var unfinished = await app.Services.GetRequiredService<Imports>().UnfinishedAsync(CancellationToken.None);
        await app.StartAsync();
        app.Services.GetRequiredService<JobQueue>().Start(unfinished);
    }

    private static void AddServices(IServiceCollection services)
    {
        services.AddSettings();
        services.AddDatabase();
        services.AddAccess();
        services.AddAudit();
        services.AddIndex();
        services.AddCapabilities();
        services.AddJobs();
        services.AddWire();
        services.AddTokens();
        services.AddApiDescription();
        services.AddProblemDetails();
        services.AddExceptionHandler<Problems.Handler>();
        services.AddSingleton<Preparation>();
        services.AddSingleton<AccountCommand>();
        services.AddSingleton<ImportCommand>();
        services.AddSingleton<ImportCommand.Steps>();
        services.AddSingleton<IndexReport>();
        services.AddSingleton<IndexCommand>();
        services.AddSingleton<IndexCommand.Steps>();
        services.AddSingleton<Readiness>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<SearchOptions>>(LimitSearches);
    }

    private static void LimitSearches(RateLimiterOptions limiter, IOptions<SearchOptions> search)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (context, _) =>
        {
            context.HttpContext.Response.Headers.RetryAfter = "1";
            return ValueTask.CompletedTask;
        };
        limiter.AddPolicy(SearchEndpoints.RateLimit, _ => RateLimitPartition.GetConcurrencyLimiter("all", _ => new()
        {
            PermitLimit = search.Value.Concurrency, QueueLimit = search.Value.Concurrency,
        }));
    }

    private static void UsePipeline(WebApplication app)
    {
        UseProxies(app);
        app.UseExceptionHandler();
        app.UseStatusCodePages(async context => await context.HttpContext.RequestServices
            .GetRequiredService<IProblemDetailsService>().TryWriteAsync(new()
            {
                HttpContext = context.HttpContext, ProblemDetails = Problems.Of(context.HttpContext.Response.StatusCode),
            }));
        app.UseSwagger();
        app.UseSwaggerUI();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
    }

    /// <summary>Anybody can write a client's address into a header; a known load balancer's last word is taken, and no other.</summary>
    private static void UseProxies(WebApplication app)
    {
        var forwarded = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
        };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var network in app.Services.GetRequiredService<IOptions<ProxiesOptions>>().Value.Known)
        {
            forwarded.KnownIPNetworks.Add(System.Net.IPNetwork.TryParse(network, out var known)
                ? known
                : throw new StartRefusedException($"Proxies:Known holds {network}, which is no network like 10.0.0.0/8."));
        }

        if (forwarded.KnownIPNetworks.Count > 0)
            app.UseForwardedHeaders(forwarded);
    }

    private static void MapEndpoints(WebApplication app)
    {
        app.MapGet("/", () => Results.Redirect("/swagger")).AllowAnonymous().ExcludeFromDescription();
        app.MapHealth();
        app.MapMetrics();
        app.MapJobs();
        var api = app.MapGroup("/api/v1");
        api.MapAccess();
        api.MapApiKeys();
        api.MapSearch();
        api.MapCustomers();
        api.MapCustomerWrites();
        api.MapImports();
        api.MapRecords();
        api.MapCatalogue();
        api.MapTags();
        api.MapRules();
        api.MapEvents();
        api.MapIndex();
        api.MapDeadLetters();
    }
}
