using System.Diagnostics;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Contracts.Search;

/// <summary>Answers a query by looking at every document: the meaning that every engine must have.</summary>
internal static class Oracle
{
    public static EngineAnswer Answer(EngineQuery query, IEnumerable<CustomerDocument> documents, int generation)
    {
        var matching =
            (from document in documents
             where query.Filters.All(filter => Holds(filter, document))
             let scores = query.Clauses.Select(c => c.Score - PenaltyOf(c.Match, document)).OfType<int>().ToList()
             where query.Clauses.Count == 0 || scores.Count > 0
             let score = scores.DefaultIfEmpty(0).Max()
             orderby score descending, document.NameLength, document.LastContactOn descending, document.Id.Value
             select new EngineHit(document.Id, score)).ToList();
        var lanes = query.Clauses.Count == 0 ? [] : matching.CountBy(hit => LaneScore.LaneOf(hit.Score));
        return new(
            [.. matching.Take(query.Size)], matching.Count,
            lanes.ToDictionary(p => p.Key, p => (long)p.Value), generation);
    }

    private static bool Holds(EngineFilter filter, CustomerDocument document) => filter switch
    {
        EngineFilter.AnyOf(var field, var values) =>
            document.Exact.Any(e => e.Field == field && values.Contains(e.Value)),
        EngineFilter.Between(var field, var from, var to) => document.Numbers.Any(n =>
            n.Field == field && n.Value >= (from ?? long.MinValue) && n.Value <= (to ?? long.MaxValue)),
        EngineFilter.Or(var conditions) => conditions.Any(condition => Holds(condition, document)),
        EngineFilter.Matches(var alternatives) => alternatives.Any(match => PenaltyOf(match, document) is not null),
        EngineFilter.Not(var condition) => !Holds(condition, document),
        _ => throw new UnreachableException(),
    };

    private static int? PenaltyOf(EngineMatch match, CustomerDocument document) => match switch
    {
        EngineMatch.Value(var field, var text) => document.Exact.Any(e => e.Field == field && e.Value == text) ? 0 : null,
        EngineMatch.Beginning(var field, var text) =>
            document.Exact.Any(e => e.Field == field && e.Value.StartsWith(text, StringComparison.Ordinal)) ? 0 : null,
        EngineMatch.Words(var stream, var words) => words.PenaltyIn(Stream(stream, document)),
        _ => throw new UnreachableException(),
    };

    private static IReadOnlyList<IReadOnlyList<string>> Stream(
        TextStream stream, CustomerDocument document) => stream switch
        {
            TextStream.Name => document.Name,
            TextStream.LegalRepresentative => document.LegalRepresentative,
            TextStream.Remark => document.Remark,
            _ => throw new UnreachableException(),
        };
}
