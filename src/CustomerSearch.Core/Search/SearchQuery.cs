using CustomerSearch.Core.Access;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Search;

/// <summary>A search that is right by type: every condition parsed, every relative day resolved.</summary>
public sealed record SearchQuery
{
    public const int DefaultPageSize = 20;
    public const int LargestPage = 200;

    public required Purpose Purpose { get; init; }

    public required string? Remark { get; init; }

    /// <summary>In the order of the request's parts: keyword, name, tags, ranges, filters.</summary>
    public required IReadOnlyList<Criterion> Criteria { get; init; }

    public required int PageSize { get; init; }

    /// <summary>The tags and rules that the whole search sees, whatever is applied meanwhile.</summary>
    public required TagCatalogue Catalogue { get; init; }

    /// <summary>The versions of the rules that decide the tags of this search, by dimension.</summary>
    public required IReadOnlyDictionary<string, int> RuleVersions { get; init; }

    public KeywordQuery? Keyword => Criteria.OfType<Criterion.Keyword>().FirstOrDefault()?.Query;

    public Names.NameQuery? Name => Criteria.OfType<Criterion.Name>().FirstOrDefault()?.Query;

    /// <summary>
    /// The whole values that the one condition of the search may be; empty where it is something else, or is not alone.
    /// </summary>
    public IReadOnlyList<FullValue> FullValues => Criteria is [Criterion.Keyword(var query)] ? query.FullValues : [];

    /// <summary>Reads a request: a query, or everything that is wrong with it at once.</summary>
    public static ParsedSearch Parse(SearchRequest request, ParseContext context) => new SearchParser(request, context).Parse();
}

/// <summary>What a request is read against.</summary>
/// <param name="Role">Whose request it is: decides purposes and fields.</param>
/// <param name="Catalogue">The tags there are.</param>
/// <param name="Organisation">The departments and employees there are.</param>
/// <param name="Today">The business day that relative days count from.</param>
public sealed record ParseContext(Role Role, TagCatalogue Catalogue, Organisation Organisation, DateOnly Today);

/// <summary>What became of a request.</summary>
public abstract record ParsedSearch
{
    private ParsedSearch()
    {
    }

    public sealed record Good(SearchQuery Query) : ParsedSearch;

    /// <summary>
    /// The request is wrong, or asks for what this role may not: the latter where <paramref name="Denied"/>.
    /// </summary>
    /// <param name="Errors">Every error, by the field as the request names it.</param>
    /// <param name="Denied">Whether any of them is a matter of rights.</param>
    /// <param name="Purpose">The purpose, where it could be read.</param>
    /// <param name="Criteria">The parts that could be read.</param>
    public sealed record Bad(
        IReadOnlyDictionary<string, string[]> Errors, bool Denied, string? Purpose, IReadOnlyList<Criterion> Criteria) : ParsedSearch;
}
