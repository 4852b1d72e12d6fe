using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CustomerSearch.Benchmarks;

/// <summary>
/// The service as a process of its own, over a temporary folder that goes with it: the one published to the folder that
/// <c>CUSTOMERSEARCH_SERVICE</c> names, or else the one built with this program.
/// </summary>
internal sealed class ServiceUnderTest : IAsyncDisposable
{
    private const string Password = "bench-pass-1";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly string folder = Directory.CreateTempSubdirectory("customer-search-bench-").FullName;
    private readonly Uri address = new($"http://127.0.0.1:{FreePort()}");
    private Process? process;

    public Uri Address => address;

    public string Keys => Path.Combine(folder, "data.keys");

    private string DatabaseFile => Path.Combine(folder, "data", "customers.db");

    /// <summary>Processor time the service has taken so far.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process!.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>The most memory it had at once, in MB; the index, which is read in the system's file cache, counts.</summary>
    public double PeakMemory => Memory("VmHWM");

    /// <summary>What it has now of its own, in MB.</summary>
    public double OwnMemory => Memory("RssAnon");

    /// <summary>Runs one of the program's commands and says how long it took.</summary>
    /// <exception cref="InvalidOperationException">The command failed.</exception>
    public async Task<TimeSpan> RunAsync(params string[] command)
    {
        var clock = Stopwatch.StartNew();
        using var run = Launch(command);
        await run.WaitForExitAsync();
        return run.ExitCode == 0 ? clock.Elapsed : throw new InvalidOperationException($"{command[0]} failed.");
    }

    public void Start() => process = Launch([]);

    /// <summary>Waits for a state of <c>/health/ready</c>.</summary>
    public async Task WaitAsync(Func<JsonElement, bool> state)
    {
        using var http = new HttpClient { BaseAddress = address };
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < Patience)
        {
            if (await TryReadyAsync(http) is { } ready && state(ready))
                return;

            await Task.Delay(10);
        }

        throw new TimeoutException("The service did not get there.");
    }

    public async Task StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
    }

    /// <exception cref="HttpRequestException">The account could not sign in.</exception>
    public async Task<string> TokenAsync(string userName)
    {
        using var http = new HttpClient { BaseAddress = address };
        using var answer = await http.PostAsJsonAsync("/api/v1/sign-in", new { userName, password = Password });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    public async Task<Person> SignInAsync(string userName) => new(address, await TokenAsync(userName));

    /// <summary>A client of another system, by a new key of one scope.</summary>
    public async Task<HttpClient> SystemAsync(string scope)
    {
        using var admin = await SignInAsync("admin1");
        var made = await admin.PostAsync("/api/v1/api-keys", new { userName = "system1", scopes = new[] { scope } });
        var system = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(5) };
        system.DefaultRequestHeaders.Authorization = new("ApiKey", made.GetProperty("key").GetString()!);
        return system;
    }

    /// <summary>Runs a load in a process of its own.</summary>
    public async Task<LoadResult> LoadAsync(IReadOnlyList<Asker> askers, int? perSecond, int callers, double seconds)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CustomerSearch.Benchmarks.dll"), "load"])
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        using var generator = Process.Start(start)!;
        await generator.StandardInput.WriteAsync(JsonSerializer.Serialize(new LoadPlan(address, perSecond, callers, seconds, askers)));
        generator.StandardInput.Close();
        var result = await generator.StandardOutput.ReadToEndAsync();
        await generator.WaitForExitAsync();
        return JsonSerializer.Deserialize<LoadResult>(result)!;
    }

    /// <summary>A connection past the service, as another program would have it.</summary>
    public async Task<SqliteConnection> ConnectAsync()
    {
        var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>How many rows a table has.</summary>
    public async Task<long> CountAsync(string table)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT COUNT(*) FROM {table}";
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Runs a statement past the service, as another program would.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private double Memory(string line) => double.Parse(
        File.ReadLines($"/proc/{process!.Id}/status").First(l => l.StartsWith(line, StringComparison.Ordinal))
            .Split(':')[1].Replace("kB", "", StringComparison.Ordinal).Trim(),
        CultureInfo.InvariantCulture) / 1024;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<JsonElement?> TryReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync("/health/ready");
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private Process Launch(string[] command)
    {
        var program = Path.Combine(
            Environment.GetEnvironmentVariable("CUSTOMERSEARCH_SERVICE") ?? AppContext.BaseDirectory, "CustomerSearch.Service.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. command])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["Data__Directory"] = Path.Combine(folder, "data");
        start.Environment["Urls"] = address.ToString();
        start.Environment["Demo__Customers"] = "0";
        start.Environment["Demo__Password"] = Password;
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        var launched = Process.Start(start)!;
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        return launched;
    }
}
