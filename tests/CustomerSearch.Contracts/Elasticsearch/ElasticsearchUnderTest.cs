using CustomerSearch.Contracts.Search;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Elasticsearch;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustomerSearch.Contracts.Elasticsearch;

/// <summary>Elasticsearch for the suites: an alias and indexes of their own, which are gone afterwards.</summary>
internal static class ElasticsearchUnderTest
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async ValueTask<EngineUnderTest> StartAsync()
    {
        var options = await OptionsAsync();
        var index = Open(options);
        Assert.Equal(new IndexOpening.Unusable("missing"), await index.OpenAsync(new Progress<(long, long)>(), TestContext.Current.CancellationToken));
        return new(index, index, async () =>
        {
            index.Dispose();
            await RemoveAsync(options);
        });
    }

    public static ElasticsearchIndex Open(ElasticsearchOptions options) =>
        new(options, Deadline, TimeProvider.System, NullLogger<ElasticsearchIndex>.Instance);

    /// <summary>Settings whose index nobody else has.</summary>
    public static async ValueTask<ElasticsearchOptions> OptionsAsync() => new()
    {
        Nodes = { await ElasticsearchServer.AddressAsync() },
        Index = ElasticsearchServer.NewIndex(),
    };

    public static Task RemoveAsync(ElasticsearchOptions options) => ElasticsearchServer.RemoveAsync(options.Index);
}
