using CustomerSearch.Service.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerSearch.Service.Specs;

/// <summary>Hosts of a test's own, beside the running service.</summary>
internal static class OwnHost
{
    /// <summary>Builds one that logs nothing.</summary>
    /// <remarks>Hangfire logs to the factory of the latest host for the whole process, so that none may be disposed with its host.</remarks>
    public static WebApplication Build(params string[] settings) =>
        ServiceHost.Build(settings, services => services.AddSingleton(LoggerFactory.Create(_ => { })));
}
