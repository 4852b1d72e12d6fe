using CustomerSearch.Contracts.Indexing;
using CustomerSearch.Contracts.Search;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;
using static CustomerSearch.Contracts.Search.Samples;

namespace CustomerSearch.Contracts.Names;

/// <summary>Everybody of the table in one index: every row holds, and the engine agrees with the explanation of each.</summary>
public abstract class NameTableContract : EngineSuite
{
    private static readonly IReadOnlyList<TableName> Everybody = NameTable.Everybody;

    [Fact]
    public async Task Every_row_of_the_table_holds_and_hits_scores_and_lanes_are_those_that_are_explained()
    {
        foreach (var batch in Everybody.Index().Chunk(100))
            await WriteAsync(1, [.. batch.Select(name => Document(name.Index + 1, name.Item))]);

        foreach (var row in NameTable.Rows)
        {
            var query = row.Parsed;
            var answer = await Engine.SearchAsync(
                new()
                {
                    Filters = [],
                    Clauses = [.. query.Clauses.Select(clause => new ScoredClause(clause.Score, Samples.Name(clause.Match)))],
                    Size = Everybody.Count,
                }, Ct);

            Assert.Null(NameTable.Fault(row, [.. answer.Hits.Select(hit => Everybody[(int)hit.Id.Value - 1])]));
            var explained = Everybody.Index()
                .Select(name => (name.Index, name.Item.Text.Length, Hit: query.Explain(name.Item.Text, name.Item.IsCompany, name.Item.Own)))
                .Where(name => name.Hit is not null)
                .OrderByDescending(name => name.Hit!.Score).ThenBy(name => name.Length).ThenBy(name => name.Index).ToArray();
            Assert.Equal(
                explained.Select(name => (row.Line, name.Index + 1L, name.Hit!.Score)),
                answer.Hits.Select(hit => (row.Line, hit.Id.Value, hit.Score)));
            Assert.Equal(explained.Length, answer.Count);
            Assert.Equal(
                explained.CountBy(name => name.Hit!.Lane).OrderBy(lane => lane.Key).Select(lane => (lane.Key, (long)lane.Value)),
                answer.Lanes.OrderBy(lane => lane.Key).Select(lane => (lane.Key, lane.Value)));
        }
    }

    private static CustomerDocument Document(long id, TableName name) => Customer(id) with
    {
        Name = NameTerms.ForIndex(name.Text, name.IsCompany, name.Own),
        NameLength = name.Text.Length,
    };
}

public sealed class LuceneNameTableTests : NameTableContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => LuceneUnderTest.InMemoryAsync();
}
