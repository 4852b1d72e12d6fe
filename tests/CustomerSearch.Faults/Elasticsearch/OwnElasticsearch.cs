using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CustomerSearch.Faults.Elasticsearch;

/// <summary>
/// An Elasticsearch that belongs to one test, to kill and freeze. <c>CUSTOMERSEARCH_ELASTICSEARCH_COMMAND</c> names a program that
/// knows <c>start DIR --port P --nodes N --heap H</c>, <c>node DIR NODE</c>, <c>kill</c>, <c>pause</c> and <c>resume DIR [NODE]</c>;
/// without it whoever asks is skipped.
/// </summary>
internal sealed class OwnElasticsearch : IAsyncDisposable
{
    private const string Variable = "CUSTOMERSEARCH_ELASTICSEARCH_COMMAND";
    private const int MostNodes = 3;
    private const int TransportPorts = 101;

    private readonly string command;
    private readonly string folder = Directory.CreateTempSubdirectory("customer-search-engine-").FullName;

    private OwnElasticsearch(string command, int port, int nodes)
    {
        this.command = command;
        Nodes = [.. Enumerable.Range(port, nodes).Select(p => new Uri($"http://127.0.0.1:{p}"))];
    }

    public IReadOnlyList<Uri> Nodes { get; }

    public static async Task<OwnElasticsearch> StartAsync(int nodes = 1)
    {
        var program = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(program), $"{Variable} names no program that runs a server.");
        var port = FreePorts();
        var own = new OwnElasticsearch(program!, port, nodes);
        await own.DoAsync(
            "start", own.folder, "--port", port.ToString(CultureInfo.InvariantCulture), "--nodes", nodes.ToString(CultureInfo.InvariantCulture),
            "--heap", "384m");
        return own;
    }

    /// <summary>SIGKILL, as a power cut would.</summary>
    /// <param name="node">From 1.</param>
    public Task KillAsync(int node) => DoAsync("kill", folder, NameOf(node));

    /// <summary>Starts a killed node; done once the others count it among them, for which the program itself may be too impatient.</summary>
    public async Task StartAgainAsync(int node)
    {
        await RunAsync("node", folder, NameOf(node));
        using var server = new HttpClient { BaseAddress = Nodes[0] };
        await EngineWorld.UntilAsync($"{NameOf(node)} is back", async () =>
        {
            try
            {
                return int.Parse(await server.GetStringAsync("_cat/health?h=node.total"), CultureInfo.InvariantCulture) == Nodes.Count;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    /// <summary>Connections stay open, and nothing answers.</summary>
    public Task FreezeAsync(int node) => DoAsync("pause", folder, NameOf(node));

    public Task ThawAsync(int node) => DoAsync("resume", folder, NameOf(node));

    public async ValueTask DisposeAsync()
    {
        await DoAsync("kill", folder);
        Directory.Delete(folder, recursive: true);
    }

    private static string NameOf(int node) => $"node-{node.ToString(CultureInfo.InvariantCulture)}";

    private async Task DoAsync(params string[] arguments) => Assert.Equal(0, await RunAsync(arguments));

    private async Task<int> RunAsync(params string[] arguments)
    {
        // What it starts keeps its streams open, so nobody may wait for their end.
        using var run = Process.Start(new ProcessStartInfo(command, arguments) { UseShellExecute = false })!;
        await run.WaitForExitAsync();
        return run.ExitCode;
    }

    /// <summary>The first of as many ports in a row as there may be nodes, those of their transport free as well.</summary>
    private static int FreePorts()
    {
        while (true)
        {
            var first = Random.Shared.Next(20_000, 30_000);
            var ports = Enumerable.Range(first, MostNodes);
            if (ports.Concat(ports.Select(port => port + TransportPorts)).All(IsFree))
                return first;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
