using System.Numerics;
using System.Runtime.InteropServices;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>
/// A run of documents of a segment that are looked at together, as a bit each. Small enough that the sets of a whole
/// query stay in the processor's cache; empty runs are passed over.
/// </summary>
internal static class Window
{
    public const int Words = 128;
    public const int Size = Words * 64;

    /// <summary>How many windows so many documents take.</summary>
    public static int CountOf(int documents) => (documents + Size - 1) / Size;

    /// <summary>A set for so many documents, in whole windows.</summary>
    public static FixedBitSet NewSet(int documents) => new(CountOf(documents) * Size);

    /// <summary>One window of a set that was made for whole windows.</summary>
    public static Span<ulong> Of(FixedBitSet set, int window) =>
        MemoryMarshal.Cast<long, ulong>(set.GetBits().AsSpan(window * Words, Words));

    /// <summary>Takes out of a set what another lacks.</summary>
    public static void And(Span<ulong> set, ReadOnlySpan<ulong> other)
    {
        var left = Wide(set);
        var right = Wide(other);
        for (var i = 0; i < left.Length; i++)
            left[i] &= right[i];
    }

    /// <summary>Takes out of a set what another has.</summary>
    public static void AndNot(Span<ulong> set, ReadOnlySpan<ulong> other)
    {
        var left = Wide(set);
        var right = Wide(other);
        for (var i = 0; i < left.Length; i++)
            left[i] = Vector.AndNot(left[i], right[i]);
    }

    /// <summary>Adds another set.</summary>
    public static void Or(Span<ulong> set, ReadOnlySpan<ulong> other)
    {
        var left = Wide(set);
        var right = Wide(other);
        for (var i = 0; i < left.Length; i++)
            left[i] |= right[i];
    }

    /// <summary>Adds what two others have in common.</summary>
    /// <returns>Whether they have anything in common.</returns>
    public static bool OrBoth(Span<ulong> set, ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other)
    {
        var left = Wide(set);
        var first = Wide(one);
        var second = Wide(other);
        var any = Vector<ulong>.Zero;
        for (var i = 0; i < left.Length; i++)
        {
            var both = first[i] & second[i];
            left[i] |= both;
            any |= both;
        }

        return any != Vector<ulong>.Zero;
    }

    public static bool IsEmpty(ReadOnlySpan<ulong> set) => !set.ContainsAnyExcept(0ul);

    public static int Count(ReadOnlySpan<ulong> set)
    {
        var count = 0;
        foreach (var word in set)
            count += BitOperations.PopCount(word);
        return count;
    }

    public static bool Has(ReadOnlySpan<ulong> set, int place) => (set[place >> 6] & (1ul << place)) != 0;

    public static void Add(Span<ulong> set, int place) => set[place >> 6] |= 1ul << place;

    public static void Remove(Span<ulong> set, int place) => set[place >> 6] &= ~(1ul << place);

    /// <summary>The places of a set, in order.</summary>
    public static Places In(ReadOnlySpan<ulong> set) => new(set);

    private static Span<Vector<ulong>> Wide(Span<ulong> set) => MemoryMarshal.Cast<ulong, Vector<ulong>>(set);

    private static ReadOnlySpan<Vector<ulong>> Wide(ReadOnlySpan<ulong> set) => MemoryMarshal.Cast<ulong, Vector<ulong>>(set);

    /// <summary>Walks a set; each word is read when its turn comes, so that what is taken out behind the walk is no matter.</summary>
    public ref struct Places(ReadOnlySpan<ulong> set)
    {
        private readonly ReadOnlySpan<ulong> set = set;
        private ulong word = set[0];
        private int at;

        public int Current { get; private set; }

        public readonly Places GetEnumerator() => this;

        public bool MoveNext()
        {
            while (word == 0)
            {
                if (++at == set.Length)
                    return false;
                word = set[at];
            }

            Current = (at << 6) + BitOperations.TrailingZeroCount(word);
            word &= word - 1;
            return true;
        }
    }
}
