using System.Globalization;
using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Search;

/// <summary>Facets as the caller sees them: codes and names, never an id of ours.</summary>
internal static class FacetCounts
{
    public static IReadOnlyDictionary<string, IReadOnlyList<FacetCount>>? Of(
        SearchQuery query, EngineAnswer answer, Organisation organisation) => query.Facets.Count == 0
            ? null
            : query.Facets.Zip(answer.Facets).ToDictionary(
                pair => pair.First.Name, pair => Of(pair.First, pair.Second, query, organisation));

    private static IReadOnlyList<FacetCount> Of(
        SearchFacet facet, IReadOnlyDictionary<string, long> values, SearchQuery query, Organisation organisation) =>
    [
        .. values.Select(value => (Code: CodeOf(facet, value.Key, query, organisation), Count: value.Value))
            .Where(value => value.Code is not null).GroupBy(value => value.Code!, value => value.Count)
            .Select(code => new FacetCount(code.Key, code.Sum()))
            .OrderByDescending(value => value.Count).ThenBy(value => value.Code, StringComparer.Ordinal),
    ];

    /// <summary>Null for a tag of another version of a rule, or that is no tag any more.</summary>
    private static string? CodeOf(SearchFacet facet, string value, SearchQuery query, Organisation organisation) => facet switch
    {
        { Field: var field } when field == SearchFields.Tags => query.Catalogue.NameOf(value)?.Code,
        { Name: "department" } => organisation.DepartmentNames.GetValueOrDefault(new DepartmentId(IdOf(value)), value),
        { Name: "owner" } => organisation.UserNames.GetValueOrDefault(new AccountId(IdOf(value)), value),
        _ => value,
    };

    private static long IdOf(string value) => long.Parse(value, CultureInfo.InvariantCulture);
}
