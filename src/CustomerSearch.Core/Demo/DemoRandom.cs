namespace CustomerSearch.Core.Demo;

/// <summary>
/// A stream of numbers (SplitMix64) that is the same on every machine. It keeps to operations that IEEE 754 rounds
/// exactly; <c>Math.Exp</c> and <c>Math.Pow</c> may differ in the last bit from one platform to the next.
/// </summary>
internal sealed class DemoRandom(int seed, long stream)
{
    private ulong state = Mix(Mix((uint)seed) ^ ((ulong)stream * 0xD1342543DE82EF95));

    /// <summary>A number from 0 to below <paramref name="count"/>.</summary>
    public int Below(int count)
    {
        state += 0x9E3779B97F4A7C15;
        return (int)Math.BigMul(Mix(state), (ulong)count, out _);
    }

    /// <summary>A number between the two, both included.</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>A day between the two, both included; the first where the second lies before it.</summary>
    public DateOnly Between(DateOnly from, DateOnly to) =>
        to <= from ? from : from.AddDays(Below(to.DayNumber - from.DayNumber + 1));

    /// <summary>An instant between the two in whole milliseconds; the first where the second lies before it.</summary>
    public DateTimeOffset Between(DateTimeOffset from, DateTimeOffset to)
    {
        var milliseconds = (to - from).Ticks / TimeSpan.TicksPerMillisecond;
        return milliseconds <= 0 ? from : from.AddTicks((long)(milliseconds * Unit()) * TimeSpan.TicksPerMillisecond);
    }

    /// <summary>Whether something happens that does so in so many of a thousand cases.</summary>
    public bool Chance(int perMille) => Below(1000) < perMille;

    /// <summary>A number from 0 to below 1.</summary>
    public double Unit() => Below(1 << 30) * (1.0 / (1 << 30));

    public T Pick<T>(IReadOnlyList<T> values) => values[Below(values.Count)];

    /// <summary>A number with a long tail; half of all lie below the median.</summary>
    /// <param name="spread">Powers of two that one standard deviation is worth.</param>
    public double LongTail(double median, double spread)
    {
        // The sum of twelve even draws is nearly normal, with a deviation of one.
        var normal = -6.0;
        for (var i = 0; i < 12; i++)
            normal += Unit();

        return median * PowerOfTwo(normal * spread);
    }

    private static double PowerOfTwo(double exponent)
    {
        var whole = Math.Floor(exponent);
        var part = exponent - whole;
        var mantissa = 1 + (part * (0.6951 + (part * (0.2276 + (part * 0.0773)))));
        return Math.ScaleB(mantissa, (int)whole);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
