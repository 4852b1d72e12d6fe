namespace CustomerSearch.Core.Names;

/// <summary>What a name query asks of one positional stream of tokens, in terms that every engine has.</summary>
public abstract record NameMatch
{
    private NameMatch()
    {
    }

    /// <summary>The token stands at some position.</summary>
    public sealed record Term(string Token) : NameMatch;

    /// <summary>Consecutive positions, each holding one of its alternatives.</summary>
    public sealed record Phrase(IReadOnlyList<IReadOnlyList<string>> Positions) : NameMatch;

    /// <summary>Every one of the parts matches, wherever.</summary>
    public sealed record All(IReadOnlyList<NameMatch> Parts) : NameMatch;
}

/// <summary>One alternative of a name query and the score of its lane.</summary>
public sealed record NameClause(int Score, NameMatch Match);

/// <summary>Lane and order inside the lane as one integer below 2^24.</summary>
public static class LaneScore
{
    private const int LaneShift = 20;
    private const int Lanes = 13;

    public static int Of(int lane, int penalty) => ((Lanes - lane) << LaneShift) | ((1 << LaneShift) - 1 - penalty);

    public static int LaneOf(int score) => Lanes - (score >> LaneShift);
}
