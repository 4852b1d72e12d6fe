namespace CustomerSearch.Core.Search;

/// <summary>Where the count of a search comes from, all of it from the index at one moment.</summary>
/// <param name="Funnel">From the caller's whole scope down, each line with all conditions before it, in written order.</param>
/// <param name="Conditions">For each condition, how many there would be without it.</param>
public sealed record SearchExplanation(IReadOnlyList<FunnelStep> Funnel, IReadOnlyList<ConditionCount> Conditions);

/// <param name="Step">全部范围, a condition, or 同意 with its channels.</param>
public sealed record FunnelStep(string Step, long Count);

/// <param name="Condition">As the record's line has it.</param>
public sealed record ConditionCount(string Condition, long CountWithout);

/// <summary>How many customers a search leaves out for want of consent.</summary>
public sealed record ExcludedForConsent(long Withdrawn, long NeverAsked)
{
    public static ExcludedForConsent Nobody { get; } = new(0, 0);
}
