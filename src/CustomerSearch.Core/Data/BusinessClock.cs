namespace CustomerSearch.Core.Data;

/// <summary>The clock of the business: instants in UTC, days in the business time zone.</summary>
public sealed class BusinessClock(TimeProvider timeProvider, TimeZoneInfo zone)
{
    public TimeProvider TimeProvider => timeProvider;

    public TimeZoneInfo Zone => zone;

    public DateTimeOffset Now => timeProvider.GetUtcNow();

    /// <summary>The business day.</summary>
    public DateOnly Today => DayOf(Now);

    /// <summary>The business day on which an instant falls.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>The instant at which a business day begins.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }
}
