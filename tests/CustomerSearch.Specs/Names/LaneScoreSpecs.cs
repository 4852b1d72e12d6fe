using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

public sealed class LaneScoreSpecs
{
    [Fact]
    public void A_score_is_exact_in_a_float_and_tells_its_lane_and_penalty()
    {
        for (var lane = 0; lane <= 12; lane++)
            foreach (var penalty in (int[])[0, 1, 8191, LaneScore.GreatestPenalty])
            {
                var score = LaneScore.Of(lane, penalty);
                Assert.InRange(score, 1, (1 << 24) - 1);
                Assert.Equal(score, (int)(float)score);
                Assert.Equal((lane, penalty), (LaneScore.LaneOf(score), LaneScore.PenaltyOf(score)));
            }
    }

    [Fact]
    public void A_better_lane_beats_every_penalty_and_inside_a_lane_the_smaller_penalty_wins()
    {
        for (var lane = 0; lane < 12; lane++)
            Assert.True(LaneScore.Of(lane, LaneScore.GreatestPenalty) > LaneScore.Of(lane + 1, 0));
        Assert.True(LaneScore.Of(3, 4) > LaneScore.Of(3, 5));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(13, 0)]
    [InlineData(1, -1)]
    [InlineData(1, LaneScore.GreatestPenalty + 1)]
    public void What_does_not_fit_into_the_score_is_refused(int lane, int penalty) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LaneScore.Of(lane, penalty));
}
