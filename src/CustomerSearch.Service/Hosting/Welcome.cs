using CustomerSearch.Core.Demo;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CustomerSearch.Service.Hosting;

/// <summary>
/// What the person at the console needs to begin. Goes to the console only: the logger never sees a password.
/// </summary>
internal static class Welcome
{
    public static void Print(IServiceProvider services)
    {
        var address = services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        var password = services.GetRequiredService<Preparation>().MadeUpPassword;
        Console.WriteLine();
        Console.WriteLine($"CustomerSearch listens on {address} (Swagger UI: {address}/swagger)");
        if (password is null)
        {
            Console.WriteLine("Demo accounts keep the password that was printed at the first start, or given as Demo:Password.");
            return;
        }

        Console.WriteLine($"Demo accounts: {string.Join(", ", DemoOrganisation.Named)}; password of all: {password}");
        Console.WriteLine("Try:");
        Console.WriteLine(
            $$"""
            T=$(curl -s {{address}}/api/v1/sign-in -H 'Content-Type: application/json' -d '{"userName":"clerk1","password":"{{password}}"}' | sed 's/.*"accessToken":"\([^"]*\)".*/\1/'); curl -s {{address}}/api/v1/look-ups -H "Authorization: Bearer $T" -H 'Content-Type: application/json' -d '{"q":"王","purpose":"来电咨询"}'
            """);
        Console.WriteLine();
    }
}
