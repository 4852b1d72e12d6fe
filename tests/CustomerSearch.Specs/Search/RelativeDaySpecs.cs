using CustomerSearch.Core.Search;

namespace CustomerSearch.Specs.Search;

public sealed class RelativeDaySpecs
{
    [Theory]
    [InlineData("today", "2026-11-24", "2026-11-24")]
    [InlineData("startOfMonth", "2026-11-24", "2026-11-01")]
    [InlineData("-30d", "2026-11-24", "2026-10-25")]
    [InlineData("+1d", "2026-12-31", "2027-01-01")]
    [InlineData("-6M", "2026-08-31", "2026-02-28")]
    [InlineData("-6M", "2024-08-31", "2024-02-29")]
    [InlineData("-1M", "2026-03-31", "2026-02-28")]
    [InlineData("-1y", "2024-02-29", "2023-02-28")]
    [InlineData("2024-02-29", "2026-11-24", "2024-02-29")]
    public void A_day_is_read_and_months_clamp_to_their_last_day(string text, string today, string day) =>
        Assert.Equal(DateOnly.Parse(day), RelativeDay.Read(text, DateOnly.Parse(today))!.Value.Day);

    [Theory]
    [InlineData("2023-02-29")]
    [InlineData("1899-12-31")]
    [InlineData("2101-01-01")]
    [InlineData("-99999d")]
    [InlineData("-9999y")]
    [InlineData("30d")]
    [InlineData("-30m")]
    [InlineData("tomorrow")]
    [InlineData("")]
    public void Anything_else_is_none(string text) => Assert.Null(RelativeDay.Read(text, new DateOnly(2026, 11, 24)));
}
