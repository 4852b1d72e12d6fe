using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;
using static CustomerSearch.Contracts.Search.Samples;

namespace CustomerSearch.Contracts.Search;

/// <summary>What every search engine promises.</summary>
public abstract class SearchEngineContract : EngineSuite
{
    public static TheoryData<int> Scores =>
        [0, 1, 9, LaneScore.Of(12, 77), LaneScore.Of(1, 0), LaneScore.Of(1, 1), (1 << 24) - 1];

    [Theory, MemberData(nameof(Scores))]
    public async Task A_hit_has_exactly_the_score_of_the_clause_it_matches(int score)
    {
        await WriteAsync(1,
            (Customer(1, "张|=zhang 三|=san") with { Remark = Positions("vip") }).With(SearchFields.CustomerNo, "C-1")
            .With(Orders, 5));
        EngineMatch[] shapes =
        [
            new EngineMatch.Value(SearchFields.CustomerNo, "C-1"),
            new EngineMatch.Beginning(SearchFields.CustomerNo, "C"),
            new EngineMatch.Words(TextStream.Remark, Term("vip")), Name(Phrase("张 三")), Name(Phrase("=zhang|李 三|=si")),
            Name(Phrase("张|李")),
        ];
        foreach (var shape in shapes)
        {
            var never = new ScoredClause((1 << 24) - 1, Name(Term("李")));
            var answer = await Engine.SearchAsync(new()
            {
                Filters =
                [
                    new EngineFilter.Between(Orders, 1, null),
                    new EngineFilter.Not(new EngineFilter.AnyOf(Status, ["x"])),
                ],
                Clauses = [new(score, shape), never],
                Size = 10,
            }, Ct);

            Assert.Equal(score, Assert.Single(answer.Hits).Score);
        }
    }

    [Fact]
    public async Task Of_several_matching_clauses_the_greatest_score_counts_and_nothing_is_added_up()
    {
        await WriteAsync(1, Customer(1, "张 三"));

        var answer = await SearchAsync(
            new ScoredClause(40, Name(Term("张"))), new ScoredClause(70, Name(Term("三"))),
            new ScoredClause(60, Name(Phrase("张 三"))));

        Assert.Equal(70, Assert.Single(answer.Hits).Score);
    }

    [Fact]
    public async Task Without_clauses_every_hit_scores_nothing_and_no_lane_is_counted()
    {
        await WriteAsync(1, Customer(1), Customer(2));

        var answer = await SearchAsync(Array.Empty<EngineFilter>());

        Assert.Equal([(1, 0), (2, 0)], answer.Hits.Select(hit => (hit.Id.Value, hit.Score)));
        Assert.Equal(2, answer.Count);
        Assert.Empty(answer.Lanes);
        Assert.Equal(1, answer.Generation);
    }

    [Fact]
    public async Task The_order_is_score_then_shorter_name_then_later_contact_then_smaller_id()
    {
        await WriteAsync(1,
            Customer(6, "张") with { NameLength = 2, LastContactOn = 10 },
            Customer(5, "张") with { NameLength = 2, LastContactOn = 10 },
            Customer(4, "张") with { NameLength = 2, LastContactOn = 11 },
            Customer(3, "张") with { NameLength = 3, LastContactOn = 99 },
            Customer(2, "张 三") with { NameLength = 9 });

        var clauses = new[] { new ScoredClause(5, Name(Term("张"))), new ScoredClause(6, Name(Term("三"))) };
        var whole = await SearchAsync(clauses);
        var first = await Engine.SearchAsync(new() { Filters = [], Clauses = clauses, Size = 3 }, Ct);

        Assert.Equal([2, 4, 5, 6, 3], Ids(whole));
        Assert.Equal([2, 4, 5], Ids(first));
        Assert.Equal(5, first.Count);
    }

    [Fact]
    public async Task Size_zero_still_counts_every_hit_and_every_lane()
    {
        await WriteAsync(1, Customer(1, "张 三"), Customer(2, "张 四"), Customer(3, "李 三"));

        var answer = await Engine.SearchAsync(new()
        {
            Filters = [],
            Clauses =
            [
                Name(Term("张")).Scored(lane: 2), Name(Phrase("张 三")).Scored(lane: 1), Name(Term("李")).Scored(lane: 7),
            ],
            Size = 0,
        }, Ct);

        Assert.Empty(answer.Hits);
        Assert.Equal(3, answer.Count);
        Assert.Equal([(1, 1L), (2, 1L), (7, 1L)], answer.Lanes.OrderBy(p => p.Key).Select(p => (p.Key, p.Value)));
    }

