namespace CustomerSearch.Core.Names;

/// <summary>Why a name is found, in Chinese, as far as its score tells.</summary>
internal static class NameReasons
{
    private const int ElementBits = 31;
    private const int PartBits = 31;
    private const int RankBits = 7;
    private const int ChangeBits = 15;

    /// <summary>For the lanes 4 to 9: 拼音首字母.</summary>
    public static string Of(int score)
    {
        var (lane, penalty) = (LaneScore.LaneOf(score), LaneScore.PenaltyOf(score));
        var ranks = (penalty / LaneScore.Rank) & RankBits;
        return lane switch
        {
            LaneScore.Sounds => "拼音一致" + Notes(penalty, ranks),
            LaneScore.SoundBegins => Letters(penalty, "") + Notes(penalty, ranks),
            LaneScore.SoundContains => Letters(penalty, "（中间）") + Notes(penalty, ranks),
            LaneScore.VariantSurname => "姓氏异写",
            LaneScore.Homophone => "同音" + Notes(0, ranks),
            LaneScore.SimilarSound => "近音" + Notes(0, ranks),
            _ => throw new ArgumentOutOfRangeException(nameof(score)),
        };
    }

    private static string Letters(int penalty, string place)
    {
        var elements = (penalty / LaneScore.Element) & ElementBits;
        var parts = (penalty / LaneScore.Part) & PartBits;
        return (parts == 0 ? "拼音" : parts == elements ? "拼音首字母" : "拼音简写") + place;
    }

    private static string Notes(int penalty, int ranks) =>
        (((penalty / LaneScore.Change) & ChangeBits) > 0 ? "（异体字或地名后）" : "") + (ranks > 0 ? "（多音字）" : "");
}
