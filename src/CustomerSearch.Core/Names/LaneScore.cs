namespace CustomerSearch.Core.Names;

/// <summary>
/// Lane and place inside the lane as one integer below 2^24, exact in a float and so the same on every engine; the
/// greater, the better.
/// </summary>
/// <remarks>
/// Bits 20-23 hold 15 minus the lane, bits 0-19 the greatest penalty minus the penalty. A penalty is made of, from
/// the most to the least significant bit:
/// <code>
/// 18-19  lane 11: by which of the lanes 1 to 3 the legal representative's name was found
/// 17     lanes 8 to 10: the surname changed
/// 13-16  changes, at most 15; in lanes 1 to 6 characters equal only after variant folding, and a place left out
/// 10-12  ranks of the readings, summed
/// 5-9    lanes 5 and 6: elements
/// 0-4    parts instead of wholes: initials and beginnings of syllables, summed; the beginning of a word; in lane 1 not
///        the identical string
/// </code>
/// An honorific or 公司 of the query left out costs nothing; but the identical string is that of all that was typed.
/// A sum that outgrows its bits counts on in those above: queries of more than 31 elements are found, and only their
/// order inside the lane grows coarse.
/// </remarks>
public static class LaneScore
{
    /// <summary>Found by a number or another full value.</summary>
    public const int Number = 0;

    public const int Exact = 1;
    public const int Begins = 2;
    public const int Contains = 3;
    public const int Sounds = 4;
    public const int SoundBegins = 5;
    public const int SoundContains = 6;
    public const int VariantSurname = 7;
    public const int Homophone = 8;
    public const int SimilarSound = 9;
    public const int Slip = 10;
    public const int Representative = 11;
    public const int Remark = 12;

    /// <summary>The greatest penalty a score holds.</summary>
    public const int GreatestPenalty = (1 << PenaltyBits) - 1;

    internal const int Part = 1;
    internal const int Element = 1 << 5;
    internal const int Rank = 1 << 10;
    internal const int Change = 1 << 13;
    internal const int MostChanges = 15;
    internal const int Surname = 1 << 17;
    internal const int NameLane = 1 << 18;

    /// <summary>The penalty of one lane more.</summary>
    internal const int Lane = 1 << PenaltyBits;

    private const int PenaltyBits = 20;
    private const int Ceiling = 15;

    /// <param name="lane">0 to 12, 0 the best.</param>
    /// <param name="penalty">0 to <see cref="GreatestPenalty"/>, 0 the best.</param>
    public static int Of(int lane, int penalty)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lane);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lane, Remark);
        ArgumentOutOfRangeException.ThrowIfNegative(penalty);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(penalty, GreatestPenalty);
        return ((Ceiling - lane) << PenaltyBits) | (GreatestPenalty - penalty);
    }

    /// <summary>The lane of a score that <see cref="Of"/> made.</summary>
    public static int LaneOf(int score) => Ceiling - (score >> PenaltyBits);

    /// <summary>The penalty of a score that <see cref="Of"/> made.</summary>
    public static int PenaltyOf(int score) => GreatestPenalty - (score & GreatestPenalty);
}
