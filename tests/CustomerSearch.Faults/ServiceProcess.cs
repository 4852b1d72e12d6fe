using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace CustomerSearch.Faults;

/// <summary>
/// The service as a process of its own over a folder of its own: started, killed, stopped, started again. Whatever it
/// started is gone when it is disposed.
/// </summary>
/// <param name="customers">How many demo customers it begins with.</param>
/// <param name="always">Settings of every start.</param>
internal sealed class ServiceProcess(int customers, params (string Name, string Value)[] always) : IAsyncDisposable
{
    public const string Password = "demo-pass-1";

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "CustomerSearch.Service.dll");

    private readonly string folder = Directory.CreateTempSubdirectory("customer-search-").FullName;
    private readonly int port = FreePort();
    private readonly ConcurrentQueue<string> written = new();
    private Process? process;

    public string DataFolder => Path.Combine(folder, "data");

    public string Keys => DataFolder + ".keys";

    public string DatabaseFile => Path.Combine(DataFolder, "customers.db");

    public string Index => Path.Combine(DataFolder, "index");

    public Uri Address => new($"http://127.0.0.1:{port}");

    /// <summary>Starts it and waits, for two minutes at most, until it is ready, or until it says what the caller waits for.</summary>
    public async Task StartAsync(Func<JsonElement, bool>? until = null)
    {
        process = Launch([]);
        using var http = new HttpClient { BaseAddress = Address };
        JsonElement? said = null;
        for (var i = 0; i < 2400 && !process.HasExited; i++)
        {
            said = await TryReadyAsync(http);
            if (said is { } ready && (until ?? (r => r.GetProperty("ready").GetBoolean()))(ready))
                return;

            await Task.Delay(50);
        }

        Assert.Fail($"""
            The service {(process.HasExited ? $"ended with {process.ExitCode}" : "did not get ready within two minutes")}. It last said {said}, and wrote:
            {string.Join('\n', written.TakeLast(40))}
            """);
    }

    /// <summary>Where the next process that is started ends itself; see <see cref="CrashPoints"/>. Null: nowhere.</summary>
    public string? DiesAt { get; set; }

    /// <summary>Whether it is gone, whoever ended it.</summary>
    public bool IsGone => process!.HasExited;

    /// <summary>As a power cut would.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>As an operator would.</summary>
    public async Task StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", process!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
    }

    /// <summary>Runs the program once with these arguments, to its end.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string[] arguments, params (string Name, string Value)[] settings)
    {
        using var run = Launch(arguments, settings);
        var output = await run.StandardOutput.ReadToEndAsync() + await run.StandardError.ReadToEndAsync();
        await run.WaitForExitAsync();
        return (run.ExitCode, output);
    }

    public async Task<HttpClient> SignInAsync(string userName)
    {
        var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
        using var answer = await http.PostAsJsonAsync("/api/v1/sign-in", new { userName, password = Password });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>A system account with a key of its own for what it does.</summary>
    public async Task<HttpClient> SystemAsync(string scope) => AsSystem(await KeyAsync(scope));

    /// <summary>A key of the system account, for one thing.</summary>
    public async Task<string> KeyAsync(string scope)
    {
        using var admin = await SignInAsync("admin1");
        using var answer = await admin.PostAsJsonAsync("/api/v1/api-keys", new { userName = "system1", scopes = new[] { scope } });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
    }

    /// <summary>Whoever has the key.</summary>
    public HttpClient AsSystem(string key)
    {
        var http = new HttpClient { BaseAddress = Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("ApiKey", key);
        return http;
    }

    public static async Task<(HttpStatusCode Status, JsonElement Body)> LookUpAsync(HttpClient http, string q)
    {
        using var answer = await http.PostAsJsonAsync("/api/v1/look-ups", new { q, purpose = "业务办理" });
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    /// <summary>A connection of another program to the same database.</summary>
    public async Task<Microsoft.Data.Sqlite.SqliteConnection> ConnectAsync()
    {
        var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={DatabaseFile};Pooling=False;Foreign Keys=True");
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
            await KillAsync();

        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }

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

    private Process Launch(string[] arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        };
        start.Environment["Data__Directory"] = DataFolder;
        start.Environment["Urls"] = Address.ToString();
        start.Environment["Demo__Customers"] = customers.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["Demo__Password"] = Password;
        if (DiesAt is { } point)
        {
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(CrashPoints).Assembly.Location;
            start.Environment[CrashPoints.Variable] = point;
        }

        foreach (var (name, value) in always.Concat(settings))
            start.Environment[name] = value;

        var launched = Process.Start(start)!;
        if (arguments.Length == 0 && settings.Length == 0)
        {
            launched.OutputDataReceived += (_, line) => written.Enqueue(line.Data ?? "");
            launched.ErrorDataReceived += (_, line) => written.Enqueue(line.Data ?? "");
            launched.BeginOutputReadLine();
            launched.BeginErrorReadLine();
        }

        return launched;
    }
}
