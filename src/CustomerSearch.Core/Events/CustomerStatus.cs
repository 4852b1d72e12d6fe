using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Events;

/// <summary>The status that behaviour gives: first order, three months of silence, twelve.</summary>
internal static class CustomerStatus
{
    public const string Prospect = "潜在客户";
    public const string Active = "成交客户";
    public const string Silent = "沉默客户";
    public const string Lost = "流失客户";

    public const int MonthsToSilence = 3;
    public const int MonthsToLoss = 12;

    public static string On(DateOnly? lastOrderOn, DateOnly today) => lastOrderOn is not { } last ? Prospect
        : RuleFacts.MonthsBetween(last, today) switch
        {
            >= MonthsToLoss => Lost,
            >= MonthsToSilence => Silent,
            _ => Active,
        };
}
