using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CustomerSearch.Core.Names;
using CustomerSearch.Elasticsearch;
using CustomerSearch.Lucene.Indexing;
using Lucene.Net.Analysis.TokenAttributes;

namespace CustomerSearch.Contracts.Elasticsearch;

/// <summary><c>index-mappings/tokens.json</c>: the tokens that both engines must have, at the same positions.</summary>
public sealed class TokenTableTests
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private static readonly Row[] Rows = JsonSerializer.Deserialize<Row[]>(File.ReadAllText(PathOfTable()), Web)!;

    public static TheoryData<string> Texts => [.. Rows.Select(row => row.Text)];

    [Theory, MemberData(nameof(Texts))]
    public void The_analysis_makes_them(string text) => Assert.Equal(Expected(text), Positions(text).Select(Sorted));

    [Theory, MemberData(nameof(Texts))]
    public void Lucene_is_fed_them(string text)
    {
        using var stream = new TermStream();
        stream.Add(Positions(text));
        stream.Reset();
        var tokens = new List<(int At, string Token)>();
        var at = -1;
        while (stream.IncrementToken())
        {
            at += stream.GetAttribute<IPositionIncrementAttribute>().PositionIncrement;
            tokens.Add((at, stream.GetAttribute<ICharTermAttribute>().ToString()!));
        }

        Assert.Equal(Expected(text), Grouped(tokens));
    }

    [Fact]
    public async Task Elasticsearch_takes_them_apart_to_the_same()
    {
        var options = await ElasticsearchUnderTest.OptionsAsync();
        using var index = ElasticsearchUnderTest.Open(options);
        await index.CreateAsync(1, TestContext.Current.CancellationToken);
        try
        {
            using var http = new HttpClient { BaseAddress = options.Nodes[0] };
            foreach (var row in Rows)
                Assert.Equal(Expected(row.Text), Grouped(await AnalyzeAsync(http, options.Index, StreamText.Of(Positions(row.Text)))));
            Assert.Equal([(0, "a"), (2, "b"), (2, "c")], await AnalyzeAsync(http, options.Index, StreamText.Of([["a"], [], ["b", "c"]])));
        }
        finally
        {
            await ElasticsearchUnderTest.RemoveAsync(options);
        }
    }

    private static async Task<List<(int At, string Token)>> AnalyzeAsync(HttpClient http, string index, string line)
    {
        using var response = await http.PostAsJsonAsync($"{index}-000001/_analyze", new { analyzer = "stream", text = line });
        using var answer = JsonDocument.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync());
        return [.. answer.RootElement.GetProperty("tokens").EnumerateArray()
            .Select(token => (token.GetProperty("position").GetInt32(), token.GetProperty("token").GetString()!))];
    }

    private static IEnumerable<string> Expected(string text) => Rows.Single(row => row.Text == text).Tokens.Select(Sorted);

    private static IReadOnlyList<IReadOnlyList<string>> Positions(string text)
    {
        var row = Rows.Single(row => row.Text == text);
        if (row.What == "remark")
            return [.. RemarkText.Terms(text).Select(term => (string[])[term])];

        Assert.True(NameText.TryParse(text, out var name, out _));
        return NameTerms.ForIndex(name, company: row.What == "enterprise");
    }

    private static IEnumerable<string> Grouped(List<(int At, string Token)> tokens) =>
        tokens.GroupBy(token => token.At, token => token.Token).OrderBy(position => position.Key).Select(Sorted);

    private static string Sorted(IEnumerable<string> tokens) => string.Join(' ', tokens.Distinct().Order(StringComparer.Ordinal));

    private static string PathOfTable([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../index-mappings/tokens.json");

    /// <param name="Text">A name or a remark.</param>
    /// <param name="What">individual, enterprise or remark.</param>
    /// <param name="Tokens">By position.</param>
    private sealed record Row(string Text, string What, string[][] Tokens);
}
