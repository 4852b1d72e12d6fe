using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Contracts.Search;

/// <summary>Documents and matches written short: positions are separated by blanks, alternatives by bars.</summary>
internal static class Samples
{
    public static SearchField Status { get; } = SearchFields.FindFilter("status")!;

    public static SearchField Owner { get; } = SearchFields.FindFilter("owner")!;

    public static SearchField Orders { get; } = SearchFields.FindRange("orders6m")!;

    public static SearchField LastOrderOn { get; } = SearchFields.FindRange("lastOrderOn")!;

    public static CustomerDocument Customer(long id, string name = "") => new()
    {
        Id = new(id),
        Name = Positions(name),
        LegalRepresentative = [],
        Remark = [],
        NameLength = 3,
        LastContactOn = 0,
        Exact = [],
        Numbers = [],
        ContentHash = (int)(id * 31 % int.MaxValue),
    };

    public static CustomerDocument With(this CustomerDocument document, SearchField field, params string[] values) =>
        document with { Exact = [.. document.Exact, .. values.Select(value => (field, value))] };

    public static CustomerDocument With(this CustomerDocument document, SearchField field, long value) =>
        document with { Numbers = [.. document.Numbers, (field, value)] };

    public static IReadOnlyList<IReadOnlyList<string>> Positions(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(position => position.Split('|'))];

    public static EngineMatch Name(NameMatch match) => new EngineMatch.Words(TextStream.Name, match);

    public static NameMatch Phrase(string text) => new NameMatch.Phrase(Positions(text));

    public static NameMatch Term(string token) => new NameMatch.Term(token);

    public static ScoredClause Scored(this EngineMatch match, int lane = 1) => new(LaneScore.Of(lane, 0), match);
}
