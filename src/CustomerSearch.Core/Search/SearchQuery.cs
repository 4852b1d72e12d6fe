using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Search;

/// <summary>A search that is right by type: every condition parsed, every relative day resolved.</summary>
public sealed record SearchQuery
{
    public const int DefaultPageSize = 20;
    public const int LargestPage = 200;

    public required Purpose Purpose { get; init; }

    public required string? Remark { get; init; }

    /// <summary>The channel for which consent is asked; null where the purpose names none.</summary>
    public required string? Channel { get; init; }

    /// <summary>In the order of the request's parts: keyword, name, tags, ranges, filters.</summary>
    public required IReadOnlyList<Criterion> Criteria { get; init; }

    /// <summary>The order, the first key deciding; empty for relevance.</summary>
    public required IReadOnlyList<SearchSort> Sort { get; init; }

    /// <summary>What the hits are counted by.</summary>
    public required IReadOnlyList<SearchFacet> Facets { get; init; }

    /// <summary>Whether the answer says where its count comes from.</summary>
    public required bool Explains { get; init; }

    public required int PageSize { get; init; }

    /// <summary>The page before; null on the first one.</summary>
    public required SearchCursor? Cursor { get; init; }

    /// <summary>What this search says it goes on from; null where it says nothing.</summary>
    public required Continuation? Continuation { get; init; }

    /// <summary>The day from which its relative days count.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>What was asked, as it came.</summary>
    public required SearchRequest Request { get; init; }

    /// <summary>The tags and rules that the whole search sees, whatever is applied meanwhile.</summary>
    public required TagCatalogue Catalogue { get; init; }

    /// <summary>The versions of the rules that decide the tags of this search, by dimension.</summary>
    public required IReadOnlyDictionary<string, int> RuleVersions { get; init; }

    /// <summary>The consent that its purpose asks for; null where it asks for none.</summary>
    public ConsentCondition? Consent => ConsentCondition.Of(Purpose, Channel);

    /// <summary>How many rows of the page may be shown: the last page ends where paging does.</summary>
    public int RowsToShow => Math.Min(PageSize, SearchCursor.MostRows - (Cursor?.Rows ?? 0));

    /// <summary>One row more than is shown says whether a further page follows.</summary>
    internal int RowsToFind => RowsToShow == 0 ? 0 : RowsToShow + 1;

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
/// <param name="OpenCursor">
/// Opens the text of a cursor; null where it was not given out to this caller or can be used no longer.
/// </param>
public sealed record ParseContext(
    Role Role, TagCatalogue Catalogue, Organisation Organisation, DateOnly Today, Func<string, SearchCursor?> OpenCursor);

/// <summary>What a search says it goes on from; whether it does is seen from the record.</summary>
public abstract record Continuation
{
    private Continuation(RecordNumber number) => Number = number;

    public RecordNumber Number { get; }

    /// <summary>The next page of the number.</summary>
    public sealed record NextPage(RecordNumber Of) : Continuation(Of);

    /// <summary>The text typed a little further, or a changed draft that is only counted.</summary>
    public sealed record Changed(RecordNumber Of) : Continuation(Of);

    /// <summary>The same search, shown once more.</summary>
    public sealed record Again(RecordNumber Of) : Continuation(Of);
}

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
