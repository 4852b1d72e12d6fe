namespace CustomerSearch.Core.Names;

/// <summary>One way to find a name, with what is needed to explain it.</summary>
/// <param name="Lane">The best lane it finds in.</param>
/// <param name="Penalty">What it costs there at least.</param>
/// <param name="Match">What must stand in the stream of a name.</param>
internal sealed record NameWay(int Lane, int Penalty, NameMatch Match)
{
    /// <summary>How it finds, in Chinese; null where the score tells.</summary>
    public string? Reason { get; init; }

    /// <summary>How many code points of the last matched word are meant, where that is not the whole word.</summary>
    public int? PartOfLastWord { get; init; }

    /// <summary>What it is worth in a customer's own name, at best.</summary>
    public int Score => LaneScore.Of(Lane, Penalty);

    /// <summary>What it is worth in the name of a legal representative: lane 11, in the same order.</summary>
    public int RepresentativeScore =>
        LaneScore.Of(LaneScore.Representative, (Lane * LaneScore.NameLane) + Penalty);
}
