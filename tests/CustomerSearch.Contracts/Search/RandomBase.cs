using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;
using static CustomerSearch.Contracts.Search.Samples;

namespace CustomerSearch.Contracts.Search;

/// <summary>Random documents and queries over so few values that much coincides.</summary>
internal sealed class RandomBase(int seed)
{
    private static readonly string[] Characters = ["张", "李", "三", "四", "丰", "华"];
    private static readonly string[] Readings = ["=zhang", "=li", "=san", "=si", "=feng", "=hua", "=z"];
    private static readonly SearchField[] ExactFields = [Status, Owner, SearchFields.Tags, SearchFields.CustomerNo];
    private static readonly SearchField[] NumberFields = [Orders, LastOrderOn];

    private readonly Random random = new(seed);

    public int Next(int limit) => random.Next(limit);

    public CustomerDocument Document(long id)
    {
        var document = Customer(id) with
        {
            Name = Positions(4),
            LegalRepresentative = Positions(2),
            Remark = Positions(6),
            NameLength = random.Next(1, 5),
            LastContactOn = random.Next(4),
            ContentHash = random.Next(),
        };
        foreach (var field in ExactFields)
            document = document.With(field, [.. Some(3, Value)]);
        foreach (var field in NumberFields.Where(_ => random.Next(3) > 0))
            document = document.With(field, Number());
        return document;
    }

    public EngineQuery Query() => new()
    {
        Filters = Some(3, () => Filter(depth: 2)),
        Clauses = Some(5, () => new ScoredClause(LaneScore.Of(1 + random.Next(12), random.Next(3)), Match())),
        Size = random.Next(4) * 10,
        Order = random.Next(2) == 0 ? [new EngineOrder.Relevance()] : [.. Some(2, Key), .. Some(1, () => new EngineOrder.Relevance())],
        Facets = Some(3, () => new EngineFacet(ExactFields[random.Next(ExactFields.Length)], random.Next(2) == 0 ? "" : Value()[..1])),
        Tallies = Some(3, () => (IReadOnlyList<EngineFilter>)Some(3, () => Filter(depth: 2))),
    };

    private EngineOrder Key() => new EngineOrder.Value(NumberFields[random.Next(NumberFields.Length)], random.Next(2) == 0);

    private EngineFilter Filter(int depth) => random.Next(depth > 0 ? 7 : 4) switch
    {
        0 or 1 => new EngineFilter.AnyOf(ExactFields[random.Next(ExactFields.Length)], Some(30, Value)),
        2 or 3 => new EngineFilter.Between(NumberFields[random.Next(NumberFields.Length)], Bound(), Bound()),
        4 => new EngineFilter.Or(Some(3, () => Filter(depth - 1))),
        5 => new EngineFilter.Matches(Some(3, Match)),
        _ => new EngineFilter.Not(Filter(depth - 1)),
    };

    private EngineMatch Match() => random.Next(6) switch
    {
        0 => new EngineMatch.Value(ExactFields[random.Next(ExactFields.Length)], Value()),
        1 => new EngineMatch.Beginning(SearchFields.CustomerNo, Value()[..(1 + random.Next(2))]),
        _ => new EngineMatch.Words((TextStream)random.Next(3), Words()),
    };

    private NameMatch Words() => random.Next(4) == 0
        ? new NameMatch.Term(Token())
        : new NameMatch.Phrase([Alternatives(), .. Some(2, Alternatives)]);

    private List<IReadOnlyList<string>> Positions(int most) => Some(most, () => (IReadOnlyList<string>)
    [
        Characters[random.Next(Characters.Length)], .. Some(2, () => Readings[random.Next(Readings.Length)]).Distinct(),
    ]);

    private IReadOnlyList<string> Alternatives() => [Token(), .. Some(2, Token)];

    private string Token() =>
        random.Next(2) == 0 ? Characters[random.Next(Characters.Length)] : Readings[random.Next(Readings.Length)];

    private string Value() => $"{(char)('a' + random.Next(3))}{random.Next(20)}";

    private long Number() => random.Next(-3, 8);

    private long? Bound() => random.Next(3) == 0 ? null : Number();

    private List<T> Some<T>(int most, Func<T> make) =>
        [.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => make())];
}
