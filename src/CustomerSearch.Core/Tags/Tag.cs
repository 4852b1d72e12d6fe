using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Tags;

public readonly record struct TagId(long Value)
{
    public static bool operator <(TagId left, TagId right) => left.Value < right.Value;

    public static bool operator >(TagId left, TagId right) => left.Value > right.Value;
}

/// <summary>A dimension of tags. A tag is named by both: <c>行业/制造业</c>.</summary>
public sealed class TagDimension
{
    public long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Whether a customer carries at most one tag of it.</summary>
    public required bool Exclusive { get; set; }

    /// <summary>The order in which dimensions are shown.</summary>
    public int Position { get; set; }

    /// <summary>Whether a list shows its tags.</summary>
    public bool Core { get; set; }

    /// <summary>Whether only a manager puts its tags on a customer: what the manager sets is reviewed by that.</summary>
    public bool Reviewed { get; set; }

    public List<Tag> Tags { get; init; } = [];
}

public enum TagOrigin
{
    Rule = 1,
    Hand = 2,
}

public enum TagState
{
    Proposed = 1,
    Confirmed = 2,
    Retired = 3,
}

/// <summary>One tag of a dimension, with what it means. A rule's tags follow the rule; hands change only their own.</summary>
public sealed class Tag
{
    public TagId Id { get; init; }

    public long DimensionId { get; init; }

    public required string Code { get; set; }

    /// <summary>What the tag says of a customer, for whoever sees it.</summary>
    public required string Definition { get; set; }

    public TagOrigin Origin { get; init; }

    public TagState State { get; set; } = TagState.Confirmed;

    public int Position { get; set; }

    /// <summary>Raised by each change; what it was before stands in <see cref="TagChange"/>.</summary>
    public int Version { get; set; } = 1;

    public AccountId? ProposedBy { get; init; }

    /// <summary>The tag that its customers carry instead since the two were merged.</summary>
    public TagId? MergedInto { get; set; }
}

/// <summary>One version of a tag, as it came about. The history is never changed.</summary>
public sealed class TagChange
{
    public long Id { get; init; }

    public required TagId TagId { get; init; }

    public required int Version { get; init; }

    public required TagStep Step { get; init; }

    /// <summary>The code from this version on.</summary>
    public required string Code { get; init; }

    /// <summary>The code before, where the tag was renamed.</summary>
    public string? FormerCode { get; init; }

    public required string Definition { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public required AccountId? By { get; init; }
}

public enum TagStep
{
    Proposed = 1,
    Confirmed = 2,
    Changed = 3,
    Retired = 4,
    Merged = 5,
}

/// <summary>
/// One business day: the medians that RFM is taken against on it, and whether the index follows it yet.
/// </summary>
/// <remarks>The latest row is the day on which rule tags are computed, for documents and readers alike.</remarks>
public sealed class TagDay
{
    public DateOnly Day { get; init; }

    /// <summary>Median days since the last order, over customers with an order.</summary>
    public int RecencyDays { get; init; }

    /// <summary>Median orders in six months, over customers with an order.</summary>
    public int Orders6m { get; init; }

    /// <summary>Median spend in twelve months in fen, over customers with an order.</summary>
    public long Spend12mFen { get; init; }

    /// <summary>Whether every customer whose tags this day changed stands in the queue of the index, or did.</summary>
    public bool Applied { get; set; }
}
