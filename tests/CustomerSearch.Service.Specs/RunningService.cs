using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Service.Hosting;
using CustomerSearch.Service.Specs.Database;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(CustomerSearch.Service.Specs.RunningService))]

namespace CustomerSearch.Service.Specs;

/// <summary>
/// The service itself on a free port, over a temporary folder with some hundred demo customers. At its end it looks whether
/// anything personal stood in any log, and whether SQL Server would understand everything that was asked.
/// </summary>
public sealed class RunningService : IAsyncLifetime
{
    public const string Password = "demo-pass-1";

    private readonly string folder = Directory.CreateTempSubdirectory("customer-search-").FullName;
    private readonly bool isOfAllTests;
    private readonly Action<IServiceCollection>? change;
    private readonly int customers;
    private readonly string[] settings;
    private readonly ConcurrentDictionary<string, Lazy<Task<Client>>> clients = new();
    private WebApplication app = null!;

    public RunningService()
        : this(700, null) => isOfAllTests = true;

    /// <summary>A world of a test's own.</summary>
    /// <param name="customers">How many demo customers stand in it.</param>
    /// <param name="change">What of the container is replaced.</param>
    /// <param name="settings">As on the command line.</param>
    internal RunningService(int customers, Action<IServiceCollection>? change, params string[] settings)
    {
        this.customers = customers;
        this.change = change;
        this.settings = settings;
    }

    /// <summary>A world of a test's own, up and ready.</summary>
    internal static async Task<RunningService> StartAsync(int customers, Action<IServiceCollection>? change, params string[] settings)
    {
        var service = new RunningService(customers, change, settings);
        await service.InitializeAsync();
        return service;
    }

    /// <summary>Everything that was logged, at every level.</summary>
    internal ConcurrentQueue<string> Log { get; } = new();

    internal Uri Address { get; private set; } = null!;

    internal string DatabaseFile => Path.Combine(folder, "data", "customers.db");

    public async ValueTask InitializeAsync()
    {
        app = OwnHost.Build(
            [
                $"--Data:Directory={Path.Combine(folder, "data")}", "--Urls=http://127.0.0.1:0", $"--Demo:Customers={customers}",
                $"--Demo:Password={Password}",
                .. settings,
            ],
            logging => logging.SetMinimumLevel(LogLevel.Trace).AddFilter("Microsoft", LogLevel.Debug).AddProvider(new LogCapture(Log)),
            change);
        await ServiceHost.StartAsync(app);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        using var http = new HttpClient { BaseAddress = Address };
        for (var i = 0; (await http.GetAsync("/health/ready")).StatusCode != HttpStatusCode.OK; i++)
        {
            Assert.True(i < 2400, "The service was not ready within two minutes.");
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients.Values)
            (await client.Value).Dispose();
        await app.StopAsync();
        if (isOfAllTests)
            await EveryQueryBinds.AssertAsync(Get<IDatabase>());
        var personal = await PersonalDataAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        Assert.DoesNotContain(Log, line => line.AsSpan().ContainsAny(personal));
    }

    internal T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    internal Client Anonymous() => new(Address);

    /// <summary>A client that is signed in as a demo account; one session an account.</summary>
    internal Task<Client> AsAsync(string userName) =>
        clients.GetOrAdd(userName, name => new Lazy<Task<Client>>(() => Client.SignInAsync(Address, name, Password))).Value;

    /// <summary>Every name, contact and identity number that stands in the database, and the accounts' password.</summary>
    private async Task<SearchValues<string>> PersonalDataAsync()
    {
        await using var db = Get<IDatabase>().Open();
        var secrets = Get<SecretValues>();
        List<string> values = [Password];
        foreach (var customer in await db.Customers.AsNoTracking().Include(c => c.Contacts).ToListAsync())
        {
            values.Add(customer.Name);
            values.AddRange(customer.Contacts.Select(contact => secrets.OpenContact(customer.Number, contact.Cipher)));
            if (customer.IdCardCipher is { } idCard)
                values.Add(secrets.OpenIdCard(customer.Number, idCard));
            if (customer.BankCardCipher is { } bankCard)
                values.Add(secrets.OpenBankCard(customer.Number, bankCard));
        }

        return SearchValues.Create([.. values], StringComparison.Ordinal);
    }
}
