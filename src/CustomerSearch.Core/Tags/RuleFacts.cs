using System.Collections.Frozen;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Tags;

/// <summary>What rules may ask of a customer on a day. Pure.</summary>
/// <remarks>
/// Months and years are complete ones; the last day of a month clamps (29 February is the 28th in common years).
/// </remarks>
public static class RuleFacts
{
    private static readonly FrozenDictionary<string, (Func<Customer, string?> Of, IReadOnlyList<string> Values)> Texts =
        new Dictionary<string, (Func<Customer, string?>, IReadOnlyList<string>)>
        {
            ["industry"] = (c => c.Industry, Industries.All),
            ["region"] = (c => c.Region, Vocabulary.Regions),
            ["gender"] = (c => c.Gender, Vocabulary.Genders),
            ["cityTier"] = (c => c.CityTier, Vocabulary.CityTiers),
            ["occupation"] = (c => c.Occupation, Vocabulary.Occupations),
        }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, Func<Customer, TagDay, long?>> Numbers =
        new Dictionary<string, Func<Customer, TagDay, long?>>
        {
            ["age"] = (c, today) => c.BornOn is { } born ? MonthsBetween(born, today.Day) / 12 : null,
            ["orders6m"] = (c, _) => c.Metrics.Orders6m,
            ["logins30d"] = (c, _) => c.Metrics.Logins30d,
            ["spend12mFen"] = (c, _) => c.Metrics.Spend12mFen,
            ["arpuFen"] = (c, _) => c.Metrics.ArpuFen,
            ["cooperationMonths"] = (c, today) => c.CooperationSince is { } since ? MonthsBetween(since, today.Day) : null,
            ["monthsSinceLastOrder"] = (c, today) => c.LastOrderOn is { } last ? MonthsBetween(last, today.Day) : null,
            ["daysSinceFirstOrder"] = (c, today) => c.FirstOrderOn is { } first ? today.Day.DayNumber - first.DayNumber : null,
            ["recencyGood"] = (c, today) => c.LastOrderOn is { } last
                ? Flag(today.Day.DayNumber - last.DayNumber <= today.RecencyDays) : null,
            ["frequencyGood"] = (c, today) => c.LastOrderOn is null ? null : Flag(c.Metrics.Orders6m >= today.Orders6m),
            ["spendGood"] = (c, today) => c.LastOrderOn is null ? null : Flag(c.Metrics.Spend12mFen >= today.Spend12mFen),
        }.ToFrozenDictionary();

    /// <summary>The names that <see cref="RuleBody.Copy"/> may use.</summary>
    public static IEnumerable<string> TextFields => Texts.Keys;

    /// <summary>The names that <see cref="RuleBand"/> may use.</summary>
    public static IEnumerable<string> NumberFields => Numbers.Keys;

    /// <exception cref="KeyNotFoundException">No such field.</exception>
    public static Func<Customer, string?> Text(string field) => Texts[field].Of;

    /// <summary>Every value that a text field takes.</summary>
    /// <exception cref="KeyNotFoundException">No such field.</exception>
    public static IReadOnlyList<string> ValuesOf(string field) => Texts[field].Values;

    /// <exception cref="KeyNotFoundException">No such field.</exception>
    public static Func<Customer, TagDay, long?> Number(string field) => Numbers[field];

    /// <summary>Complete months from one day to another; negative when the second is earlier.</summary>
    public static int MonthsBetween(DateOnly from, DateOnly to)
    {
        var months = ((to.Year - from.Year) * 12) + to.Month - from.Month;
        return from.AddMonths(months) > to ? months - 1 : months;
    }

    private static long Flag(bool value) => value ? 1 : 0;
}
