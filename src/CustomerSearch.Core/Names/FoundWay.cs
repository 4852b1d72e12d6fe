namespace CustomerSearch.Core.Names;

/// <summary>A way by which a name was found, and where in it.</summary>
/// <param name="Way">The way.</param>
/// <param name="Score">What the name is worth by it.</param>
/// <param name="Parts">The runs of positions that matched, in order, each with the part of its last word that is meant.</param>
internal sealed record FoundWay(NameWay Way, int Score, IReadOnlyList<(int At, int Length, int? PartOfLastWord)> Parts)
{
    public static FoundWay? In(TokenPositions stream, NameWay way)
    {
        if (way.Match is not NameMatch.Lattice lattice)
            return way.Match.FindIn(stream.Stream) is var (at, length)
                ? new FoundWay(way, way.Score, [(at, length, way.PartOfLastWord)])
                : null;
        return LatticeSearch.Find(lattice, stream) is { } path
            ? new FoundWay(way, way.Score - path.Penalty, Runs(path))
            : null;
    }

    /// <summary>Half-open ranges of code points in the raw name.</summary>
    public IReadOnlyList<(int Start, int End)> Matched(NameText name)
    {
        var ranges = new List<(int Start, int End)>(Parts.Count);
        foreach (var (at, length, part) in Parts)
        {
            var last = name.Elements[Math.Min(at + length, name.Elements.Count) - 1];
            ranges.Add((name.Elements[at].Start, part is { } codePoints ? last.EndOf(codePoints) : last.End));
        }

        return ranges;
    }

    private static List<(int At, int Length, int? Part)> Runs(LatticePath path)
    {
        var runs = new List<(int At, int Length, int? Part)>();
        foreach (var (step, at) in path.Steps)
        {
            if (!NameToken.SaysWhat(step.Token))
                continue;
            var part = NameToken.PartOf(step.Token);
            if (runs.Count > 0 && runs[^1].At + runs[^1].Length == at)
                runs[^1] = (runs[^1].At, runs[^1].Length + step.Length, part);
            else
                runs.Add((at, step.Length, part));
        }

        return runs;
    }
}
