using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Tags;

public enum TagRuleState
{
    /// <summary>Saved and checked; decides nothing yet.</summary>
    Draft = 1,

    /// <summary>Documents are being given its tags; no search uses them yet.</summary>
    Applying = 2,

    /// <summary>Decides the tags that are shown and searched.</summary>
    InForce = 3,

    /// <summary>Decided until a moment ago: searches that began under it still find its tags.</summary>
    Leaving = 4,

    /// <summary>Kept so that records that name it can be read.</summary>
    Superseded = 5,
}

/// <summary>One version of the rule that gives the tags of a dimension. One version of each rule is in force.</summary>
public sealed class TagRule
{
    public long Id { get; init; }

    public long DimensionId { get; init; }

    public int Version { get; init; }

    /// <summary>The <see cref="RuleBody"/> as JSON.</summary>
    public required string Body { get; set; }

    /// <summary>The tags that it gives, with their definitions in this version, as JSON.</summary>
    public required string Tags { get; set; }

    public TagRuleState State { get; set; }

    public DateTimeOffset SavedAt { get; set; }

    /// <summary>Who saved it; null for what the service came with.</summary>
    public AccountId? SavedBy { get; set; }

    /// <summary>Since when it decides; null before.</summary>
    public DateTimeOffset? From { get; set; }
}

/// <summary>A tag that a rule gives, and what it means under that version.</summary>
public sealed record RuleTag(string Code, string Definition);

public enum RuleApplicationState
{
    /// <summary>Documents are given the tags of both versions.</summary>
    Writing = 1,

    /// <summary>Searches use the new version; those that began before may still be running.</summary>
    Switched = 2,

    /// <summary>Documents lose the tags of the old version.</summary>
    Cleaning = 3,

    Done = 4,
}

/// <summary>
/// Bringing one version of a rule into force: work that goes on where it stood after any crash.
/// </summary>
public sealed class RuleApplication
{
    public long Id { get; init; }

    public required long RuleId { get; init; }

    public RuleApplicationState State { get; set; } = RuleApplicationState.Writing;

    /// <summary>The last customer put into the queue of the index by the present scan.</summary>
    public CustomerId After { get; set; }

    /// <summary>The last change of the present scan in the queue of the index.</summary>
    public long LastChange { get; set; }

    public long CustomersDone { get; set; }

    public long CustomersTotal { get; set; }

    public required AccountId? RequestedBy { get; init; }

    public required DateTimeOffset RequestedAt { get; init; }

    public DateTimeOffset? SwitchedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}
