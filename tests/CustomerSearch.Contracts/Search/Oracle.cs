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
        List<CustomerDocument> all = [.. documents];
        var matching =
            (from document in all
             where query.Filters.All(filter => Holds(filter, document))
             let scores = query.Clauses.Where(c => Matches(c.Match, document)).Select(c => c.Score).ToList()
             where query.Clauses.Count == 0 || scores.Count > 0
             let score = scores.DefaultIfEmpty(0).Max()
             select (Document: document, Hit: new EngineHit(document.Id, score, KeysOf(query, document, score)))).ToList();
        var hits = matching.ConvertAll(m => m.Hit);
        hits.Sort((left, right) => Compare(query, left.Keys, right.Keys));
        var lanes = query.Clauses.Count == 0 ? [] : hits.CountBy(hit => LaneScore.LaneOf(hit.Score));
        return new(
            [.. hits.Where(hit => query.After is null || Compare(query, hit.Keys, query.After) > 0).Take(query.Size)],
            hits.Count,
            lanes.ToDictionary(p => p.Key, p => (long)p.Value),
            [.. query.Facets.Select(facet => Count(facet, matching.ConvertAll(m => m.Document)))],
            [.. query.Tallies.Select(tally => all.LongCount(document => tally.All(filter => Holds(filter, document))))],
            generation);
    }

    private static List<long> KeysOf(EngineQuery query, CustomerDocument document, int score) =>
    [
        .. query.Order.SelectMany(order => order switch
        {
            EngineOrder.Relevance => (long[])[score, document.NameLength, document.LastContactOn],
            EngineOrder.Value(var field, _) =>
                [document.Numbers.Where(n => n.Field == field).Select(n => n.Value).FirstOrDefault(-1)],
            _ => throw new UnreachableException(),
        }),
        document.Id.Value,
    ];

    private static int Compare(EngineQuery query, IReadOnlyList<long> left, IReadOnlyList<long> right)
    {
        bool[] descending =
        [
            .. query.Order.SelectMany(order => order switch
            {
                EngineOrder.Relevance => (bool[])[true, false, true],
                EngineOrder.Value(_, var down) => [down],
                _ => throw new UnreachableException(),
            }),
            false,
        ];
        return descending.Select((down, i) => down ? right[i].CompareTo(left[i]) : left[i].CompareTo(right[i]))
            .FirstOrDefault(order => order != 0);
    }

    private static Dictionary<string, long> Count(EngineFacet facet, List<CustomerDocument> documents) => documents
        .SelectMany(document => document.Exact.Where(e => e.Field == facet.Field).Select(e => e.Value).Distinct())
        .Where(value => value.StartsWith(facet.Prefix, StringComparison.Ordinal))
        .GroupBy(value => value).ToDictionary(group => group.Key, group => group.LongCount());

    private static bool Holds(EngineFilter filter, CustomerDocument document) => filter switch
    {
        EngineFilter.AnyOf(var field, var values) =>
            document.Exact.Any(e => e.Field == field && values.Contains(e.Value)),
        EngineFilter.Between(var field, var from, var to) => document.Numbers.Any(n =>
            n.Field == field && n.Value >= (from ?? long.MinValue) && n.Value <= (to ?? long.MaxValue)),
        EngineFilter.Or(var conditions) => conditions.Any(condition => Holds(condition, document)),
        EngineFilter.Matches(var alternatives) => alternatives.Any(match => Matches(match, document)),
        EngineFilter.Not(var condition) => !Holds(condition, document),
        _ => throw new UnreachableException(),
    };

    private static bool Matches(EngineMatch match, CustomerDocument document) => match switch
    {
        EngineMatch.Value(var field, var text) => document.Exact.Any(e => e.Field == field && e.Value == text),
        EngineMatch.Beginning(var field, var text) =>
            document.Exact.Any(e => e.Field == field && e.Value.StartsWith(text, StringComparison.Ordinal)),
        EngineMatch.Words(var stream, var words) => words.FindIn(Stream(stream, document)) is not null,
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
