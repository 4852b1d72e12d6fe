namespace CustomerSearch.Core.Names;

/// <summary>One way to find a name and what it is worth: of those that match it the greatest score counts.</summary>
/// <param name="Score">A <see cref="LaneScore"/>: that of a match without penalty.</param>
/// <param name="Match">What must stand in the stream of <see cref="NameTerms"/>.</param>
public sealed record NameClause(int Score, NameMatch Match);
