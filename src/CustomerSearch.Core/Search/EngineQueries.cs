using CustomerSearch.Core.Access;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Search;

/// <summary>Turns a search into what engines understand. Pure: criteria and scope in, plan out.</summary>
public sealed class EngineQueries(BlindIndex blinds, CriteriaText text)
{
    private static readonly EngineOrder LatestContact =
        new EngineOrder.Value(SearchFields.FindRange("lastContactOn")!, Descending: true);

    /// <param name="query">The search.</param>
    /// <param name="scope">Whose customers may be found: part of the query.</param>
    /// <param name="role">Decides what of a keyword may be searched.</param>
    internal SearchPlan Translate(SearchQuery query, Scope scope, Role role)
    {
        List<EngineFilter> within = [.. ScopeFilters(scope)];
        var name = query.Name is { } n ? Clauses(TextStream.Name, n.Clauses) : [];
        var keyword = query.Keyword is { } k ? KeywordClauses(k, role) : [];
        var scored = query.Name is not null ? name : keyword;
        List<EngineFilter> filters = [];
        List<EngineFilter> conditions = [];
        foreach (var criterion in query.Criteria)
        {
            List<EngineFilter> parts = criterion switch
            {
                Criterion.Tags tags => [.. TagFilters(tags)],
                Criterion.Range range => [RangeFilter(range)],
                Criterion.Filter filter => [new EngineFilter.AnyOf(filter.Field, filter.Terms)],
                Criterion.Keyword => [MatchesOf(keyword)],
                Criterion.Name => [MatchesOf(name)],
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            conditions.AddRange(parts);
            var scores = criterion is Criterion.Name || (criterion is Criterion.Keyword && query.Name is null);
            filters.AddRange(scores ? [] : parts);
        }

        var engineQuery = new EngineQuery
        {
            Filters = [.. within, .. filters, .. query.Consent is { } consent ? [SearchPlan.Given(consent)] : (EngineFilter[])[]],
            Clauses = scored,
            Size = query.RowsToFind,
            Order = OrderOf(query.Sort, ranks: scored.Count > 0),
            After = query.Cursor?.Keys,
            Facets = [.. query.Facets.Select(facet => new EngineFacet(facet.Field, facet.Prefix))],
        };
        return new(engineQuery, within, [.. text.Phrases(query.Criteria).Zip(conditions)], query.Consent, query.Explains);
    }

    /// <summary>Where no text ranks, relevance is the latest contact: the length of a name is nobody's to sort by.</summary>
    private static IReadOnlyList<EngineOrder> OrderOf(IReadOnlyList<SearchSort> sort, bool ranks)
    {
        EngineOrder relevance = ranks ? new EngineOrder.Relevance() : LatestContact;
        return sort.Count == 0
            ? [relevance]
            : [.. sort.Select(key => key.Field is { } field ? new EngineOrder.Value(field, key.Descending) : relevance)];
    }

    private static EngineFilter.Matches MatchesOf(IReadOnlyList<ScoredClause> clauses) => new([.. clauses.Select(clause => clause.Match)]);

    /// <summary>Everything a keyword may be that this role may search by, each with the score of its lane.</summary>
    private List<ScoredClause> KeywordClauses(KeywordQuery keyword, Role role)
    {
        List<ScoredClause> clauses = [];
        foreach (var value in keyword.FullValues.Where(value => FieldMatrix.MaySearch(role, value.Class)))
            clauses.Add(new ScoredClause(KeywordLanes.FullValue, FullValueMatch(value)));
        if (keyword.NumberPrefix is { } beginning)
            clauses.Add(new(KeywordLanes.NumberPrefix, new EngineMatch.Beginning(SearchFields.CustomerNo, beginning)));
        if (keyword.PhoneTail is { } tail && FieldMatrix.MaySearch(role, FieldClass.Contact))
        {
            var token = FullValueTokens.Blind(blinds.Token(BlindDomain.PhoneTail, tail));
            clauses.Add(new(KeywordLanes.PhoneTail, new EngineMatch.Value(SearchFields.PhoneTail, token)));
        }

        if (keyword.Name is { } name)
        {
            clauses.AddRange(Clauses(TextStream.Name, name.Clauses));
            if (FieldMatrix.MaySearch(role, FieldClass.Personal))
                clauses.AddRange(Clauses(TextStream.LegalRepresentative, name.RepresentativeClauses));
        }

        if (keyword.Remark is { } remark && FieldMatrix.MaySearch(role, FieldClass.Assessment))
            clauses.Add(new(KeywordLanes.Remark, new EngineMatch.Words(TextStream.Remark, remark)));

        return clauses;
    }

    private EngineMatch.Value FullValueMatch(FullValue value) => value is FullValue.Number number
        ? new(SearchFields.CustomerNo, number.Value.ToString())
        : new(SearchFields.FullValue, FullValueTokens.Of(value, blinds));

    private static List<ScoredClause> Clauses(TextStream stream, IReadOnlyList<NameClause> clauses) =>
        [.. clauses.Select(clause => new ScoredClause(clause.Score, new EngineMatch.Words(stream, clause.Match)))];

    private static IEnumerable<EngineFilter> ScopeFilters(Scope scope) => scope switch
    {
        Scope.Everyone => [],
        Scope.OwnedBy(var account) => [new EngineFilter.AnyOf(Owner, [account.ToString()])],
        Scope.Of(var departments, var employees) =>
        [
            new EngineFilter.Or(
            [
                new EngineFilter.AnyOf(Department, [.. departments.Select(d => d.ToString())]),
                new EngineFilter.AnyOf(Owner, [.. employees.Select(e => e.ToString())]),
            ]),
        ],
        Scope.Nobody => [new EngineFilter.Or([])],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static SearchField Owner => SearchFields.FindFilter("owner")!;

    private static SearchField Department => SearchFields.FindFilter("department")!;

    private static IEnumerable<EngineFilter> TagFilters(Criterion.Tags tags) =>
    [
        .. tags.All.Select(tag => AnyTag([tag])),
        .. tags.Any.Select(AnyTag),
        .. tags.None.Select(tag => new EngineFilter.Not(AnyTag([tag]))),
    ];

    private static EngineFilter AnyTag(IReadOnlyList<TagName> names) =>
        new EngineFilter.AnyOf(SearchFields.Tags, [.. names.Select(name => name.ToString())]);

    private static EngineFilter RangeFilter(Criterion.Range range) => range.Least > range.Most
        ? new EngineFilter.Or(
            [new EngineFilter.Between(range.Field, range.Least, null), new EngineFilter.Between(range.Field, null, range.Most)])
        : new EngineFilter.Between(range.Field, range.Least, range.Most);
}

/// <summary>The scores of what a keyword may be besides a name.</summary>
internal static class KeywordLanes
{
    public static int FullValue { get; } = LaneScore.Of(LaneScore.Number, 0);

    public static int NumberPrefix { get; } = LaneScore.Of(LaneScore.Number, 1);

    public static int PhoneTail { get; } = LaneScore.Of(LaneScore.Number, 2);

    public static int Remark { get; } = LaneScore.Of(LaneScore.Remark, 0);
}
