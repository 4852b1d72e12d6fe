namespace CustomerSearch.Core.Events;

/// <summary>
/// The first day of each window on a business day. Days count whole, the first one too: an order six months ago to the
/// day is one of the last six months, as a search from <c>-6M</c> has it.
/// </summary>
internal static class Windows
{
    public static DateOnly SixMonths(DateOnly today) => today.AddMonths(-6);

    public static DateOnly TwelveMonths(DateOnly today) => today.AddMonths(-12);

    public static DateOnly ThirtyDays(DateOnly today) => today.AddDays(-30);
}
