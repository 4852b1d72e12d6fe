namespace CustomerSearch.Core.Names;

/// <summary>One way to find a name, with what is needed to explain it.</summary>
internal sealed record NameWay(int Lane, int Penalty, NameMatch Match)
{
    /// <summary>How it finds, in Chinese, to be put behind what is found: 开头.</summary>
    public required string Reason { get; init; }

    /// <summary>How many code points of the last matched word are meant, where that is not the whole word.</summary>
    public int? PartOfLastWord { get; init; }

    /// <summary>What it is worth in a customer's own name.</summary>
    public int Score => LaneScore.Of(Lane, Penalty);

    /// <summary>What it is worth in the name of a legal representative: lane 11, in the same order.</summary>
    public int RepresentativeScore =>
        LaneScore.Of(LaneScore.Representative, (Lane * LaneScore.NameLane) + Penalty);
}
