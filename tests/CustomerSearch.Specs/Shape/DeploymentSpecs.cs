using System.Text.RegularExpressions;
using CustomerSearch.Elasticsearch;
using CustomerSearch.Service.Hosting;
using CustomerSearch.SqlServer;

namespace CustomerSearch.Specs.Shape;

/// <summary>Holds the files of the server profile to what they speak of: settings, paths, tables, each other.</summary>
public sealed partial class DeploymentSpecs
{
    private static readonly string Compose = File.ReadAllText(Path.Combine(House.Root, "docker-compose.yml"));

    [Fact]
    public void Every_setting_of_the_containers_is_one_that_there_is()
    {
        var sections = typeof(DataPaths).Assembly.GetTypes().Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal) && !t.Name.Contains('<'))
            .SelectMany(t => t.GetProperties().Select(p => $"{t.Name[..^"Options".Length]}__{p.Name}"))
            .Concat(typeof(SqlServerOptions).GetProperties().Select(p => $"Database__SqlServer__{p.Name}"))
            .Concat(typeof(ElasticsearchOptions).GetProperties().Select(p => $"Search__Elasticsearch__{p.Name}")).ToList();
        var used = new[] { "docker-compose.yml", "Dockerfile", "scripts/make-secrets" }
            .SelectMany(file => SettingName().Matches(File.ReadAllText(Path.Combine(House.Root, file)))).Select(match => match.Groups["name"].Value)
            .Select(name => Element().Replace(name, "")).Distinct().ToList();

        Assert.True(used.Count >= 10, string.Join(", ", used));
        Assert.Empty(used.Except(sections));
    }

    [Fact]
    public void What_is_mounted_stands_in_the_repository_or_is_drawn_by_make_secrets()
    {
        var secrets = File.ReadAllText(Path.Combine(House.Root, "scripts/make-secrets"));
        var paths = MountedPath().Matches(Compose).Select(match => match.Groups["path"].Value).Distinct().ToList();

        Assert.NotEmpty(paths);
        Assert.All(paths, path =>
        {
            if (!path.StartsWith("deploy/secrets/", StringComparison.Ordinal))
                Assert.True(Path.Exists(Path.Combine(House.Root, path)), path);
            else
                Assert.Contains(path.Split('/')[2].Split('-')[0], secrets, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Each_service_is_defined_once_and_waits_only_for_what_is_defined()
    {
        var services = Compose[Compose.IndexOf("\nservices:", StringComparison.Ordinal)..Compose.IndexOf("\nnetworks:", StringComparison.Ordinal)];
        var defined = ServiceName().Matches(services).Select(match => match.Groups["name"].Value).ToList();
        var awaited = Awaited().Matches(Compose).Select(match => match.Groups["name"].Value).Distinct();

        Assert.Equal(defined.Distinct(), defined);
        Assert.Equal(["balancer", "elasticsearch", "migrate", "rights", "service-1", "service-2", "setup", "sqlserver"], defined.Order(StringComparer.Ordinal));
        Assert.Empty(awaited.Except(defined));
        var upstream = File.ReadAllText(Path.Combine(House.Root, "deploy/balancer.conf"));
        Assert.All(["service-1", "service-2"], name => Assert.Contains($"server {name}:8080", upstream, StringComparison.Ordinal));
    }

    [Fact]
    public void No_secret_stands_in_the_repository_and_none_goes_into_the_image()
    {
        Assert.DoesNotContain("PASSWORD=A", Compose, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("deploy/secrets", File.ReadAllText(Path.Combine(House.Root, ".gitignore")), StringComparison.Ordinal);
        Assert.Contains("deploy/secrets", File.ReadAllText(Path.Combine(House.Root, ".dockerignore")), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b(?<name>[A-Z][A-Za-z]+(__[A-Za-z0-9]+)+)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SettingName();

    [GeneratedRegex(@"__\d+$", RegexOptions.None, 1000)]
    private static partial Regex Element();

    [GeneratedRegex(@"(- |file: )\./(?<path>[^:\s]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MountedPath();

    [GeneratedRegex(@"^  (?<name>[a-z][a-z0-9-]*):( &\w+)?$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex ServiceName();

    [GeneratedRegex(@"^ {4,6}(?<name>[a-z][a-z0-9-]*):\n +condition:", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Awaited();
}
