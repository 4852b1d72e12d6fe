using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Demo;
using CustomerSearch.Core.Search;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Search;

/// <summary>What the index finds by a keyword is what the explainer explains, for generated customers and roles.</summary>
public sealed class SearchAgreementSpecs : IAsyncLifetime
{
    private const int Customers = 1500;

    private World world = null!;
    private Scope.Of managed = null!;
    private List<Customer> customers = null!;

    public async ValueTask InitializeAsync()
    {
        world = await World.StartAsync();
        await world.Get<SeedDemo>().RunAsync(new DemoOrder(Customers, 7, "not-used-here"), null, CancellationToken.None);
        await world.IndexAsync();
        await using var db = world.Database.Open();
        customers = await db.Customers.AsNoTracking().AsSplitQuery().Include(c => c.Contacts).Include(c => c.ExternalIds)
            .Include(c => c.Sources).Include(c => c.Owners).Include(c => c.Tags).Include(c => c.Interests).ToListAsync();
        managed = (Scope.Of)await world.Get<Scopes>().OfAsync(world.Manager, CancellationToken.None);
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
}
