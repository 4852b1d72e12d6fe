using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;
using static CustomerSearch.Contracts.Search.Samples;

namespace CustomerSearch.Contracts.Search;

/// <summary>Every case of a query's closed families does what it says; one without a test fails the first.</summary>
public abstract class QueryCaseContract : EngineSuite
{
    private static readonly IReadOnlyDictionary<Type, (EngineFilter Filter, long[] Found)> Filters =
        new Dictionary<Type, (EngineFilter, long[])>
        {
            [typeof(EngineFilter.AnyOf)] = (new EngineFilter.AnyOf(Status, ["active", "sleeping"]), [1, 3]),
            [typeof(EngineFilter.Between)] = (new EngineFilter.Between(Orders, 2, 5), [2]),
            [typeof(EngineFilter.Or)] = (
                new EngineFilter.Or(
                    [new EngineFilter.AnyOf(Status, ["lost"]), new EngineFilter.Between(Orders, 9, null)]),
                [2, 3]),
            [typeof(EngineFilter.Matches)] = (
                new EngineFilter.Matches([new EngineMatch.Value(Status, "lost"), Name(new NameMatch.Term("李"))]),
                [2, 3]),
            [typeof(EngineFilter.Not)] = (new EngineFilter.Not(new EngineFilter.AnyOf(Status, ["active"])), [2, 3]),
        };

    private static readonly IReadOnlyDictionary<Type, (EngineMatch Match, long[] Found)> Matches =
        new Dictionary<Type, (EngineMatch, long[])>
        {
            [typeof(EngineMatch.Value)] = (new EngineMatch.Value(Status, "lost"), [2]),
            [typeof(EngineMatch.Beginning)] = (new EngineMatch.Beginning(SearchFields.CustomerNo, "C-2"), [2, 3]),
            [typeof(EngineMatch.Words)] = (new EngineMatch.Words(TextStream.Name, new NameMatch.Term("=san")), [1, 3]),
            [typeof(NameMatch.Term)] = (Name(new NameMatch.Term("四")), [2]),
            [typeof(NameMatch.Phrase)] = (Name(Phrase("张 三|四")), [1, 2]),
            [typeof(NameMatch.Lattice)] = (
                Name(new NameMatch.Lattice(3, [new(0, 1, "张", 1, 0), new(1, 2, "=san", 1, 0), new(1, 2, "四", 1, 5)])), [1, 2]),
        };

    public static TheoryData<string> FilterCases => [.. Filters.Keys.Select(type => type.Name)];

    public static TheoryData<string> MatchCases => [.. Matches.Keys.Select(type => type.Name)];

    [Fact]
    public void Every_case_has_its_test()
    {
        Assert.Equivalent(CasesOf(typeof(EngineFilter)), Filters.Keys.Select(type => type.Name), strict: true);
        Assert.Equivalent(
            CasesOf(typeof(EngineMatch)).Concat(CasesOf(typeof(NameMatch))),
            Matches.Keys.Select(type => type.Name), strict: true);
    }

    [Theory, MemberData(nameof(FilterCases))]
    public async Task A_filter_finds_what_it_says(string name)
    {
        await WriteBaseAsync();
        var (filter, found) = Filters.Single(pair => pair.Key.Name == name).Value;

        Assert.Equal(found, Sorted(await SearchAsync(filter)));
    }

    [Theory, MemberData(nameof(MatchCases))]
    public async Task A_match_finds_what_it_says(string name)
    {
        await WriteBaseAsync();
        var (match, found) = Matches.Single(pair => pair.Key.Name == name).Value;

        Assert.Equal(found, Sorted(await SearchAsync(match.Scored())));
    }

    private static IEnumerable<string> CasesOf(Type family) =>
        family.GetNestedTypes().Where(type => type.IsSubclassOf(family)).Select(type => type.Name);

    private Task WriteBaseAsync() => WriteAsync(1,
        Customer(1, "张|=zhang 三|=san").With(Status, "active").With(Orders, 1).With(SearchFields.CustomerNo, "C-1"),
        Customer(2, "张|=zhang 四|=si").With(Status, "lost").With(Orders, 2).With(SearchFields.CustomerNo, "C-2"),
        Customer(3, "三|=san 李|=li").With(Status, "sleeping").With(Orders, 9).With(SearchFields.CustomerNo, "C-22"));
}
