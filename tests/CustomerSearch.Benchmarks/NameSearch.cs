using System.Diagnostics;
using CustomerSearch.Core.Demo;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;
using CustomerSearch.Lucene;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustomerSearch.Benchmarks;

/// <summary>
/// Names alone, inside the engine and on one core: how fast they are analysed, what they add to the index, and how long each
/// family of queries takes, exact counts included.
/// </summary>
internal sealed class NameSearch(int customers, Report report)
{
    private const int Seed = 11;
    private const int Page = 5_000;
    private const int Analysed = 100_000;
    private const int Asked = 400;
    private const int WarmUp = 100;

    private static readonly Goal InTheEngine = new() { P50 = 5, P99 = 25 };

    private static readonly (string Family, NameMode Mode, Func<Sought, string?> Text)[] Families =
    [
        ("two initials", NameMode.Auto, customer => customer.Initials is { Length: >= 2 } all ? all[..2] : null),
        ("one Han surname", NameMode.Auto, customer => customer.Name[..1]),
        ("full pinyin", NameMode.Auto, customer => customer.Pinyin),
        ("a character, then syllables", NameMode.Auto, customer => customer.Mixed),
        ("pinyin not typed to its end", NameMode.Auto, customer => customer.Pinyin?[..^1]),
        ("the whole name", NameMode.Auto, customer => customer.Name),
        ("fuzzy, another character of that sound", NameMode.Fuzzy, customer => customer.Homophone),
        ("fuzzy, pinyin with an accent", NameMode.Fuzzy, customer => customer.Accented),
    ];

    private readonly DemoPeople people = new();
    private readonly DemoCompanies companies = new();
    private readonly DemoPlaces places = new();

    public async Task RunAsync()
    {
        Analyse();
        var folder = Directory.CreateTempSubdirectory("customer-search-names-").FullName;
        try
        {
            var without = await SizeAsync(Path.Combine(folder, "without"), withNames: false, (_, _) => Task.CompletedTask);
            var with = await SizeAsync(Path.Combine(folder, "with"), withNames: true, AskAsync);
            report.Add(new Row("index growth by names, bytes a customer")
            {
                Figure = (with - without) / (double)customers, Goal = new() { Figure = 350 },
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A query of one name and nothing else.</summary>
    public static EngineQuery Query(string text, NameMode mode = NameMode.Auto)
    {
        if (!NameQuery.TryParse(text, mode, out var query, out _))
            throw new UnreachableException();
        return new EngineQuery
        {
            Filters = [],
            Clauses = [.. query.Clauses.Select(clause => new ScoredClause(clause.Score, new EngineMatch.Words(TextStream.Name, clause.Match)))],
            Size = 20,
        };
    }

    private void Analyse()
    {
        var names = Enumerable.Range(1, Analysed).Select(id => NameOf(id)).ToList();
        names.ForEach(name => Tokens(name.Name, name.IsCompany));
        var began = Stopwatch.GetTimestamp();
        names.ForEach(name => Tokens(name.Name, name.IsCompany));
        report.Add(new Row("names analysed for the index")
        {
            Rate = Analysed / Stopwatch.GetElapsedTime(began).TotalSeconds, Goal = new() { Rate = 100_000 },
        });
    }

    private async Task<long> SizeAsync(string folder, bool withNames, Func<LuceneIndex, List<Sought>, Task> then)
    {
        await using (var index = new LuceneIndex(folder, TimeSpan.FromMinutes(1), TimeProvider.System, NullLogger<LuceneIndex>.Instance))
        {
            var sought = await BuildAsync(index, withNames);
            await then(index, sought);
        }

        return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
    }

    private async Task<List<Sought>> BuildAsync(LuceneIndex index, bool withNames)
    {
        List<Sought> sought = [];
        await index.CreateAsync(1, CancellationToken.None);
        for (var from = 1; from <= customers; from += Page)
        {
            List<IndexEntry> page = [];
            for (var id = from; id < Math.Min(from + Page, customers + 1); id++)
            {
                var (name, isCompany) = NameOf(id);
                page.Add(new IndexEntry.Present(Document(id, withNames ? Tokens(name, isCompany) : [])));
                if (!isCompany && id % (customers / (Asked * 2)) == 0)
                    sought.Add(new Sought(name, "", null));
            }

            await index.WriteAsync(1, 1, page, CancellationToken.None);
        }

        await index.PromoteAsync(1, CancellationToken.None);
        return sought;
    }

    private async Task AskAsync(LuceneIndex index, List<Sought> sought)
    {
        var asked = Families.Select(family => (family.Family, Queries: sought.Select(family.Text).OfType<string>().Distinct()
            .Select(text => Query(text, family.Mode)).ToList())).ToList();
        foreach (var (_, queries) in asked)
            await TimeAsync(index, queries, WarmUp);
        foreach (var (family, queries) in asked)
        {
            var timings = await TimeAsync(index, queries, Asked);
            report.Add(new Row($"in the engine: {family}") { P50 = timings.At(0.5), P99 = timings.At(0.99), Goal = InTheEngine });
        }
    }

    private static async Task<Timings> TimeAsync(LuceneIndex index, List<EngineQuery> queries, int times)
    {
        var timings = new Timings();
        for (var i = 0; i < times; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await index.SearchAsync(queries[i % queries.Count], CancellationToken.None);
            timings.Add(Stopwatch.GetElapsedTime(began));
        }

        return timings;
    }

    private (string Name, bool IsCompany) NameOf(int id)
    {
        var random = new DemoRandom(Seed, id);
        return random.Chance(200)
            ? (companies.Company(random, places.City(random), DemoCompanies.AnyIndustry(random)), true)
            : (people.Name(random, DemoPeople.Gender(random), random.Between(1950, 2005)).Text, false);
    }

    private static IReadOnlyList<IReadOnlyList<string>> Tokens(string raw, bool isCompany) =>
        NameText.TryParse(raw, out var name, out _) ? NameTerms.ForIndex(name, isCompany) : throw new UnreachableException();

    private static CustomerDocument Document(int id, IReadOnlyList<IReadOnlyList<string>> name) => new()
    {
        Id = new(id), Name = name, LegalRepresentative = [], Remark = [], NameLength = 3, LastContactOn = 739_000, Exact = [], Numbers = [],
        ContentHash = id,
    };
}
