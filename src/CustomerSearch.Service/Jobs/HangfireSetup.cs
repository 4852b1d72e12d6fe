using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Hosting;
using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Dashboard;
using Hangfire.States;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service.Jobs;

internal static class HangfireSetup
{
    public static void AddJobs(this IServiceCollection services)
    {
        // Storage and activator of this host's own: what Hangfire keeps for the whole process is the latest host's.
        services.AddSingleton(sp => sp.GetRequiredService<DatabaseParts>().OpenJobs());
        services.AddSingleton<JobActivator>(sp => new AspNetCoreJobActivator(sp.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire(hangfire => hangfire.UseSimpleAssemblyNameTypeSerializer().UseRecommendedSerializerSettings());
        services.AddHangfireServer((sp, server) =>
        {
            server.Queues = [InstanceQueue.Name, EnqueuedState.DefaultQueue];
            server.WorkerCount = sp.GetRequiredService<IOptions<JobsOptions>>().Value.Workers;
            server.SchedulePollingInterval = TimeSpan.FromSeconds(1);
        });
        services.AddHangfireServer((sp, server) =>
        {
            server.Queues = [ImportJobs.Queue];
            server.WorkerCount = sp.GetRequiredService<IOptions<JobsOptions>>().Value.ImportWorkers;
        });
        services.AddSingleton<ImportJobs>();
        services.AddSingleton<DrainTicket>();
        services.AddSingleton<ServiceJobs>();
        services.AddSingleton<IndexJobs>();
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
