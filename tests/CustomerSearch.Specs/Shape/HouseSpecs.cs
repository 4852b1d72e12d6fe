using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CustomerSearch.Core.Data;
using CustomerSearch.Elasticsearch;
using CustomerSearch.Lucene;
using CustomerSearch.Sqlite;
using CustomerSearch.SqlServer;

namespace CustomerSearch.Specs.Shape;

public sealed partial class HouseSpecs
{
    private const int LongestFile = 300;

    /// <summary>Lines are meant to fit into 120 columns; this is how far any goes now, and is only ever lowered.</summary>
    private const int LongestLine = 140;

    /// <summary>Holds a command that must stand on one line.</summary>
    private const string LongLinesIn = "Welcome.cs";

    private static readonly string[] ForbiddenFolders = ["Common", "Shared", "Utils", "Infrastructure", "Application", "Helpers"];
    private static readonly string[] ForbiddenEndings = ["Manager", "Helper", "Util", "Utils", "Dto", "Impl", "Base", "Info"];

    private static readonly Assembly[] Assemblies =
    [
        typeof(CustomerDb).Assembly, typeof(SqliteDatabase).Assembly, typeof(LuceneIndex).Assembly, typeof(ElasticsearchIndex).Assembly,
        typeof(SqlServerDatabase).Assembly, typeof(Service.Hosting.DataPaths).Assembly,
    ];

