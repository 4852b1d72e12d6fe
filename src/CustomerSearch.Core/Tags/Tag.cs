using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Tags;

public readonly record struct TagId(long Value);

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

/// <summary>One tag of a dimension, with what it means.</summary>
public sealed class Tag
{
    public TagId Id { get; init; }

    public long DimensionId { get; init; }

    public required string Code { get; init; }

    /// <summary>What the tag says of a customer, for whoever sees it.</summary>
    public required string Definition { get; set; }

    public TagOrigin Origin { get; init; }

    public TagState State { get; set; } = TagState.Confirmed;

    public int Position { get; set; }

    public AccountId? ProposedBy { get; init; }
}

/// <summary>One version of the rule that gives the tags of a dimension; the highest version holds.</summary>
public sealed class TagRule
{
    public long Id { get; init; }

    public long DimensionId { get; init; }

    public int Version { get; init; }

    /// <summary>The <see cref="RuleBody"/> as JSON.</summary>
    public required string Body { get; init; }

    public required DateTimeOffset From { get; init; }
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
