using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Demo;
using CustomerSearch.Core.Search;
using CustomerSearch.Core.Tags;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Search;

/// <summary>What the index finds is what the entities say, for generated customers, criteria and roles.</summary>
public sealed class SearchAgreementSpecs : IAsyncLifetime
{
    private const int Customers = 1500;

    private readonly Dictionary<CustomerId, HashSet<string>> tags = [];
    private World world = null!;
    private Scope.Of managed = null!;
    private List<Customer> customers = null!;
    private TagCatalogue catalogue = null!;

    public async ValueTask InitializeAsync()
    {
        world = await World.StartAsync();
        await world.Get<SeedDemo>().RunAsync(new DemoOrder(Customers, 7, "not-used-here"), null, CancellationToken.None);
        await world.IndexAsync();
        await using var db = world.Database.Open();
        customers = await db.Customers.AsNoTracking().AsSplitQuery().Include(c => c.Contacts).Include(c => c.ExternalIds)
            .Include(c => c.Sources).Include(c => c.Owners).Include(c => c.Tags).Include(c => c.Interests).ToListAsync();
        managed = (Scope.Of)await world.Get<Scopes>().OfAsync(world.Manager, CancellationToken.None);
        catalogue = await world.Get<CurrentCatalogue>().GetAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_keyword_finds_exactly_the_customers_that_the_explainer_explains_in_the_lane_it_names()
    {
        var random = new Random(11);
        for (var i = 0; i < 250; i++)
        {
            var request = new SearchRequest { Purpose = "业务办理", Keyword = Keyword(random), PageSize = 200 };
            var caller = i % 3 == 0 ? world.Administrator : world.Manager;
            if (await world.ParseAsync(request, caller) is not ParsedSearch.Good(var query))
                continue;

            var expected = customers.Where(c => InScope(c, caller))
                .Select(c => (c.Number, Reason: world.Get<HitExplainer>().Explain(query, c, caller.Role!.Value)))
                .Where(pair => pair.Reason is not null).ToDictionary(pair => pair.Number, pair => pair.Reason!.Lane);
            var answer = await world.SearchAsync(request, caller);

            Assert.Equal((request.Keyword, (long)expected.Count), (request.Keyword, answer.Count));
            Assert.Equal(0, answer.ChangedSinceIndex);
            Assert.All(answer.Hits, hit => Assert.Equal((request.Keyword, expected[hit.CustomerNo!]), (request.Keyword, hit.Lane!.Value)));
            Assert.Equal(answer.Hits.Select(h => h.Lane), answer.Hits.Select(h => h.Lane).Order());
            Assert.Equal(
                expected.GroupBy(p => p.Value).OrderBy(g => g.Key).Select(g => new LaneCount(g.Key, g.Count())), answer.Lanes);
        }
    }

    [Fact]
    public async Task Tags_ranges_and_filters_find_exactly_the_customers_for_whom_they_hold()
    {
        var random = new Random(12);
        for (var i = 0; i < 200; i++)
        {
            var caller = (i % 4) switch { 0 => world.Manager, 1 => world.Marketer, 2 => world.Clerk, _ => world.Administrator };
            var (request, holds) = Criteria(random);
            var expected = customers.Where(c => InScope(c, caller) && holds(c)).ToList();

            var answer = await world.SearchAsync(request with { Purpose = caller == world.Clerk ? "业务办理" : "数据分析" }, caller);

            Assert.Equal(expected.Count, answer.Count);
            Assert.Equal(
                Ordered(expected).Take(200).Select(c => c.Number), answer.Hits.Select(h => h.CustomerNo!));
        }
    }

    private static IEnumerable<Customer> Ordered(IEnumerable<Customer> found) => found
        .OrderBy(c => Core.Names.NameText.TryParse(c.Name, out var name, out _) ? name.Length : 0)
        .ThenByDescending(c => c.LastContactOn?.DayNumber ?? 0).ThenBy(c => c.Id);

    private bool InScope(Customer customer, Operator caller) => caller.Role switch
    {
        Role.FrontLine => customer.Owners.Exists(o => o.AccountId == caller.Id),
        Role.DepartmentManager => managed.Departments.Contains(customer.DepartmentId)
            || customer.Owners.Exists(o => managed.Employees.Contains(o.AccountId)),
        _ => true,
    };

    private string Keyword(Random random)
    {
        var customer = customers[random.Next(customers.Count)];
        var name = customer.Name;
        var at = random.Next(name.Length);
        return random.Next(9) switch
        {
            0 => name,
            1 => name[..(1 + at)],
            2 => name[at..],
            3 => customer.Number[..(3 + random.Next(customer.Number.Length - 2))],
            4 => customer.LegalRepresentative ?? name + "先生",
            5 => customer.Remark is { Length: > 4 } remark ? remark[1..4] : name,
            6 => random.Next(10_000).ToString("0000"),
            7 => name.Replace('刘', '劉').Replace('张', '張').Replace('陈', '陳'),
            _ => customer.City ?? name,
        };
    }

    private (SearchRequest Request, Func<Customer, bool> Holds) Criteria(Random random)
    {
        var request = new SearchRequest { PageSize = 200 };
        List<Func<Customer, bool>> conditions = [];
        if (random.Next(2) == 0)
        {
            var (all, any, none) = (Tag(random), new[] { Tag(random), Tag(random) }, Tag(random));
            request = request with { Tags = new TagsRequest { All = [all], Any = [any], None = [none] } };
            conditions.Add(c => TagsOf(c).Contains(all) && TagsOf(c).Overlaps(any) && !TagsOf(c).Contains(none));
        }

        if (random.Next(2) == 0)
        {
            var from = random.Next(0, 5_000_000);
            request = request with
            {
                Ranges = [new RangeRequest { Field = "spend12mFen", From = Json(from), FromInclusive = from % 2 == 0, To = Json(from * 4L) },
                    new RangeRequest { Field = "lastContactOn", From = Json("-300d") }],
            };
            var day = world.Get<Core.Data.BusinessClock>().Today.AddDays(-300);
            conditions.Add(c => (from % 2 == 0 ? c.Metrics.Spend12mFen >= from : c.Metrics.Spend12mFen > from)
                && c.Metrics.Spend12mFen <= from * 4L && c.LastContactOn >= day);
        }

        if (conditions.Count == 0 || random.Next(2) == 0)
        {
            var region = Vocabulary.Regions[random.Next(Vocabulary.Regions.Count)];
            request = request with { Filters = new Dictionary<string, IReadOnlyList<string>> { ["region"] = [region], ["kind"] = ["individual"] } };
            conditions.Add(c => c.Region == region && c.Kind == CustomerKind.Individual);
        }

        return (request, c => conditions.TrueForAll(condition => condition(c)));
    }

    private HashSet<string> TagsOf(Customer customer) => tags.TryGetValue(customer.Id, out var known)
        ? known : tags[customer.Id] = [.. catalogue.Rules.Of(customer, catalogue.Day)];

    private string Tag(Random random)
    {
        var dimension = catalogue.Dimensions[random.Next(catalogue.Dimensions.Count - 1)];
        return $"{dimension.Name}/{dimension.Tags[random.Next(dimension.Tags.Count)].Code}";
    }

    private static System.Text.Json.JsonElement Json<T>(T value) => System.Text.Json.JsonSerializer.SerializeToElement(value);
}
