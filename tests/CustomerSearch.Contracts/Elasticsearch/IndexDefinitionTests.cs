using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerSearch.Core.Search;
using CustomerSearch.Elasticsearch;

namespace CustomerSearch.Contracts.Elasticsearch;

/// <summary>The literal definition against the table of fields, and against a server that has taken it.</summary>
public sealed class IndexDefinitionTests
{
    private static readonly string[] Own =
    [
        IndexFields.Id, IndexFields.Deleted, IndexFields.Pass, IndexFields.ContentHash, IndexFields.Bucket, IndexFields.NameLength,
        IndexFields.LastContact, .. Enum.GetValues<TextStream>().Select(IndexFields.NameOf),
    ];

    private static JsonObject Properties => IndexDefinition.Body(1, 0)["mappings"]!["properties"]!.AsObject();

    [Fact]
    public void Every_field_of_the_table_is_mapped_with_its_type_and_nothing_else_is()
    {
        var table = SearchFields.AllExact.Concat(SearchFields.AllNumbers).ToDictionary(field => field.Name, IndexFields.TypeOf);
        var mapped = Properties.Where(property => !Own.Contains(property.Key))
            .ToDictionary(property => property.Key, property => property.Value!["type"]!.GetValue<string>());

        Assert.Equal(table.OrderBy(field => field.Key, StringComparer.Ordinal), mapped.OrderBy(field => field.Key, StringComparer.Ordinal));
        Assert.All(Own, name => Assert.True(Properties.ContainsKey(name), name));
    }

    [Fact]
    public void No_source_is_kept_nothing_is_mapped_unasked_and_no_analysis_but_that_of_the_streams_exists()
    {
        var mappings = IndexDefinition.Body(1, 0)["mappings"]!;

        Assert.False(mappings["_source"]!["enabled"]!.GetValue<bool>());
        Assert.Equal("strict", mappings["dynamic"]!.GetValue<string>());
        Assert.All(
            Properties.Where(property => property.Value!["type"]!.GetValue<string>() == "text"),
            property => Assert.Equal("stream", property.Value!["analyzer"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_server_takes_it_as_it_is_and_holds_its_hash()
    {
        var options = await ElasticsearchUnderTest.OptionsAsync();
        using var index = ElasticsearchUnderTest.Open(options);
        await index.CreateAsync(7, TestContext.Current.CancellationToken);
        try
        {
            using var http = new HttpClient { BaseAddress = options.Nodes[0] };
            using var made = JsonDocument.Parse(await http.GetStringAsync($"{options.Index}-000007/_mapping"));
            var mappings = JsonNode.Parse(made.RootElement.GetProperty($"{options.Index}-000007").GetProperty("mappings").GetRawText())!;

            Assert.Equal(IndexDefinition.Hash, mappings["_meta"]![IndexDefinition.HashKey]!.GetValue<string>());
            var properties = mappings["properties"]!.AsObject();
            Assert.Equal(Properties.Select(property => property.Key).Order(), properties.Select(property => property.Key).Order());
            Assert.All(properties, property => Assert.Equal(
                Properties[property.Key]!["type"]!.GetValue<string>(), property.Value!["type"]!.GetValue<string>()));
        }
        finally
        {
            await ElasticsearchUnderTest.RemoveAsync(options);
        }
    }
}
