using DotNet.Testcontainers.Builders;

namespace CustomerSearch.Contracts.Elasticsearch;

/// <summary>
/// The Elasticsearch of the tests: the one that <c>CUSTOMERSEARCH_ELASTICSEARCH</c> names, else a container where Docker
/// answers, else none, and whoever asks is skipped.
/// </summary>
internal static class ElasticsearchServer
{
    public const string Variable = "CUSTOMERSEARCH_ELASTICSEARCH";

    private const string Image = "docker.elastic.co/elasticsearch/elasticsearch:8.17.0";
    private const ushort Port = 9200;

    private static int last;

    private static readonly Lazy<Task<Uri?>> Address = new(FindAsync);

    public static async ValueTask<Uri> AddressAsync()
    {
        var address = await Address.Value;
        Assert.SkipWhen(address is null, $"{Variable} names no server, and Docker does not answer.");
        return address!;
    }

    /// <summary>A name of indexes that nobody else has.</summary>
    public static string NewIndex() =>
        $"test-{Environment.ProcessId}-{Interlocked.Increment(ref last)}-{Random.Shared.Next(int.MaxValue)}";

    /// <summary>Removes every generation of that name.</summary>
    public static async Task RemoveAsync(string index)
    {
        using var http = new HttpClient { BaseAddress = await AddressAsync() };
        var names = await http.GetStringAsync($"_cat/indices/{index}-*?h=index&expand_wildcards=all");
        foreach (var name in names.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            using (await http.DeleteAsync(name))
                continue;
    }

    private static async Task<Uri?> FindAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return new Uri(named);
        if (!await DockerHost.AnswersAsync())
            return null;

        // The container goes with the process: its reaper removes it.
        var container = new ContainerBuilder(Image)
            .WithEnvironment("discovery.type", "single-node").WithEnvironment("xpack.security.enabled", "false")
            .WithEnvironment("ES_JAVA_OPTS", "-Xms512m -Xmx512m").WithPortBinding(Port, assignRandomHostPort: true)
            .WithWaitStrategy(Wait.ForUnixContainer().UntilHttpRequestIsSucceeded(request => request.ForPort(Port).ForPath("/_cluster/health")))
            .Build();
        await container.StartAsync();
        return new Uri($"http://{container.Hostname}:{container.GetMappedPublicPort(Port)}");
    }
}
