using System.Diagnostics;

namespace CustomerSearch.Core.Names;

/// <summary>What an engine looks for in the stream of a name: exact terms only, never analysed again.</summary>
public abstract record NameMatch
{
    private NameMatch()
    {
    }

    /// <summary>
    /// The first place in a stream where this matches, with the number of positions it covers; null where it does not.
    /// The meaning that every engine has to reproduce.
    /// </summary>
    public (int At, int Length)? FindIn(IReadOnlyList<IReadOnlyList<string>> stream)
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
}
