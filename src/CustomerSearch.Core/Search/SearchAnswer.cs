using System.Text.Json.Serialization;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Search;

/// <summary>What a search answers, on the wire too.</summary>
public sealed record SearchAnswer
{
    /// <summary>The number of the search record.</summary>
    /// <example>RX20261124001</example>
    public required string RxNumber { get; init; }

    public required int Step { get; init; }

    /// <summary>How many customers match, exactly, for the index as of <see cref="IndexAsOf"/>.</summary>
    public required long Count { get; init; }

    /// <summary>Whom the purpose's consent filter left out.</summary>
    public required ExcludedForConsent ExcludedForConsent { get; init; }

    /// <summary><c>index</c>, or <c>record</c> where the system of record itself answered.</summary>
    public required string Source { get; init; }

    public required long TookMs { get; init; }

    /// <summary>
    /// Everything committed before this instant was searched; null while the index has not caught up once.
    /// </summary>
    public required DateTimeOffset? IndexAsOf { get; init; }

    /// <summary>Hits of the page that are gone, or are none any more, since the index was written.</summary>
    public required int ChangedSinceIndex { get; init; }

    /// <summary>How many hits each lane has.</summary>
    public required IReadOnlyList<LaneCount> Lanes { get; init; }

    public required IReadOnlyList<SearchHit> Hits { get; init; }

    /// <summary>
    /// Where a whole phone, e-mail, ID or licence belongs to customers outside the caller's scope: their departments.
    /// </summary>
    public IReadOnlyList<ElsewhereHit>? Elsewhere { get; init; }

    /// <summary>By each dimension or field asked for, how many of all hits have which value, the most first.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<FacetCount>>? Facets { get; init; }

    public SearchExplanation? Explain { get; init; }

    /// <summary>Null: there is no further page.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Cursor { get; init; }
}

public sealed record ElsewhereHit(string Department);

public sealed record FacetCount(string Code, long Count);

public sealed record LaneCount(int Lane, long Count);

/// <summary>One hit. Lane, reason and match are absent where nothing ranked it, or where the name is masked.</summary>
public sealed record SearchHit
{
    public string? CustomerNo => Customer.CustomerNo;

    public int? Lane { get; init; }

    /// <example>姓名开头</example>
    public string? Reason { get; init; }

    /// <summary>Half-open ranges of code points in the name.</summary>
    public IReadOnlyList<int[]>? Matched { get; init; }

    public required CustomerListView Customer { get; init; }
}
