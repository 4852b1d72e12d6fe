using System.Text.Json;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Search;
using CustomerSearch.Elasticsearch.Rest;

namespace CustomerSearch.Elasticsearch.Search;

/// <summary>Reads what the engine answered, and takes nothing for an answer that is late, partial or counted roughly.</summary>
internal static class AnswerReader
{
    /// <exception cref="EngineUnavailableException">The answer is not whole.</exception>
    public static void CheckWhole(JsonElement answer)
    {
        if (answer.GetProperty("timed_out").GetBoolean())
            throw new EngineUnavailableException("Elasticsearch ran out of time.");
        AnswerShards.Check(answer);
    }

    /// <summary>How many shards answered.</summary>
    public static int ShardsOf(JsonElement answer) => answer.GetProperty("_shards").GetProperty("total").GetInt32();

    /// <summary>The hits of a whole answer.</summary>
    public static IEnumerable<JsonElement> Hits(JsonElement answer) => answer.GetProperty("hits").GetProperty("hits").EnumerateArray();

    /// <summary>The index that the first hit stands in; null where there is none.</summary>
    public static string? IndexOf(JsonElement answer) => Hits(answer).Select(hit => hit.GetProperty("_index").GetString()).FirstOrDefault();

    /// <exception cref="EngineUnavailableException">The answer is not whole.</exception>
    public static EngineAnswer Read(JsonElement answer, EngineQuery query, IReadOnlyList<int> lanes, int generation)
    {
        CheckWhole(answer);
        var total = answer.GetProperty("hits").GetProperty("total");
        if (total.GetProperty("relation").GetString() != "eq")
            throw new EngineUnavailableException("Elasticsearch counted roughly.");

        var count = total.GetProperty("value").GetInt64();
        answer.TryGetProperty("aggregations", out var counted);
        return new EngineAnswer(
            query.Size == 0 ? [] : [.. Hits(answer).Select(hit => Hit(hit, scored: query.Clauses.Count > 0))],
            count,
            Lanes(lanes, count, counted),
            [.. query.Facets.Select(facet => Facet(counted.GetProperty(ElasticTranslator.FacetsOf(facet.Field)), facet.Prefix))],
            query.Tallies.Count == 0 ? [] : Tallies(counted),
            generation);
    }

    private static EngineHit Hit(JsonElement hit, bool scored)
    {
        List<long> keys = [.. hit.GetProperty("sort").EnumerateArray().Select(Whole)];
        return new EngineHit(new CustomerId(keys[^1]), scored ? (int)hit.GetProperty("_score").GetDouble() : 0, keys);
    }

    /// <summary>Scores come as floating numbers, whole ones; everything else as it is, beyond what such a number can tell.</summary>
    private static long Whole(JsonElement key) => key.TryGetInt64(out var whole) ? whole : (long)key.GetDouble();

    private static Dictionary<int, long> Lanes(IReadOnlyList<int> lanes, long count, JsonElement counted)
    {
        var counts = new Dictionary<int, long>();
        var left = count;
        foreach (var lane in lanes)
        {
            var behind = 0L;
            if (lane != lanes[^1])
            {
                counted = counted.GetProperty(ElasticTranslator.Lanes);
                behind = counted.GetProperty("doc_count").GetInt64();
            }

            if (left > behind)
                counts[lane] = left - behind;
            left = behind;
        }

        return counts;
    }

    private static Dictionary<string, long> Facet(JsonElement values, string prefix)
    {
        if (values.GetProperty("sum_other_doc_count").GetInt64() > 0 || values.GetProperty("doc_count_error_upper_bound").GetInt64() != 0)
            throw new EngineUnavailableException("Elasticsearch counted some values of a facet only.");
        return values.GetProperty("buckets").EnumerateArray()
            .Select(bucket => (Value: bucket.GetProperty("key").GetString()!, Count: bucket.GetProperty("doc_count").GetInt64()))
            .Where(bucket => bucket.Value.StartsWith(prefix, StringComparison.Ordinal))
            .ToDictionary(bucket => bucket.Value, bucket => bucket.Count);
    }

    private static List<long> Tallies(JsonElement counted) =>
    [
        .. counted.GetProperty(ElasticTranslator.Tallies).GetProperty(ElasticTranslator.Tallies).GetProperty("buckets")
            .EnumerateArray().Select(bucket => bucket.GetProperty("doc_count").GetInt64()),
    ];
}
