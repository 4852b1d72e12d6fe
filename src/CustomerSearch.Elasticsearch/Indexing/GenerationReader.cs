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
    private const string Name = "counted";

    private Deadline Deadline => new(clock, TimeSpan.FromMilliseconds(options.WriteTimeoutMs));

    /// <param name="bucket">Only its customers; all where null.</param>
    public async IAsyncEnumerable<IndexedCustomer> ReadAsync(
        int generation, int? bucket, [EnumeratorCancellation] CancellationToken ct)
    {
        var state = await OpenAsync(generation, ct);
        long? after = null;
        try
        {
            while (true)
            {
                using var page = await PageAsync(state, bucket, after, ct);
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
        using var answer = await CountAsync(generation, null, Of("max", IndexFields.Pass), ct);
        var highest = Counted(answer).GetProperty("value");
        return highest.ValueKind == JsonValueKind.Null ? 0 : (long)highest.GetDouble();
    }

    /// <summary>What the living customers of each bucket come to.</summary>
    public async Task<IReadOnlyList<BucketSum>> BucketSumsAsync(int generation, CancellationToken ct)
    {
        var buckets = Of("terms", IndexFields.Bucket);
        buckets["terms"]!["size"] = CustomerBucket.Count;
        buckets["aggs"] = new JsonObject { [Name] = Of("sum", IndexFields.ContentHash) };
        using var answer = await CountAsync(generation, Queries.Living, buckets, ct);
        var sums = new BucketSum[CustomerBucket.Count];
        foreach (var bucket in Counted(answer).GetProperty("buckets").EnumerateArray())
            sums[bucket.GetProperty("key").GetInt32()] = new BucketSum(
                bucket.GetProperty("doc_count").GetInt64(), (long)bucket.GetProperty(Name).GetProperty("value").GetDouble());
        return sums;
    }

    /// <summary>The next tombstones older than a version, each with the version that it has; at most a page.</summary>
    public async Task<IReadOnlyList<IndexedCustomer>> OldTombstonesAsync(int generation, long below, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["size"] = PageSize,
            ["track_total_hits"] = false,
            ["query"] = Queries.All([Queries.Term(IndexFields.Deleted, true), Queries.Range(IndexFields.Pass, null, below - 1)]),
            ["docvalue_fields"] = new JsonArray(IndexFields.Pass),
            ["sort"] = new JsonArray(new JsonObject { [IndexFields.Id] = "asc" }),
        };
        using var page = await sender.SendAsync(RestRequest.Read(SearchOf(generation), body), Deadline, ct);
        AnswerReader.CheckWhole(page.Json);
        return [.. AnswerReader.Hits(page.Json).Select(Read)];
    }

    private string SearchOf(int generation) => $"{names.IndexOf(generation)}/_search?allow_partial_search_results=false";

    private static JsonObject Of(string what, string field) => new() { [what] = new JsonObject { ["field"] = field } };

    private static JsonElement Counted(RestAnswer answer) => answer.Json.GetProperty("aggregations").GetProperty(Name);

    private async Task<RestAnswer> CountAsync(int generation, JsonObject? which, JsonObject aggregation, CancellationToken ct)
    {
        var body = new JsonObject { ["size"] = 0, ["aggs"] = new JsonObject { [Name] = aggregation } };
        if (which is not null)
            body["query"] = which;
        var answer = await sender.SendAsync(RestRequest.Read(SearchOf(generation), body), Deadline, ct);
        AnswerReader.CheckWhole(answer.Json);
        return answer;
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

    private async Task<RestAnswer> PageAsync(string state, int? bucket, long? after, CancellationToken ct)
    {
        var body = new JsonObject
        {
            ["size"] = PageSize,
            ["track_total_hits"] = false,
            ["pit"] = new JsonObject { ["id"] = state, ["keep_alive"] = KeepAlive },
            ["docvalue_fields"] = new JsonArray(IndexFields.Pass, IndexFields.ContentHash),
            ["sort"] = new JsonArray(new JsonObject { [IndexFields.Id] = "asc" }),
        };
        if (bucket is { } number)
            body["query"] = Queries.All([Queries.Term(IndexFields.Bucket, number)]);
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
