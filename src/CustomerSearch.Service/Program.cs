using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Demo;
using CustomerSearch.Service.Hosting;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Service;

/// <summary>The customer search service: serves, or does what the command line tells it.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        try
        {
            await using var app = ServiceHost.Build(args);
            if (Commands.IsCommand(args))
                return await Commands.RunAsync(args, app.Services, CancellationToken.None);

            app.Lifetime.ApplicationStarted.Register(() => Welcome.Print(app.Services));
            await ServiceHost.StartAsync(app);
            await app.WaitForShutdownAsync();
            return 0;
        }
        catch (Exception exception) when (exception is StartRefusedException or KeyRingException or DemoRefusedException
            or DatabaseRefusedException or OptionsValidationException or DatabaseUnavailableException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 1;
        }
    }
}
