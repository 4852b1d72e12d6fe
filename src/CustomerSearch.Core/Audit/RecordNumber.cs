using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CustomerSearch.Core.Audit;

/// <summary>The two numberings of the one chain.</summary>
public enum RecordSeries
{
    /// <summary>Searches: <c>RX</c>.</summary>
    Search = 1,

    /// <summary>Everything else that is recorded: <c>OP</c>.</summary>
    Operation = 2,
}

/// <summary>
/// The number of a record: <c>RX20240701001</c>, that is series, business day, running number of at least three
/// digits. Ordered by day and number, not by text: <c>RX202407011000</c> follows <c>RX20240701999</c>.
/// </summary>
public readonly record struct RecordNumber(RecordSeries Series, DateOnly Day, int Running)
    : IParsable<RecordNumber>, IComparable<RecordNumber>
{
    /// <exception cref="FormatException">The text is not a record number.</exception>
    public static RecordNumber Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException("Not a record number.");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RecordNumber result)
    {
        result = default;
        if (s is not { Length: >= 13 and <= 18 })
            return false;

        RecordSeries? series = s.AsSpan(0, 2) switch
        {
            "RX" => RecordSeries.Search,
            "OP" => RecordSeries.Operation,
            _ => null,
        };
        if (series is null
            || !DateOnly.TryParseExact(s.AsSpan(2, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || !int.TryParse(s.AsSpan(10), NumberStyles.None, CultureInfo.InvariantCulture, out var running)
            || running == 0
            || (s[10] == '0' && s.Length > 13))
            return false;

        result = new RecordNumber(series.Value, day, running);
        return true;
    }

    public int CompareTo(RecordNumber other) => (Series, Day, Running).CompareTo((other.Series, other.Day, other.Running));

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Series == RecordSeries.Search ? "RX" : "OP")}{Day:yyyyMMdd}{Running:000}");
}
