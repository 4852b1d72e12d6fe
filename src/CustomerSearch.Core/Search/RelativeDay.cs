using System.Globalization;
using System.Text.RegularExpressions;

namespace CustomerSearch.Core.Search;

/// <summary>Days as people write them in ranges: absolute, or relative to the business day.</summary>
public static partial class RelativeDay
{
    /// <summary>The first and last day that a range may name.</summary>
    public static (DateOnly First, DateOnly Last) Limits { get; } = (new(1900, 1, 1), new(2100, 12, 31));

    /// <summary>
    /// Reads <c>2026-11-24</c>, <c>today</c>, <c>startOfMonth</c>, or a distance such as <c>-30d</c>, <c>-6M</c>,
    /// <c>-1y</c>;
    /// months and years clamp to the last day of the month.
    /// </summary>
    /// <returns>The day and whether it was relative; null for anything else, or for a day outside the limits.</returns>
    public static (DateOnly Day, bool IsRelative)? Read(string text, DateOnly today)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var absolute))
            return Within((absolute, false));

        return text switch
        {
            "today" => (today, true),
            "startOfMonth" => (new DateOnly(today.Year, today.Month, 1), true),
            _ when Distance().Match(text) is { Success: true } match => Within((Move(today, match), true)),
            _ => null,
        };
    }

    private static DateOnly Move(DateOnly today, Match match)
    {
        var distance = int.Parse(match.Groups["distance"].Value, CultureInfo.InvariantCulture);
        return match.Groups["unit"].Value switch
        {
            "d" => today.AddDays(distance),
            "M" => today.AddMonths(distance),
            _ => today.AddYears(Math.Clamp(distance, 1 - today.Year, 9999 - today.Year)),
        };
    }

    private static (DateOnly, bool)? Within((DateOnly Day, bool) read) =>
        read.Day >= Limits.First && read.Day <= Limits.Last ? read : null;

    [GeneratedRegex("^(?<distance>[+-][0-9]{1,4})(?<unit>[dMy])$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Distance();
}
