using System.Globalization;

namespace CustomerSearch.Core.Customers;

/// <summary>The key of a customer inside this service; outside it customers go by <see cref="CustomerNo"/>.</summary>
public readonly record struct CustomerId(long Value) : IParsable<CustomerId>, IComparable<CustomerId>
{
    public static CustomerId Parse(string s, IFormatProvider? provider) =>
        new(long.Parse(s, NumberStyles.None, CultureInfo.InvariantCulture));

    public static bool TryParse(string? s, IFormatProvider? provider, out CustomerId result)
    {
        var parsed = long.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        result = new(value);
        return parsed;
    }

    public int CompareTo(CustomerId other) => Value.CompareTo(other.Value);

    public static bool operator <(CustomerId left, CustomerId right) => left.Value < right.Value;

    public static bool operator >(CustomerId left, CustomerId right) => left.Value > right.Value;

    public static bool operator <=(CustomerId left, CustomerId right) => left.Value <= right.Value;

    public static bool operator >=(CustomerId left, CustomerId right) => left.Value >= right.Value;

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
