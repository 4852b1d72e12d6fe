using CustomerSearch.Core.Data;
using CustomerSearch.Service.Hosting;
using CustomerSearch.Service.Specs.Database;
using CustomerSearch.Sqlite;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Service.Specs;

/// <summary>Hosts of the service inside this process, several at once.</summary>
internal static class OwnHost
{
    /// <summary>Builds one that logs nothing.</summary>
    public static WebApplication Build(params string[] settings) => Build(settings, _ => { }, change: null);

    /// <summary>Builds one that shares with the others what is kept once for the whole process.</summary>
    /// <remarks>
    /// Hangfire logs to the factory of the latest host, so that none may be disposed with its host. A compiled query belongs to one
    /// model of EF Core, and contexts with other interceptors have another: all hosts collect queries.
    /// </remarks>
    public static WebApplication Build(string[] settings, Action<ILoggingBuilder> log, Action<IServiceCollection>? change) =>
        ServiceHost.Build(settings, services =>
        {
            services.AddSingleton(LoggerFactory.Create(log));
            services.Replace(ServiceDescriptor.Singleton(sp => new SqliteDatabase(
                sp.GetRequiredService<DataPaths>().Database, sp.GetRequiredService<CommitSignal>(), QueryCollector.OfAllTests)));
            change?.Invoke(services);
        });
}
