using System.Text.Json;
using CustomerSearch.Contracts.Indexing;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Specs.Search.Oracle;

namespace CustomerSearch.Contracts.Elasticsearch;

/// <summary>
/// Generated customers in both engines, generated searches of every shape to both: the same ids in the same order, the same
/// scores, counts, lanes, facets and explanations. <c>scripts/engines</c> is the long run.
/// </summary>
public sealed class SameAnswerTests(OracleWorld around) : IClassFixture<OracleWorld>
{
    private const int Batch = 2000;

    private static readonly int Searches = OracleWorld.Size("CUSTOMERSEARCH_ENGINES_SEARCHES", 300);

    private readonly Random random = new(20_261_124);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_engines_give_the_same_answer_to_every_search()
    {
        await using var lucene = await LuceneUnderTest.InMemoryAsync();
        await using var elastic = await ElasticsearchUnderTest.StartAsync();
        await FillAsync(lucene.Writer);
        await FillAsync(elastic.Writer);
        var generator = new RequestGenerator(around, seed: 20_261_125);
        var typed = new TypedNames(random);
        var (asked, found, named) = (0, 0, 0);
        while (asked < Searches)
        {
            var (request, caller) = generator.Next();
            if (caller.Role != Role.Marketing && random.Next(2) == 0)
                request = request with { Name = Name(typed), Keyword = random.Next(3) == 0 ? request.Keyword : null };
            if (await around.World.ParseAsync(request, caller) is not ParsedSearch.Good(var query))
                continue;

            var scope = await around.World.Get<Scopes>().OfAsync(caller, Ct);
            var plan = around.World.Get<EngineQueries>().Translate(query, scope, caller.Role!.Value);
            var answer = await SameAsync(request, plan.Query, lucene.Engine, elastic.Engine);
            asked++;
            named += query.Name is null ? 0 : 1;
            found += answer.Count > 0 ? 1 : 0;
        }

        Assert.InRange(found, Searches / 4, Searches);
        Assert.InRange(named, Searches / 5, Searches);
    }

    private NameRequest Name(TypedNames typed)
    {
        var subject = around.Subjects[random.Next(around.Subjects.Count)];
        return new NameRequest { Text = typed.Of(subject.Customer.Name), Mode = random.Next(2) == 0 ? "fuzzy" : null };
    }

    /// <summary>The first page and, now and then, the next ones.</summary>
    private async Task<EngineAnswer> SameAsync(SearchRequest request, EngineQuery query, ISearchEngine lucene, ISearchEngine elastic)
    {
        var first = await PageAsync(request, query, lucene, elastic);
        var page = first;
        for (var turn = 0; turn < 3 && page.Hits is [.., var last] && random.Next(3) == 0; turn++)
        {
            query = query with { After = last.Keys };
            page = await PageAsync(request, query, lucene, elastic);
        }

        return first;
    }

    private static async Task<EngineAnswer> PageAsync(
        SearchRequest request, EngineQuery query, ISearchEngine lucene, ISearchEngine elastic)
    {
        var expected = await lucene.SearchAsync(query, Ct);
        var answer = await elastic.SearchAsync(query, Ct);
        Assert.True(Shown(expected) == Shown(answer), $"{JsonSerializer.Serialize(request)}\n{Shown(expected)}\n{Shown(answer)}");
        return answer;
    }

    private static string Shown(EngineAnswer answer) => JsonSerializer.Serialize(new
    {
        answer.Count,
        Lanes = answer.Lanes.OrderBy(lane => lane.Key),
        answer.Tallies,
        Facets = answer.Facets.Select(facet => facet.OrderBy(value => value.Key, StringComparer.Ordinal)),
        Hits = answer.Hits.Select(hit => (IEnumerable<long>)[hit.Score, .. hit.Keys]),
        answer.Generation,
    });

    private async Task FillAsync(IIndexWriter writer)
    {
        await writer.CreateAsync(1, Ct);
        var documents = around.World.Get<IndexPassWriter>();
        var after = new CustomerId(0);
        while (await documents.ReadPageAsync(after, Batch, Ct) is [.., var last] page)
        {
            Assert.Empty(await writer.WriteAsync(1, 1, page, Ct));
            after = last.Id;
        }

        await writer.PromoteAsync(1, Ct);
    }
}
