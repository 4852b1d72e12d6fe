namespace CustomerSearch.Core.Demo;

/// <summary>The eight years in which demo customers came, up to a business day.</summary>
/// <remarks>The demo company keeps Chinese time, which has had no summer time since 1991.</remarks>
internal sealed class DemoCalendar(DateOnly today)
{
    private const int Years = 8;
    private const int OpensAtHour = 8;
    private const int OpenHours = 12;

    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    private readonly DateOnly start = today.AddYears(-Years);

    public DateOnly Today { get; } = today;

    /// <summary>The beginning of the business day: no demo row is later, so none lies in the future.</summary>
    public DateTimeOffset End { get; } = At(today, TimeSpan.Zero);

    /// <summary>When the customer at a place between 0 and 1 came: in order of place, more in later years.</summary>
    public DateTimeOffset CreatedAt(double place)
    {
        var days = (Today.DayNumber - start.DayNumber) * Math.Sqrt(place) * Math.Sqrt(Math.Sqrt(place));
        var whole = Math.Floor(days);
        var milliseconds = (long)((OpensAtHour + ((days - whole) * OpenHours)) * 3_600_000);
        return At(start.AddDays((int)whole), TimeSpan.FromMilliseconds(milliseconds));
    }

    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>Some working hour of a day, no later than the end.</summary>
    public DateTimeOffset During(DemoRandom random, DateOnly day)
    {
        var at = At(day, TimeSpan.FromMinutes((OpensAtHour * 60) + random.Below(OpenHours * 60)));
        return at < End ? at : End;
    }

    /// <summary>Version of the consent wording in use; it changed with the laws of 2021 and once since.</summary>
    public string WordingAt(DateTimeOffset instant) => DayOf(instant).Year switch
    {
        < 2021 => "2018-1",
        < 2024 => "2021-1",
        _ => "2024-1",
    };

    private static DateTimeOffset At(DateOnly day, TimeSpan time) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Offset).Add(time).ToUniversalTime();
}
