using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Contracts.Search;

/// <summary>All of a query's parts work together, over a base that was written piece by piece.</summary>
public abstract class RandomQueryContract : EngineSuite
{
    [Fact]
    public async Task Two_thousand_random_queries_are_answered_just_as_by_looking_at_every_document()
    {
        var random = new RandomBase(seed: 20_261);
        var standing = new Dictionary<long, CustomerDocument>();
        for (var version = 2; version <= 24; version += 2)
        {
            // Eight batches make the base; four write over it.
            var batch = Enumerable.Range(1 + 250 * (version / 2 - 1), 250)
                .Select(id => id <= 2_000 ? id : 1 + random.Next(2_000))
                .Distinct().Select(id => random.Document(id)).ToArray();
            await WriteAsync(version, batch);
            foreach (var document in batch)
                standing[document.Id.Value] = document;
            long[] gone = [.. standing.Keys.Where(_ => random.Next(200) == 0)];
            await RemoveAsync(version + 1, gone);
            foreach (var id in gone)
                standing.Remove(id);
        }

        for (var round = 0; round < 2_000; round++)
        {
            var query = random.Query();
            var answer = await AssertAnswerAsync(query, standing.Values);
            if (answer.Hits.Count > 0)
                await AssertAnswerAsync(query with { After = answer.Hits[random.Next(answer.Hits.Count)].Keys }, standing.Values);
        }
    }

    private async Task<EngineAnswer> AssertAnswerAsync(EngineQuery query, IEnumerable<CustomerDocument> standing)
    {
        var expected = Oracle.Answer(query, standing, generation: 1);
        var answer = await Engine.SearchAsync(query, Ct);
        Assert.Equal(expected.Hits.Select(Shown), answer.Hits.Select(Shown));
        Assert.Equal(expected.Count, answer.Count);
        Assert.Equal(expected.Lanes.OrderBy(p => p.Key), answer.Lanes.OrderBy(p => p.Key));
        Assert.Equal(expected.Facets.Select(Sorted), answer.Facets.Select(Sorted));
        Assert.Equal(expected.Tallies, answer.Tallies);
        return answer;
    }

    private static string Shown(EngineHit hit) => $"{hit.Id} {hit.Score} {string.Join(',', hit.Keys)}";

    private static List<KeyValuePair<string, long>> Sorted(IReadOnlyDictionary<string, long> facet) =>
        [.. facet.OrderBy(value => value.Key, StringComparer.Ordinal)];
}
