using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Indexing;

/// <summary>Cuts the base into parts of like size that every engine and the database agree on.</summary>
public static class CustomerBucket
{
    public const int Count = 1024;

    private const int Bits = 10;

    /// <summary>From 0 to <see cref="Count"/> - 1. Neighbouring ids fall into different ones (Fibonacci hashing).</summary>
    public static int Of(CustomerId id) => (int)(unchecked((ulong)id.Value * 0x9E3779B97F4A7C15UL) >> (64 - Bits));
}
