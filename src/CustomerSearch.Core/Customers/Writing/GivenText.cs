using System.Globalization;
using System.Text;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>Reads single values out of what sources give: the value, or what is wrong with it.</summary>
internal static class GivenText
{
    private const string NotText = "Must be text.";

    /// <summary>More digits than a spreadsheet keeps of a number.</summary>
    private const double LostDigits = 1e15;

    private static readonly DateOnly Earliest = new(1900, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    /// <summary>Text without controls, direction marks, lone surrogates and replacement characters, trimmed.</summary>
    public static (string? Value, string? Error) Text(Given given, int longest)
    {
        if (Plain(given) is not { } text)
            return (null, given.As == GivenAs.Number ? NotText : "Was kept as a number and has lost digits; keep it as text.");
        if (!IsWellFormed(text))
            return (null, "Must not hold control characters, direction marks, or characters that could not be read.");

        var trimmed = text.Trim();
        return trimmed.Length == 0 ? (null, "Must not be blank.")
            : trimmed.Length > longest ? (null, $"Must have at most {longest} characters.")
            : (trimmed, null);
    }

    /// <summary>A day: <c>YYYY-MM-DD</c>, in a sheet also <c>YYYY/M/D</c> or the number that it keeps a day as.</summary>
    public static (DateOnly? Value, string? Error) Day(Given given)
    {
        var text = given.Text!.Trim();
        var isDay = given.As switch
        {
            GivenAs.Text => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
            GivenAs.Cell => TryCell(text, out _),
            GivenAs.SheetNumber => TrySerial(text, out _),
            _ => false,
        };
        if (!isDay)
            return (null, "Must be a day, YYYY-MM-DD.");

        var day = given.As == GivenAs.SheetNumber && TrySerial(text, out var serial) ? serial
            : TryCell(text, out var cell) ? cell : default;
        return day < Earliest || day > Latest ? (null, "Must lie between 1900 and 2100.") : (day, null);
    }

    /// <summary>A whole number within bounds.</summary>
    public static (long? Value, string? Error) Number(Given given, long most)
    {
        if (given.As == GivenAs.Text)
            return (null, "Must be a number.");

        return long.TryParse(given.Text!.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= 0 && number <= most
            ? (number, null)
            : (null, $"Must be a whole number from 0 to {most}.");
    }

    /// <summary>The text of the value; null where a number has lost what it was.</summary>
    public static string? Plain(Given given) => given.As switch
    {
        GivenAs.Number => null,
        GivenAs.SheetNumber when !double.TryParse(given.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || Math.Abs(number) >= LostDigits || Math.Floor(number) != number => null,
        GivenAs.SheetNumber => double.Parse(given.Text!, CultureInfo.InvariantCulture).ToString("F0", CultureInfo.InvariantCulture),
        _ => given.Text,
    };

    public static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || IsRefused(rune))
                return false;

            i += rune.Utf16SequenceLength;
        }

        return true;
    }

    private static bool IsRefused(Rune rune) => Rune.IsControl(rune) || rune.Value is
        0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFD;

    private static bool TryCell(string text, out DateOnly day) => DateOnly.TryParseExact(
        text, ["yyyy-MM-dd", "yyyy/M/d"], CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    /// <summary>Days since the end of 1899, which count a 29 February 1900 that never was; a time of day is dropped.</summary>
    private static bool TrySerial(string text, out DateOnly day)
    {
        day = default;
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) || serial is < 61 or > 73_415)
            return false;

        day = DateOnly.FromDateTime(DateTime.FromOADate(Math.Floor(serial)));
        return true;
    }
}
