using CustomerSearch.Core.Access;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Search;

/// <summary>Turns a search into what engines understand. Pure: criteria and scope in, query out.</summary>
public sealed class EngineQueries(BlindIndex blinds)
{
    /// <param name="query">The search.</param>
    /// <param name="scope">Whose customers may be found: part of the query.</param>
    /// <param name="role">Decides what of a keyword may be searched.</param>
    public EngineQuery Translate(SearchQuery query, Scope scope, Role role)
    {
        List<EngineFilter> filters = [.. ScopeFilters(scope)];
        foreach (var criterion in query.Criteria)
        {
            filters.AddRange(criterion switch
            {
                Criterion.Tags tags => TagFilters(tags, query.Catalogue),
                Criterion.Range range => [RangeFilter(range)],
                Criterion.Filter filter => [new EngineFilter.AnyOf(filter.Field, filter.Terms)],
                Criterion.Keyword or Criterion.Name => [],
                _ => throw new System.Diagnostics.UnreachableException(),
            });
        }

        var name = query.Name is { } n ? Clauses(TextStream.Name, n.Clauses) : [];
        var keyword = query.Keyword is { } k ? KeywordClauses(k, role) : [];
        if (name.Count > 0 && query.Keyword is not null)
            filters.Add(new EngineFilter.Matches([.. keyword.Select(clause => clause.Match)]));

        return new EngineQuery
        {
            Filters = filters,
            Clauses = name.Count > 0 ? name : keyword,
            Size = query.PageSize,
        };
    }

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

    private static IEnumerable<EngineFilter> TagFilters(Criterion.Tags tags, TagCatalogue catalogue)
    {
        return
        [
            .. tags.All.Select(tag => AnyTag([tag])),
            .. tags.Any.Select(AnyTag),
            .. tags.None.Select(tag => new EngineFilter.Not(AnyTag([tag]))),
        ];

        EngineFilter AnyTag(IReadOnlyList<TagName> names) =>
            new EngineFilter.AnyOf(SearchFields.Tags, [.. names.SelectMany(catalogue.TermsOf)]);
    }

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
