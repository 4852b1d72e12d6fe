using System.Threading.RateLimiting;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Demo;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Audit;
using CustomerSearch.Service.Catalogue;
using CustomerSearch.Service.Customers;
using CustomerSearch.Service.Hosting;
using CustomerSearch.Service.Jobs;
using CustomerSearch.Service.Search;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service;

/// <summary>The customer search service.</summary>
public sealed class Program
{
    private const string DefaultAddress = "http://127.0.0.1:5080";
    private const long LargestBody = 64 * 1024;

    private Program()
    {
    }

    public static async Task<int> Main(string[] args)
    {
        try
        {
            await using var app = Build(args);
            if (Commands.IsCommand(args))
                return await Commands.RunAsync(args, app.Services, CancellationToken.None);

            await app.Services.GetRequiredService<Preparation>().RunAsync(CancellationToken.None);
            app.Lifetime.ApplicationStarted.Register(() => Welcome.Print(app.Services));
            await app.StartAsync();
            app.Services.GetRequiredService<JobQueue>().Start();
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (exception is StartRefusedException or KeyRingException or DemoRefusedException
            or OptionsValidationException or Core.Data.DatabaseUnavailableException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        if (string.IsNullOrEmpty(builder.Configuration["urls"]))
            builder.WebHost.UseUrls(DefaultAddress);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
        AddServices(builder.Services);

        var app = builder.Build();
        UsePipeline(app);
        return app;
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
        services.AddSingleton<Readiness>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<Microsoft.AspNetCore.RateLimiting.RateLimiterOptions>().Configure<IOptions<SearchOptions>>((limiter, search) =>
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
        });
    }

    private static void UsePipeline(WebApplication app)
    {
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

        app.MapGet("/", () => Results.Redirect("/swagger")).AllowAnonymous().ExcludeFromDescription();
        app.MapHealth();
        app.MapJobs();
        var api = app.MapGroup("/api/v1");
        api.MapAccess();
        api.MapSearch();
        api.MapCustomers();
        api.MapRecords();
        api.MapCatalogue();
    }
}
