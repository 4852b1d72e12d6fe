using System.Diagnostics;

namespace CustomerSearch.Core.Names;

/// <summary>What an engine looks for in the stream of a name: exact terms only, never analysed again.</summary>
public abstract record NameMatch
{
    private NameMatch()
    {
    }

    /// <summary>
    /// What a match in a stream takes from the score of its clause, 0 for all but a lattice; null where this does not match.
    /// The meaning that every engine has to reproduce.
    /// </summary>
    public int? PenaltyIn(IReadOnlyList<IReadOnlyList<string>> stream) => this is Lattice lattice
        ? LatticeSearch.Find(lattice, new TokenPositions(stream))?.Penalty
        : FindIn(stream) is null ? null : 0;

    /// <summary>
    /// The first place in a stream where a term or phrase matches, with the number of positions it covers; null where it
    /// does not.
    /// </summary>
    internal (int At, int Length)? FindIn(IReadOnlyList<IReadOnlyList<string>> stream)
    {
        IReadOnlyList<IReadOnlyList<string>> positions = this switch
        {
            Term term => [[term.Token]],
            Phrase phrase => phrase.Positions,
            _ => throw new UnreachableException(),
        };
        for (var at = 0; at + positions.Count <= stream.Count; at++)
        {
            var length = 0;
            while (length < positions.Count && Meet(positions[length], stream[at + length]))
                length++;
            if (length == positions.Count)
                return (at, length);
        }

        return null;
    }

    private static bool Meet(IReadOnlyList<string> wanted, IReadOnlyList<string> there)
    {
        foreach (var token in wanted)
            foreach (var other in there)
                if (token == other)
                    return true;
        return false;
    }

    /// <summary>The token stands anywhere in the stream.</summary>
    public sealed record Term(string Token) : NameMatch;

    /// <summary>
    /// One of the alternatives of each position stands in the stream, at positions that follow one another without a
    /// gap. At least one position, each with at least one alternative; a single position always has several.
    /// </summary>
    public sealed record Phrase(IReadOnlyList<IReadOnlyList<string>> Positions) : NameMatch;

    /// <summary>
    /// Many phrases that share their beginnings and ends: each way from node 0 to the last node is one, its steps' tokens
    /// stand at positions that follow one another (the one behind a step of length 2 is free), and it takes the sum of
    /// their penalties from the score. The cheapest way that matches counts.
    /// </summary>
    /// <param name="Nodes">How many nodes there are; at least two.</param>
    /// <param name="Steps">In order of <see cref="LatticeStep.From"/>; each stands on some whole way.</param>
    public sealed record Lattice(int Nodes, IReadOnlyList<LatticeStep> Steps) : NameMatch;
}
