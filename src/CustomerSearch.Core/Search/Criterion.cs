using CustomerSearch.Core.Names;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Search;

/// <summary>One condition of a search. All conditions of a search hold for each hit.</summary>
public abstract record Criterion
{
    private Criterion()
    {
    }

    /// <summary>The union of everything a keyword may be.</summary>
    public sealed record Keyword(KeywordQuery Query) : Criterion;

    public sealed record Name(NameQuery Query) : Criterion;

    public sealed record Tags(IReadOnlyList<TagName> All, IReadOnlyList<IReadOnlyList<TagName>> Any, IReadOnlyList<TagName> None)
        : Criterion;

    /// <param name="Field">A field of <see cref="SearchFields.Ranges"/>.</param>
    /// <param name="From">The lower end as it was written; null when open.</param>
    /// <param name="To">The upper end as it was written; null when open.</param>
    /// <param name="Least">The lowest value within; null when open.</param>
    /// <param name="Most">
    /// The highest value within; below <paramref name="Least"/> only for a birthday that wraps the year.
    /// </param>
    public sealed record Range(SearchField Field, RangeEnd? From, RangeEnd? To, long? Least, long? Most) : Criterion;

    /// <param name="Field">A field of <see cref="SearchFields.Filters"/>.</param>
    /// <param name="Values">The values as they were written.</param>
    /// <param name="Terms">The values as the index has them.</param>
    public sealed record Filter(SearchField Field, IReadOnlyList<string> Values, IReadOnlyList<string> Terms) : Criterion;
}

/// <summary>One end of a range as it was written.</summary>
/// <param name="Written">The words: a number, a day, a relative day.</param>
/// <param name="Inclusive">Whether the value itself lies within.</param>
/// <param name="Value">What the words stand for.</param>
/// <param name="IsRelative">Whether the value depends on the day on which the search ran.</param>
public sealed record RangeEnd(string Written, bool Inclusive, long Value, bool IsRelative);