    [Theory]
    [InlineData("=zhang =san", true)]
    [InlineData("=san =zhang", false)]
    [InlineData("=zhang =feng", false)]
    [InlineData("张 =san", true)]
    [InlineData("张 三 丰", true)]
    [InlineData("三 丰", true)]
    [InlineData("张 丰", false)]
    [InlineData("张 三 丰 张", false)]
    [InlineData("李|张 四|三", true)]
    [InlineData("李|张 四|五", false)]
    [InlineData("张|=zhang 三|=san", true)]
    [InlineData("张 张", false)]
    [InlineData("=zhang 张", false)]
    [InlineData("丰|李", true)]
    [InlineData("王|李", false)]
    public async Task A_phrase_wants_its_positions_in_order_and_side_by_side(string phrase, bool matches)
    {
        await WriteAsync(1, Customer(1, "张|=zhang 三|=san 丰|=feng"));

        var answer = await SearchAsync(Name(Phrase(phrase)).Scored());

        Assert.Equal(matches ? 1 : 0, answer.Count);
    }

    [Fact]
    public async Task A_phrase_never_crosses_from_one_stream_or_customer_into_another()
    {
        await WriteAsync(1,
            Customer(1, "张") with { LegalRepresentative = Positions("三"), Remark = Positions("丰") }, Customer(2, "三"));

        Assert.Equal(0, (await SearchAsync(Name(Phrase("张 三")).Scored())).Count);
        await FindsAsync([1], SearchAsync(new EngineMatch.Words(TextStream.LegalRepresentative, Term("三")).Scored()));
        await FindsAsync([1], SearchAsync(new EngineMatch.Words(TextStream.Remark, Term("丰")).Scored()));
    }

    [Fact]
    public async Task The_beginning_of_a_value_is_taken_literally_and_by_case()
    {
        await WriteAsync(1,
            Customer(1).With(SearchFields.CustomerNo, "C-10"), Customer(2).With(SearchFields.CustomerNo, "C-1"),
            Customer(3).With(SearchFields.CustomerNo, "c-1"), Customer(4).With(SearchFields.CustomerNo, "C*1"));

        await FindsAsync([1, 2], SearchAsync(new EngineMatch.Beginning(SearchFields.CustomerNo, "C-1").Scored()));
        await FindsAsync([4], SearchAsync(new EngineMatch.Beginning(SearchFields.CustomerNo, "C*").Scored()));
    }

    [Fact]
    public async Task Any_of_finds_each_customer_once_and_an_empty_list_finds_nobody()
    {
        await WriteAsync(1,
            Customer(1).With(SearchFields.Tags, "a/1", "a/2", "a/1"),
            Customer(2).With(SearchFields.Tags, "a/2"), Customer(3));

        await FindsAsync([1, 2], SearchAsync(new EngineFilter.AnyOf(SearchFields.Tags, ["a/1", "a/2", "a/2"])));
        Assert.Empty((await SearchAsync(new EngineFilter.AnyOf(SearchFields.Tags, []))).Hits);
        Assert.Empty((await SearchAsync(new EngineFilter.AnyOf(Status, ["a/1"]))).Hits);
    }

    [Fact]
    public async Task A_scope_of_very_many_owners_finds_the_customers_of_each()
    {
        await WriteAsync(1, [.. Enumerable.Range(1, 60).Select(i => Customer(i).With(Owner, $"owner-{i}"))]);
        await RemoveAsync(2, 58);

        var owners = Enumerable.Range(30, 3_000).Select(i => $"owner-{i}").ToList();
        var answer = await SearchAsync(new EngineFilter.AnyOf(Owner, owners));

        Assert.Equal(Enumerable.Range(30, 31).Where(i => i != 58).Select(i => (long)i), Sorted(answer));
        Assert.Equal(30, answer.Count);
    }

    [Theory]
    [InlineData(null, null, new long[] { 1, 2, 3, 4 })]
    [InlineData(0L, null, new long[] { 2, 3, 4 })]
    [InlineData(null, 0L, new long[] { 1, 2 })]
    [InlineData(7L, 7L, new long[] { 3 })]
    [InlineData(8L, 7L, new long[0])]
    [InlineData(8L, long.MaxValue, new long[] { 4 })]
    public async Task A_range_includes_both_bounds_and_never_a_customer_without_the_number(
        long? from, long? to, long[] found)
    {
        await WriteAsync(1,
            Customer(1).With(Orders, -5), Customer(2).With(Orders, 0), Customer(3).With(Orders, 7),
            Customer(4).With(Orders, 3_000_000_000_000), Customer(5), Customer(6).With(LastOrderOn, 7));

        Assert.Equal(found, Sorted(await SearchAsync(new EngineFilter.Between(Orders, from, to))));
    }

