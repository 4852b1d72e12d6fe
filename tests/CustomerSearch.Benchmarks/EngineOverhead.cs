using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;
using CustomerSearch.Elasticsearch;
using CustomerSearch.Elasticsearch.Rest;
using CustomerSearch.Elasticsearch.Search;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustomerSearch.Benchmarks;

/// <summary>What asking Elasticsearch by this program takes over the same requests sent by hand, in turn and in one run.</summary>
internal sealed class EngineOverhead(Uri server, int customers, Report report)
{
    private const int Batch = 2000;
    private const int Asked = 400;
    private const string Surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    private const string Given = "伟芳娜敏静秀强磊洋勇军杰娟艳涛明超兰霞平刚华飞玲桂英建国志文海燕丽红";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private readonly ElasticsearchOptions options = new() { Nodes = { server }, Index = $"bench-{Environment.ProcessId}" };
    private readonly Random random = new(7);

    public async Task RunAsync()
    {
        using var index = new ElasticsearchIndex(options, Deadline, TimeProvider.System, NullLogger<ElasticsearchIndex>.Instance);
        using var hand = new HttpClient { BaseAddress = server };
        await index.CreateAsync(1, CancellationToken.None);
        for (var from = 1; from <= customers; from += Batch)
            await index.WriteAsync(1, 1, [.. Enumerable.Range(from, Batch).Select(id => new IndexEntry.Present(Document(id)))], CancellationToken.None);
        await index.PromoteAsync(1, CancellationToken.None);
        try
        {
            foreach (var (what, query) in Questions())
                await CompareAsync(what, query, index, hand);
        }
        finally
        {
            using var gone = await hand.DeleteAsync($"{options.Index}-000001");
        }
    }

    private async Task CompareAsync(string what, EngineQuery query, ElasticsearchIndex index, HttpClient hand)
    {
        var bodies = await BodiesAsync(query, hand);
        var (ours, theirs) = (new Timings(), new Timings());
        for (var i = -Asked / 4; i < Asked; i++)
        {
            var (first, second) = i % 2 == 0 ? (ours, theirs) : (theirs, ours);
            foreach (var timings in (Timings[])[first, second])
            {
                var began = Stopwatch.GetTimestamp();
                if (timings == ours)
                    await index.SearchAsync(query, CancellationToken.None);
                else
                    await ByHandAsync(bodies, hand);
                if (i >= 0)
                    timings.Add(Stopwatch.GetElapsedTime(began));
            }
        }

        report.Add(new Row($"Elasticsearch: {what}") { P50 = ours.At(0.5), P99 = ours.At(0.99) });
        report.Add(new Row("- the same sent by hand") { P50 = theirs.At(0.5), P99 = theirs.At(0.99) });
        report.Add(new Row("- how many times as long at p50") { Figure = ours.At(0.5) / theirs.At(0.5), Goal = new() { Figure = 1.3 } });
    }

    private async Task ByHandAsync(IReadOnlyList<byte[]> bodies, HttpClient hand)
    {
        foreach (var body in bodies)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using var answer = await hand.PostAsync(
                $"{options.Index}/_search?allow_partial_search_results=false&request_cache=false", content);
            await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        }
    }

    /// <summary>The bodies that this program sends for a query.</summary>
    private async Task<IReadOnlyList<byte[]>> BodiesAsync(EngineQuery query, HttpClient hand)
    {
        var open = LatticePlan.Of(query).Open;
        var sender = new Sender(hand, new NodePool(options.Nodes, TimeProvider.System), new ServerCheck(NullLogger.Instance));
        var ways = await new LatticeSearches(sender).RunAsync(
            $"{options.Index}/_search", query, open, new Deadline(TimeProvider.System, Deadline), CancellationToken.None);
        var search = new ElasticTranslator(query, ways).Translate(Deadline);
        return open.Count == 0 ? [Bytes(search)] : [Bytes(ElasticTranslator.Candidates(query, open, 1000, null)), Bytes(search)];
    }

    private static byte[] Bytes(JsonObject body) => System.Text.Encoding.UTF8.GetBytes(body.ToJsonString());

    private IEnumerable<(string What, EngineQuery Query)> Questions()
    {
        yield return ("a name", NameSearch.Query("张伟"));
        yield return ("initials", NameSearch.Query("zw"));
        yield return ("a name by its sound", NameSearch.Query("zhangwei"));
        yield return ("a tag and a range, counted and faceted", new EngineQuery
        {
            Filters =
            [
                new EngineFilter.AnyOf(SearchFields.Tags, ["价值层级/3"]), new EngineFilter.Between(SearchFields.FindRange("orders6m")!, 2, 7),
            ],
            Clauses = [],
            Size = 20,
            Facets = [new EngineFacet(SearchFields.FindFilter("status")!), new EngineFacet(SearchFields.Tags)],
        });
    }

    private CustomerDocument Document(long id)
    {
        var raw = string.Concat(One(Surnames), One(Given), random.Next(3) == 0 ? "" : One(Given));
        if (!NameText.TryParse(raw, out var name, out _))
            throw new UnreachableException();
        return new CustomerDocument
        {
            Id = new(id),
            Name = NameTerms.ForIndex(name, company: false),
            LegalRepresentative = [],
            Remark = [],
            NameLength = name.Length,
            LastContactOn = random.Next(730_000, 740_000),
            Exact = [(SearchFields.Tags, $"价值层级/{random.Next(6)}"), (SearchFields.FindFilter("status")!, $"状态{random.Next(4)}")],
            Numbers = [(SearchFields.FindRange("orders6m")!, random.Next(10))],
            ContentHash = (int)id,
        };
    }

    private string One(string of) => of[random.Next(of.Length)].ToString();
}
