using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CustomerSearch.Core.Customers;

/// <summary>
/// A customer number: two letters of the industry, the year of creation, a running number of at least three digits
/// (<c>ED2024001</c>; after 999 it grows, it never wraps).
/// </summary>
public readonly record struct CustomerNo(string Code, int Year, int Running) : IParsable<CustomerNo>
{
    /// <exception cref="FormatException">The text is not a customer number.</exception>
    public static CustomerNo Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var number) ? number : throw new FormatException("Not a customer number.");

    /// <summary>Takes the number in either case: people type <c>ed2024001</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CustomerNo result)
    {
        result = default;
        if (s is not { Length: >= 9 and <= 15 })
            return false;

        var code = s[..2].ToUpperInvariant();
        if (!Industries.IsCode(code)
            || !TryNumber(s.AsSpan(2, 4), out var year)
            || !TryNumber(s.AsSpan(6), out var running)
            || running == 0
            || (s[6] == '0' && s.Length > 9))
            return false;

        result = new CustomerNo(code, year, running);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Code}{Year:0000}{Running:000}");

    private static bool TryNumber(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit))
                return false;
        }

        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