    [Fact]
    public async Task A_range_over_a_number_that_nobody_has_finds_nobody()
    {
        await WriteAsync(1, Customer(1));

        Assert.Empty((await SearchAsync(new EngineFilter.Between(Orders, null, null))).Hits);
        await FindsAsync([1], SearchAsync(new EngineFilter.Not(new EngineFilter.Between(Orders, null, null))));
    }

    [Fact]
    public async Task Not_finds_everybody_else_those_without_the_field_too()
    {
        await WriteAsync(1,
            Customer(1).With(Status, "active").With(Orders, 5), Customer(2).With(Status, "lost"), Customer(3));
        await RemoveAsync(2, 4);

        var active = new EngineFilter.AnyOf(Status, ["active"]);

        await FindsAsync([2, 3], SearchAsync(new EngineFilter.Not(active)));
        await FindsAsync([1], SearchAsync(new EngineFilter.Not(new EngineFilter.Not(active))));
        await FindsAsync([2, 3], SearchAsync(new EngineFilter.Not(new EngineFilter.Between(Orders, 1, 9))));
        await FindsAsync([1, 2, 3], SearchAsync(new EngineFilter.Not(new EngineFilter.Or([]))));
    }

    [Fact]
    public async Task Or_holds_where_one_condition_holds_and_an_empty_one_nowhere()
    {
        await WriteAsync(1,
            Customer(1).With(Status, "active"), Customer(2).With(Orders, 5), Customer(3).With(Status, "lost"));

        EngineFilter.Or either =
            new([new EngineFilter.AnyOf(Status, ["active"]), new EngineFilter.Between(Orders, 5, null)]);

        await FindsAsync([1, 2], SearchAsync(either));
        await FindsAsync([3], SearchAsync(new EngineFilter.Not(either)));
        Assert.Empty((await SearchAsync(new EngineFilter.Or([]))).Hits);
        await FindsAsync([1, 3], SearchAsync(
            new EngineFilter.Or(
                [new EngineFilter.Not(new EngineFilter.Between(Orders, 5, 5)), new EngineFilter.Or([])])));
    }

    [Fact]
    public async Task All_filters_hold_at_once()
    {
        await WriteAsync(1,
            Customer(1).With(Status, "active").With(Orders, 5).With(LastOrderOn, 100),
            Customer(2).With(Status, "active").With(Orders, 5).With(LastOrderOn, 99),
            Customer(3).With(Status, "lost").With(Orders, 5).With(LastOrderOn, 100));

        await FindsAsync([1], SearchAsync(
            new EngineFilter.AnyOf(Status, ["active"]), new EngineFilter.Between(Orders, 5, 5),
            new EngineFilter.Between(LastOrderOn, 100, null)));
    }

    [Fact]
    public async Task Scope_filters_narrow_scored_hits_counts_and_lanes_alike()
    {
        await WriteAsync(1,
            Customer(1, "张 三").With(Owner, "7"), Customer(2, "张 三").With(Owner, "8"),
            Customer(3, "张").With(Owner, "7"));

        var answer = await Engine.SearchAsync(new()
        {
            Filters = [new EngineFilter.AnyOf(Owner, ["7"])],
            Clauses = [Name(Phrase("张 三")).Scored(lane: 1), Name(Term("张")).Scored(lane: 4)],
            Size = 1,
        }, Ct);

        Assert.Equal([1], Ids(answer));
        Assert.Equal(2, answer.Count);
        Assert.Equal([(1, 1L), (4, 1L)], answer.Lanes.OrderBy(p => p.Key).Select(p => (p.Key, p.Value)));
    }

    [Fact]
    public async Task Customers_that_are_gone_are_neither_found_nor_counted()
    {
        await WriteAsync(1, Customer(1, "张").With(Status, "active"), Customer(2, "张").With(Status, "active"));
        await RemoveAsync(2, 1, 77);

        Assert.Equal(1, (await SearchAsync(Array.Empty<EngineFilter>())).Count);
        await FindsAsync([2], SearchAsync(Name(Term("张")).Scored()));
        await FindsAsync([2], SearchAsync(new EngineFilter.Not(new EngineFilter.AnyOf(Status, ["lost"]))));
    }

    [Fact]
    public async Task A_search_that_is_cancelled_says_so()
    {
        await WriteAsync(1, Customer(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Engine.SearchAsync(new() { Filters = [], Clauses = [], Size = 1 }, new CancellationToken(canceled: true)));
    }
}
