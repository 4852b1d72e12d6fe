namespace CustomerSearch.Core.Search;

/// <summary>One key by which a search is ordered.</summary>
/// <param name="Field">The field behind it; null for relevance.</param>
/// <param name="Descending">Whether the greater value comes first.</param>
/// <param name="Written">As the request names it, <c>-</c> in front for descending.</param>
public sealed record SearchSort(SearchField? Field, bool Descending, string Written)
{
    public const string ByRelevance = "relevance";
}

/// <summary>What the hits of a search are counted by.</summary>
/// <param name="Name">As the request names it: a dimension of tags, or a field.</param>
/// <param name="Field">The field behind it.</param>
/// <param name="Prefix">How its values begin there; not part of the code that is shown.</param>
public sealed record SearchFacet(string Name, SearchField Field, string Prefix);
