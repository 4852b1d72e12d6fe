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
                pair => pair.First.Name,
                pair => (IReadOnlyList<FacetCount>)[.. pair.Second
                    .Select(value => new FacetCount(CodeOf(pair.First, value.Key, organisation), value.Value))
                    .OrderByDescending(value => value.Count).ThenBy(value => value.Code, StringComparer.Ordinal)]);

    private static string CodeOf(SearchFacet facet, string value, Organisation organisation) => facet.Name switch
    {
        "department" => organisation.DepartmentNames.GetValueOrDefault(new DepartmentId(IdOf(value)), value),
        "owner" => organisation.UserNames.GetValueOrDefault(new AccountId(IdOf(value)), value),
        _ => value[facet.Prefix.Length..],
    };

    private static long IdOf(string value) => long.Parse(value, CultureInfo.InvariantCulture);
}