    [Theory]
    [InlineData("CustomerSearch.Core")]
    [InlineData("CustomerSearch.Sqlite", "CustomerSearch.Core")]
    [InlineData("CustomerSearch.SqlServer", "CustomerSearch.Core")]
    [InlineData("CustomerSearch.Lucene", "CustomerSearch.Core")]
    [InlineData("CustomerSearch.Elasticsearch", "CustomerSearch.Core")]
    [InlineData("CustomerSearch.Service", "CustomerSearch.Core", "CustomerSearch.Elasticsearch", "CustomerSearch.Lucene", "CustomerSearch.SqlServer", "CustomerSearch.Sqlite")]
    public void A_project_refers_to_the_projects_below_it_and_to_no_other(string project, params string[] below)
    {
        var references = XDocument.Load(Path.Combine(House.Root, "src", project, project + ".csproj"))
            .Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Equal(below, references.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_core_knows_no_web_no_jobs_no_engine_and_no_database_brand()
    {
        var known = typeof(CustomerDb).Assembly.GetReferencedAssemblies().Select(a => a.Name!);

        Assert.DoesNotContain(known, name => name.StartsWith("Microsoft.AspNetCore.Http", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal)
            || name.StartsWith("Hangfire", StringComparison.Ordinal) || name.StartsWith("Lucene", StringComparison.Ordinal)
            || name.Contains("Sqlite", StringComparison.OrdinalIgnoreCase) || name.Contains("SqlClient", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Names")]
    [InlineData("Data", "Access", "Audit", "Customers", "Events", "Indexing", "Tags")]
    [InlineData("Events", "Access", "Audit", "Customers", "Data", "Tags")]
    [InlineData("Audit", "Access", "Customers", "Data")]
    [InlineData("Tags", "Access", "Audit", "Customers", "Data", "Indexing")]
    [InlineData("Indexing", "Access", "Audit", "Customers", "Data", "Names", "Search", "Tags")]
    public void A_capability_of_the_core_knows_no_other_than_these(string folder, params string[] known)
    {
        var used = House.Sources($"src/CustomerSearch.Core/{folder}").SelectMany(File.ReadLines)
            .Select(line => CoreUsing().Match(line)).Where(match => match.Success).Select(match => match.Groups["folder"].Value)
            .Where(name => name != folder).Distinct();

        Assert.Empty(used.Except(known));
    }

    [Fact]
    public void There_are_no_other_projects_in_the_house() => Assert.Equal(
        ["CustomerSearch.Core", "CustomerSearch.Elasticsearch", "CustomerSearch.Lucene", "CustomerSearch.Service", "CustomerSearch.SqlServer", "CustomerSearch.Sqlite"],
        Directory.EnumerateFiles(Path.Combine(House.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void Records_know_of_access_only_who_asks_and_with_which_keys()
    {
        string[] known =
            ["AccountId", "DepartmentId", "KeyPurpose", "KeyRing", "KeyRingException", "Operator", "Role", "RoleNames", "Scope", "Scopes"];
        var access = typeof(Core.Access.Operator).Assembly.GetTypes()
            .Where(t => t.Namespace == typeof(Core.Access.Operator).Namespace && !t.IsNested).Select(t => t.Name)
            .Except(["Department", "Purpose", "SignIn", "SignOut", "AddAccount", "CreateApiKey", "RevokeApiKey"]); // Columns of the record and kinds of operation, here.
        var words = House.Sources("src/CustomerSearch.Core/Audit").SelectMany(File.ReadLines).SelectMany(line => Word().Matches(line)).Select(m => m.Value);

        Assert.Empty(words.Intersect(access).Except(known));
    }

    [Fact]
    public void Files_are_short_lines_fit_and_folders_have_names_of_the_field()
    {
        foreach (var path in House.Sources("src").Concat(House.Sources("tests")))
        {
            var lines = File.ReadAllLines(path);
            Assert.True(lines.Length <= LongestFile, $"{House.Relative(path)} has {lines.Length} lines.");
            Assert.True(
                House.Relative(path).StartsWith("tests/", StringComparison.Ordinal)
                    || path.EndsWith(LongLinesIn, StringComparison.Ordinal) || lines.All(line => line.Length <= LongestLine),
                $"{House.Relative(path)} has a line beyond {LongestLine} columns.");
            Assert.Empty(House.Relative(path).Split('/').Intersect(ForbiddenFolders));
        }
    }

    [Fact]
    public void No_type_is_named_for_what_it_is_made_of()
    {
        var types = Assemblies.SelectMany(a => a.GetTypes()).Where(t => !t.Name.Contains('<') && !t.FullName!.Contains("Migrations", StringComparison.Ordinal));

        Assert.DoesNotContain(types, type => ForbiddenEndings.Any(ending => type.Name.EndsWith(ending, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_interface_has_two_implementations()
    {
        var single = Assemblies.SelectMany(a => a.GetTypes()).Where(t => t.IsInterface && t.Namespace!.StartsWith("CustomerSearch", StringComparison.Ordinal))
            .Where(port => Assemblies.SelectMany(a => a.GetTypes()).Count(t => t.IsClass && port.IsAssignableFrom(t)) < 2)
            .Select(t => t.Name);

        Assert.Empty(single);
    }

    [Fact]
    public void Classes_are_sealed_abstract_or_static()
    {
        var open = Assemblies.SelectMany(a => a.GetTypes())
            .Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract && !t.Name.Contains('<') && !t.FullName!.Contains("Migrations", StringComparison.Ordinal));

        Assert.Empty(open.Select(t => t.FullName));
    }

    [Fact]
    public void Nothing_is_left_for_later_switched_off_or_folded_away()
    {
        foreach (var path in House.Sources("src").Concat(House.Sources("tests")).Where(p => !p.EndsWith("HouseSpecs.cs", StringComparison.Ordinal)))
        {
            foreach (var line in File.ReadLines(path))
                Assert.False(LeftOver().IsMatch(line), $"{House.Relative(path)}: {line.Trim()}");
        }
    }

    [Fact]
    public void The_clock_is_banned_everywhere_and_warnings_are_errors()
    {
        var properties = File.ReadAllText(Path.Combine(House.Root, "Directory.Build.props"));

        Assert.Contains("BannedSymbols.txt", properties, StringComparison.Ordinal);
        Assert.Contains("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", properties, StringComparison.Ordinal);
        foreach (var nearer in Directory.EnumerateFiles(House.Root, "Directory.Build.props", SearchOption.AllDirectories)
            .Select(House.Relative).Where(path => path.Contains('/') && !path.StartsWith("scripts/", StringComparison.Ordinal)))
            Assert.Contains("../Directory.Build.props", File.ReadAllText(Path.Combine(House.Root, nearer)), StringComparison.Ordinal);
        Assert.Contains("P:System.DateTime.UtcNow", File.ReadAllText(Path.Combine(House.Root, "BannedSymbols.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_of_the_README_are_those_that_there_are()
    {
        var readme = File.ReadAllText(Path.Combine(House.Root, "README.md"));
        var settings = typeof(Service.Hosting.DataPaths).Assembly.GetTypes().Concat([typeof(Core.Access.AccessOptions), typeof(Core.Customers.Writing.CustomersOptions)])
            .Where(t => t.Name.EndsWith("Options", StringComparison.Ordinal) && !t.Name.Contains('<'))
            .SelectMany(t => t.GetProperties().Select(p => $"{t.Name[..^"Options".Length]}:{p.Name}"))
            .Concat(typeof(ElasticsearchOptions).GetProperties().Select(p => $"Search:Elasticsearch:{p.Name}"))
            .Concat(typeof(SqlServerOptions).GetProperties().Select(p => $"Database:SqlServer:{p.Name}"));

        Assert.All(settings, setting => Assert.Contains($"`{setting}`", readme, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"^using CustomerSearch\.Core\.(?<folder>\w+);$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CoreUsing();

    [GeneratedRegex(@"\b[A-Z]\w+\b", RegexOptions.None, 1000)]
    private static partial Regex Word();

    [GeneratedRegex(@"\bTODO\b|\bFIXME\b|#pragma|#region|^\s*//[^/].*;\s*$", RegexOptions.None, 1000)]
    private static partial Regex LeftOver();
}
