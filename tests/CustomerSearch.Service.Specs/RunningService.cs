using System.Collections.Concurrent;
using System.Net;
using CustomerSearch.Service.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(CustomerSearch.Service.Specs.RunningService))]

namespace CustomerSearch.Service.Specs;

/// <summary>The service itself on a free port, over a temporary folder with some hundred demo customers.</summary>
public sealed class RunningService : IAsyncLifetime
{
    public const string Password = "demo-pass-1";

    private readonly string folder = Directory.CreateTempSubdirectory("customer-search-").FullName;
    private readonly Action<IServiceCollection>? change;
    private readonly int customers;
    private readonly ConcurrentDictionary<string, Lazy<Task<Client>>> clients = new();
    private WebApplication app = null!;

    public RunningService()
        : this(700, null)
    {
    }

    internal RunningService(int customers, Action<IServiceCollection>? change)
    {
        this.customers = customers;
        this.change = change;
    }

    /// <summary>Everything that was logged, at every level.</summary>
    internal ConcurrentQueue<string> Log { get; } = new();

    internal Uri Address { get; private set; } = null!;

    internal string DatabaseFile => Path.Combine(folder, "data", "customers.db");

    public async ValueTask InitializeAsync()
    {
        app = ServiceHost.Build(
            [
                $"--Data:Directory={Path.Combine(folder, "data")}", "--Urls=http://127.0.0.1:0", $"--Demo:Customers={customers}",
                $"--Demo:Password={Password}", "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft=Debug",
            ],
            services =>
            {
                services.AddLogging(logging => logging.ClearProviders().AddProvider(new Capture(Log)));
                change?.Invoke(services);
            });
        await ServiceHost.StartAsync(app);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        using var http = new HttpClient { BaseAddress = Address };
        while ((await http.GetAsync("/health/ready")).StatusCode != HttpStatusCode.OK)
            await Task.Delay(50);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients.Values)
            (await client.Value).Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    internal T Get<T>()
        where T : notnull => app.Services.GetRequiredService<T>();

    internal Client Anonymous() => new(Address);

    /// <summary>A client that is signed in as a demo account; one session an account.</summary>
    internal Task<Client> AsAsync(string userName) =>
        clients.GetOrAdd(userName, name => new Lazy<Task<Client>>(() => Client.SignInAsync(Address, name, Password))).Value;

    private sealed class Capture(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
