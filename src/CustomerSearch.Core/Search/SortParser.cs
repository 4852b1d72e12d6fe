using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Search;

/// <summary>Reads by what a request sorts and counts.</summary>
internal static class SortParser
{
    private const int MostKeys = 4;
    private const int MostFacets = 20;

    public static IReadOnlyList<SearchSort> ReadSort(IReadOnlyList<string>? words, ParseContext context, ParseErrors errors)
    {
        List<SearchSort> sort = [];
        foreach (var (index, word) in (words ?? []).Index())
        {
            if (Read(word, $"sort[{index}]", context, errors) is { } key)
                sort.Add(key);
        }

        if (words?.Count > MostKeys)
            errors.Add("sort", $"At most {MostKeys} keys.");
        if (sort.DistinctBy(key => key.Field?.Name).Count() < sort.Count)
            errors.Add("sort", "No field may stand twice.");
        return sort;
    }

    public static IReadOnlyList<SearchFacet> ReadFacets(IReadOnlyList<string>? names, ParseContext context, ParseErrors errors)
    {
        List<SearchFacet> facets = [];
        foreach (var (index, name) in (names ?? []).Index())
        {
            var path = $"facets[{index}]";
            if (context.Catalogue.Dimensions.Any(dimension => dimension.Name == name))
                facets.Add(new(name, SearchFields.Tags, name + "/"));
            else if (name is null || SearchFields.FindFilter(name) is not { } field)
                errors.Add(path, "Not a dimension and not a field that can be counted by.");
            else if (!FieldMatrix.MaySearch(context.Role, field.Class))
                errors.Deny(path, $"Your role sees {name} masked and may not count by it.");
            else
                facets.Add(new(name, field, ""));
        }

        if (names?.Count > MostFacets)
            errors.Add("facets", $"At most {MostFacets} facets.");
        if (facets.DistinctBy(facet => facet.Name).Count() < facets.Count)
            errors.Add("facets", "No facet may stand twice.");
        return facets;
    }

    private static SearchSort? Read(string? word, string path, ParseContext context, ParseErrors errors)
    {
        var descending = word is ['-', ..];
        var name = descending ? word![1..] : word;
        if (word == SearchSort.ByRelevance)
            return new(null, Descending: true, word);

        if (name is null || !SearchFields.Sorts.TryGetValue(name, out var field))
        {
            errors.Add(path, "Not a field to sort by.");
            return null;
        }

        if (FieldMatrix.MaySearch(context.Role, field.Class))
            return new(field, descending, word!);

        errors.Deny(path, $"Your role sees {name} masked and may not sort by it.");
        return null;
    }
}
