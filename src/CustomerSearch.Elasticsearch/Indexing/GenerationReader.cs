using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Elasticsearch.Rest;
using CustomerSearch.Elasticsearch.Search;

namespace CustomerSearch.Elasticsearch.Indexing;

/// <summary>Reads what a generation holds, in one state of it, page by page in order of id.</summary>
internal sealed class GenerationReader(Sender sender, GenerationNames names, ElasticsearchOptions options, TimeProvider clock)
{
    private const int PageSize = 5000;
    private const string KeepAlive = "2m";

    private Deadline Deadline => new(clock, TimeSpan.FromMilliseconds(options.WriteTimeoutMs));

    /// <summary>Everybody who stands there, tombstones too.</summary>
    public IAsyncEnumerable<IndexedCustomer> ReadAsync(int generation, CancellationToken ct) =>
        ReadAsync(generation, new JsonObject { ["match_all"] = new JsonObject() }, ct);

    /// <summary>Those of some buckets.</summary>
    public IAsyncEnumerable<IndexedCustomer> ReadBucketsAsync(int generation, IReadOnlySet<int> buckets, CancellationToken ct) =>
        ReadAsync(generation, new JsonObject { ["terms"] = new JsonObject { [IndexFields.Bucket] = Queries.Array(buckets) } }, ct);

    /// <summary>Tombstones whose version is below this one.</summary>
    public IAsyncEnumerable<IndexedCustomer> ReadTombstonesAsync(int generation, long below, CancellationToken ct) =>
        ReadAsync(
            generation,
            new JsonObject
            {
                ["bool"] = new JsonObject
                {
                    ["filter"] = new JsonArray(
                        new JsonObject { ["term"] = new JsonObject { [IndexFields.Deleted] = true } },
                        new JsonObject { ["range"] = new JsonObject { [IndexFields.Pass] = new JsonObject { ["lt"] = below } } }),
                },
            },
            ct);

    private async IAsyncEnumerable<IndexedCustomer> ReadAsync(
        int generation, JsonObject query, [EnumeratorCancellation] CancellationToken ct)
    {
        var state = await OpenAsync(generation, ct);
        long? after = null;
        try
        {
            while (true)
            {
                using var page = await PageAsync(state, query, after, ct);
                state = page.Json.GetProperty("pit_id").GetString()!;
                var count = 0;
                foreach (var hit in AnswerReader.Hits(page.Json))
                {
                    var customer = Read(hit);
                    after = customer.Id.Value;
                    count++;
                    yield return customer;
                }

                if (count < PageSize)
                    yield break;
            }
        }
        finally
        {
            await CloseAsync(state);
        }
    }

    /// <summary>The highest version under which anything stands there; 0 where nothing does.</summary>
    public async Task<long> HighestVersionAsync(int generation, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["size"] = 0,
            ["aggs"] = new JsonObject { ["highest"] = new JsonObject { ["max"] = new JsonObject { ["field"] = IndexFields.Pass } } },
        };
        using var answer = await sender.SendAsync(
            RestRequest.Read($"{names.IndexOf(generation)}/_search?allow_partial_search_results=false", body), Deadline, ct);
        AnswerReader.CheckWhole(answer.Json);
        var highest = answer.Json.GetProperty("aggregations").GetProperty("highest").GetProperty("value");
        return highest.ValueKind == JsonValueKind.Null ? 0 : (long)highest.GetDouble();
    }

    /// <summary>For each bucket what its living customers come to. A sum is a double there: exact, being below 2^53.</summary>
    public async Task<IReadOnlyList<BucketSum>> BucketSumsAsync(int generation, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["size"] = 0,
            ["query"] = new JsonObject { ["term"] = new JsonObject { [IndexFields.Deleted] = false } },
            ["aggs"] = new JsonObject
            {
                ["buckets"] = new JsonObject
                {
                    ["terms"] = new JsonObject { ["field"] = IndexFields.Bucket, ["size"] = CustomerBucket.Count },
                    ["aggs"] = new JsonObject
                    {
                        ["hashes"] = new JsonObject { ["sum"] = new JsonObject { ["field"] = IndexFields.ContentHash } },
                    },
                },
            },
        };
        using var answer = await sender.SendAsync(
            RestRequest.Read($"{names.IndexOf(generation)}/_search?allow_partial_search_results=false&request_cache=false", body),
            Deadline,
            ct);
        AnswerReader.CheckWhole(answer.Json);
        var sums = new BucketSum[CustomerBucket.Count];
        foreach (var bucket in answer.Json.GetProperty("aggregations").GetProperty("buckets").GetProperty("buckets").EnumerateArray())
        {
            sums[bucket.GetProperty("key").GetInt32()] = new BucketSum(
                bucket.GetProperty("doc_count").GetInt64(), (long)bucket.GetProperty("hashes").GetProperty("value").GetDouble());
        }

        return sums;
    }

    private static IndexedCustomer Read(JsonElement hit)
    {
        var fields = hit.GetProperty("fields");
        return new IndexedCustomer(
            new CustomerId(hit.GetProperty("sort")[0].GetInt64()),
            fields.GetProperty(IndexFields.Pass)[0].GetInt64(),
            fields.TryGetProperty(IndexFields.ContentHash, out var hash) ? hash[0].GetInt32() : null);
    }

    private async Task<string> OpenAsync(int generation, CancellationToken ct)
    {
        using var opened = await sender.SendAsync(
            RestRequest.Once(HttpMethod.Post, $"{names.IndexOf(generation)}/_pit?keep_alive={KeepAlive}"), Deadline, ct);
        return opened.Json.GetProperty("id").GetString()!;
    }

    private async Task<RestAnswer> PageAsync(string state, JsonObject query, long? after, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["size"] = PageSize,
            ["track_total_hits"] = false,
            ["query"] = query.DeepClone(),
            ["pit"] = new JsonObject { ["id"] = state, ["keep_alive"] = KeepAlive },
            ["docvalue_fields"] = new JsonArray(IndexFields.Pass, IndexFields.ContentHash),
            ["sort"] = new JsonArray(new JsonObject { [IndexFields.Id] = "asc" }),
        };
        if (after is { } id)
            body["search_after"] = new JsonArray(id);
        var page = await sender.SendAsync(RestRequest.Read("_search?allow_partial_search_results=false", body), Deadline, ct);
        AnswerReader.CheckWhole(page.Json);
        return page;
    }

    private async Task CloseAsync(string state)
    {
        try
        {
            using var closed = await sender.SendAsync(
                RestRequest.Once(HttpMethod.Delete, "_pit", new JsonObject { ["id"] = state }), Deadline, CancellationToken.None);
        }
        catch (Exception e) when (e is RequestRefusedException or Core.Search.EngineUnavailableException)
        {
            // It ends by itself two minutes after its last use.
        }
    }
}
