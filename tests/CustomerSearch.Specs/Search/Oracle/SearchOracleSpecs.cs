using CustomerSearch.Core.Access;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Specs.Search.Oracle;

/// <summary>
/// The whole use case against an evaluation over every entity: same customers, same order, same counts. The long run is
/// 10,000 requests over 20,000 customers.
/// </summary>
public sealed class SearchOracleSpecs(OracleWorld around) : IClassFixture<OracleWorld>
{
    private static readonly int Requests = OracleWorld.Size("CUSTOMERSEARCH_ORACLE_REQUESTS", 600);

    [Fact]
    public async Task Every_request_is_answered_as_by_looking_at_every_customer()
    {
        var managed = (Scope.Of)await around.World.Get<Scopes>().OfAsync(around.World.Manager, CancellationToken.None);
        var (generator, evaluator) = (new RequestGenerator(around, seed: 20_261_124), new Evaluator(around, managed));
        var (answered, empty, paged) = (0, 0, 0);
        while (answered < Requests)
        {
            var (request, caller) = generator.Next();
            if (await around.World.ParseAsync(request, caller) is not ParsedSearch.Good(var query) || query.FullValues.Count > 0)
                continue;

            var expected = evaluator.Answer(request, query, caller);
            var answer = await around.World.SearchAsync(request, caller);
            AssertAnswer(request, expected, answer, from: 0);
            if (answer.Cursor is not null && answered % 3 == 0)
            {
                await WalkAsync(request, caller, expected, answer);
                paged++;
            }

            answered++;
            empty += answer.Count == 0 ? 1 : 0;
        }

        Assert.InRange(empty, 1, Requests * 2 / 3);
        Assert.InRange(paged, 1, Requests);
    }

    private async Task WalkAsync(SearchRequest request, Operator caller, Evaluator.Expected expected, SearchAnswer first)
    {
        var (rows, cursor) = (first.Hits.Count, first.Cursor);
        for (var page = 0; cursor is not null && page < 5; page++)
        {
            var answer = await around.World.SearchAsync(request with { Cursor = cursor }, caller);
            AssertAnswer(request, expected, answer, rows);
            Assert.Equal((first.RxNumber, page + 2), (answer.RxNumber, answer.Step));
            rows += answer.Hits.Count;
            cursor = answer.Cursor;
        }
    }

    private static void AssertAnswer(SearchRequest request, Evaluator.Expected expected, SearchAnswer answer, int from)
    {
        var asked = System.Text.Json.JsonSerializer.Serialize(request);
        Assert.Equal((asked, (long)expected.Numbers.Count), (asked, answer.Count));
        Assert.Equal((asked, 0), (asked, answer.ChangedSinceIndex));
        Same(asked, expected.Numbers.Skip(from).Take(request.PageSize ?? 20), answer.Hits.Select(hit => hit.CustomerNo!));
        Assert.Equal((asked, new ExcludedForConsent(expected.Withdrawn, expected.NeverAsked)), (asked, answer.ExcludedForConsent));
        Same(asked, expected.Lanes.OrderBy(p => p.Key).Select(p => new LaneCount(p.Key, p.Value)), answer.Lanes);
        foreach (var (name, counts) in expected.Facets)
            Same(asked, Sorted(counts), answer.Facets![name]);
        var explained = request.Explain is true || (answer.Count == 0 && expected.Without.Count > 1);
        Assert.Equal((asked, explained), (asked, answer.Explain is not null));
        if (explained)
        {
            Same(asked, expected.Funnel, answer.Explain!.Funnel.Take(expected.Funnel.Count).Select(step => step.Count));
            Same(asked, expected.Without, answer.Explain.Conditions.Select(condition => condition.CountWithout));
        }
    }

    private static IEnumerable<FacetCount> Sorted(Dictionary<string, long> counts) => counts
        .OrderByDescending(p => p.Value).ThenBy(p => p.Key, StringComparer.Ordinal).Select(p => new FacetCount(p.Key, p.Value));

    private static void Same<T>(string asked, IEnumerable<T> expected, IEnumerable<T> actual)
    {
        List<T> left = [.. expected], right = [.. actual];
        Assert.True(left.SequenceEqual(right), $"{asked}\nexpected {string.Join(' ', left)}\nanswered {string.Join(' ', right)}");
    }
}
