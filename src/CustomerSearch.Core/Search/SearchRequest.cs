using System.Text.Json;

namespace CustomerSearch.Core.Search;

/// <summary>The body of <c>POST /searches</c>; a purpose and at least one condition are needed.</summary>
public sealed record SearchRequest
{
    /// <summary>Why: one of the purposes of the catalogue.</summary>
    /// <example>客户回访</example>
    public string? Purpose { get; init; }

    /// <summary>More about why; required for 其他. At most 200 characters.</summary>
    public string? Remark { get; init; }

    /// <summary>
    /// The channel for which consent is asked: required for 营销推送; without it 其他 asks for consent to any channel.
    /// </summary>
    public string? Channel { get; init; }

    /// <summary>
    /// The search number this one goes on from: the text typed further within 60 s, or a changed draft that is only
    /// counted within 30 minutes.
    /// </summary>
    public string? Continues { get; init; }

    /// <summary>
    /// An own search of the last 30 minutes, to be shown once more; only cursor, pageSize, facets and
    /// explain may stand beside.
    /// </summary>
    public string? Again { get; init; }

    /// <summary>
    /// Number, phone, e-mail, ID or licence in full, the beginning of a number, last four digits, a name, words of
    /// a remark.
    /// </summary>
    public string? Keyword { get; init; }

    public NameRequest? Name { get; init; }

    public TagsRequest? Tags { get; init; }

    public IReadOnlyList<RangeRequest>? Ranges { get; init; }

    /// <summary>Field to the values of which it must have one.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Filters { get; init; }

    /// <summary>
    /// <c>relevance</c> when absent, or fields of the catalogue, <c>-</c> in front for descending; a customer without a
    /// value counts as below all others.
    /// </summary>
    public IReadOnlyList<string>? Sort { get; init; }

    /// <summary>Dimensions of tags, or fields to filter by: how many of all hits have each value.</summary>
    public IReadOnlyList<string>? Facets { get; init; }

    /// <summary>Whether to say where the count comes from; a search that finds nothing says it unasked.</summary>
    public bool? Explain { get; init; }

    /// <summary>20 when absent; at most 200; 0 only counts.</summary>
    public int? PageSize { get; init; }

    /// <summary>The cursor of the page before, with the same search; facets, explain and page size may differ.</summary>
    public string? Cursor { get; init; }
}

public sealed record NameRequest
{
    public string? Text { get; init; }

    /// <summary><c>auto</c> when absent, or <c>fuzzy</c>.</summary>
    public string? Mode { get; init; }
}

/// <summary>Tags as <c>dimension/code</c>.</summary>
public sealed record TagsRequest
{
    /// <summary>The customer has every one.</summary>
    public IReadOnlyList<string>? All { get; init; }

    /// <summary>The customer has at least one of each group.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Any { get; init; }

    /// <summary>The customer has not one.</summary>
    public IReadOnlyList<string>? None { get; init; }
}

public sealed record RangeRequest
{
    public string? Field { get; init; }

    /// <summary>
    /// A whole number, a day (<c>2026-11-24</c>), a relative day (<c>-30d</c>, <c>-6M</c>, <c>today</c>,
    /// <c>startOfMonth</c>), or null for open.
    /// </summary>
    public JsonElement? From { get; init; }

    public JsonElement? To { get; init; }

    public bool? FromInclusive { get; init; }

    public bool? ToInclusive { get; init; }
}

/// <summary>The body of <c>POST /look-ups</c>: the one box.</summary>
public sealed record LookUpRequest
{
    /// <summary>Number, phone, e-mail, ID, licence or name, as typed.</summary>
    /// <example>王芳</example>
    public string? Q { get; init; }

    /// <example>来电咨询</example>
    public string? Purpose { get; init; }

    public string? Remark { get; init; }

    public string? Channel { get; init; }

    public string? Continues { get; init; }

    public int? PageSize { get; init; }

    /// <summary>A look-up is a search by keyword alone.</summary>
    public SearchRequest ToSearch() => new()
    {
        Keyword = Q, Purpose = Purpose, Remark = Remark, Channel = Channel, Continues = Continues, PageSize = PageSize,
    };
}
