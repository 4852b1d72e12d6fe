using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using CustomerSearch.Service.Access;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Dashboard;
using Hangfire.InMemory;

namespace CustomerSearch.Service.Jobs;

internal static class HangfireSetup
{
    /// <summary>What is done need not be seen for long; nothing that must survive stands in job storage.</summary>
    private static readonly TimeSpan KeepFinished = TimeSpan.FromMinutes(30);

    public static void AddJobs(this IServiceCollection services)
    {
        // Storage and activator of this host's own: what Hangfire keeps for the whole process is the latest host's.
        services.AddSingleton<JobStorage>(_ => new InMemoryStorage(new InMemoryStorageOptions { MaxExpirationTime = KeepFinished }));
        services.AddSingleton<JobActivator>(sp => new AspNetCoreJobActivator(sp.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire(hangfire => hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings());
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = 4;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
        });
        services.AddHangfireServer(server =>
        {
            server.Queues = [ImportJobs.Queue];
            server.WorkerCount = 2;
        });
        services.AddSingleton<ImportJobs>();
        services.AddSingleton<DrainTicket>();
        services.AddSingleton<ServiceJobs>();
        services.AddSingleton<TagJobs>();
        services.AddSingleton<EventJobs>();
        services.AddSingleton<JobQueue>();
        services.AddHostedService<QueueWatcher>();
    }

    /// <summary>The dashboard, for administrators; each visit is recorded.</summary>
    public static void MapJobs(this IEndpointRouteBuilder routes) => routes
        .MapHangfireDashboard("/jobs", new DashboardOptions
        {
            Authorization = [],
            AsyncAuthorization = [new RecordVisit()],
            DashboardTitle = "CustomerSearch",
            AppPath = "/swagger",
        })
        .RequireAuthorization(Policies.Administrators);

    /// <summary>
    /// The endpoint's policy has let an administrator in; what remains is to record that a page was opened.
    /// </summary>
    private sealed class RecordVisit : IDashboardAsyncAuthorizationFilter
    {
        public async Task<bool> AuthorizeAsync(DashboardContext context)
        {
            var http = context.GetHttpContext();
            if (http.Features.Get<Operator>() is not { Role: Role.Administrator } caller)
                return false;

            var isPage = http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
            if (HttpMethods.IsGet(http.Request.Method) && isPage)
            {
                var services = http.RequestServices;
                await services.GetRequiredService<AuditLog>().RecordAsync(RecordDrafts.Operation(
                    caller, services.GetRequiredService<BusinessClock>(), Operations.OpenDashboard,
                    new() { Data = new { page = http.Request.Path.ToString() } }));
            }

            return true;
        }
    }
}
