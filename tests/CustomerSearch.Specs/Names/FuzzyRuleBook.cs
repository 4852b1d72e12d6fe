using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

/// <summary>The lanes 7 to 10 by their rule: a query against the parts of a name that it may be compared with.</summary>
internal sealed class FuzzyRuleBook(
    NameElement[] wanted, IEnumerable<(int Start, NameElement[] Elements, bool IsBeginning)> slices, Reading[][] readings)
{
    private const int Rank = 1 << 10, Change = 1 << 13, Surname = 1 << 17;

    private static readonly string[] Variants = [.. EmbeddedText.Lines("surname-variants.txt")];
    private static readonly string[] Alike = [.. EmbeddedText.Lines("look-alikes.txt")];
    private static readonly string[] Compounds = [.. EmbeddedText.Lines("compound-surnames.txt").Select(line => line.Split(' ')[0])];

    private readonly int surname = wanted.Length > 1 && Compounds.Contains(wanted[0].Folded + wanted[1].Folded) ? 2 : 1;
    private readonly Reading[][] ownReadings = NameReadings.Of(wanted, own: null);
    private readonly bool isHan = wanted.All(element => element.IsHan);
    private readonly bool isLetters = wanted.All(element => element.IsWord);

    public IEnumerable<(int Lane, int Penalty)> Scores()
    {
        foreach (var (start, slice, isBeginning) in slices)
        {
            if (!isBeginning || wanted.Length >= 4)
            {
                if (slice.Length == wanted.Length && Other(Variants, wanted[0], slice[0])
                    && wanted.Skip(1).Zip(slice.Skip(1)).All(pair => pair.First.Folded == pair.Second.Folded))
                    yield return (7, 0);
                foreach (var found in isHan ? HanSlips(slice) : [])
                    yield return (10, Change + found);
            }

            if (!isBeginning || slice.Length >= 4)
            {
                foreach (var found in Similar(0, 0, slice, start, 0, false))
                    yield return found;
                foreach (var found in isLetters ? LetterSlips(slice, start) : [])
                    yield return (10, Change + found);
            }

            if (!isBeginning && start == 0 && isLetters && wanted.Length > 1 && IsReordered(slice) && slice.Length == readings.Length)
                yield return (10, Change);
        }
    }

    private static bool Other(string[] lines, NameElement one, NameElement other) => one.Folded != other.Folded
        && lines.Any(line => line.Contains(one.Folded, StringComparison.Ordinal) && line.Contains(other.Folded, StringComparison.Ordinal));

    private bool IsReordered(NameElement[] slice)
    {
        var words = wanted.Select(word => word.Typed).ToArray();
        var there = slice.Select(element => element.Typed).ToArray();
        return there.SequenceEqual([words[^1], .. words[..^1]]) || there.SequenceEqual([.. words[1..], words[0]]);
    }

    private IEnumerable<(int Lane, int Penalty)> Similar(int i, int letter, NameElement[] slice, int start, int at, bool similar)
    {
        if (i == wanted.Length)
            return at == slice.Length ? [(similar ? 9 : 8, 0)] : [];
        if (at == slice.Length)
            return [];
        var bindings = new List<(int Letter, int Penalty, bool Similar)>();
        var text = wanted[i].Typed;
        if (letter == 0 && wanted[i].Folded == slice[at].Folded)
            bindings.Add((text.Length, 0, false));
        foreach (var (syllable, rank) in readings[start + at])
        {
            foreach (var (mine, myRank) in ownReadings[i])
                if (Differing(mine, syllable) is { } changes)
                    bindings.Add((text.Length, Penalty(i, Math.Max(1, changes)) + ((rank + (i < 7 ? myRank : 0)) * Rank), changes > 0));
            for (var end = letter + 1; end <= text.Length && wanted[i].IsWord; end++)
                if (Syllables.FindTyped(text.AsSpan(letter, end - letter)) is >= 0 and var typed && Differing(typed, syllable) is { } differing)
                    bindings.Add((end, (differing == 0 ? 0 : Penalty(at, differing)) + (rank * Rank), differing > 0));
        }

        return bindings.SelectMany(binding => (binding.Letter == text.Length
                ? Similar(i + 1, 0, slice, start, at + 1, similar || binding.Similar)
                : Similar(i, binding.Letter, slice, start, at + 1, similar || binding.Similar))
            .Select(rest => (rest.Item1, rest.Item2 + binding.Penalty)));
    }

    private int Penalty(int at, int changes) => (at < 7 ? changes * Change : 0) + (at < surname ? Surname : 0);

    /// <summary>How many of initial and final differ between similar syllables; null for others.</summary>
    private static int? Differing(int one, int other)
    {
        var (initial, final) = Split(Syllables.TextOf(one));
        var (otherInitial, otherFinal) = Split(Syllables.TextOf(other));
        var changes = 0;
        foreach (var (mine, its, pairs) in ((string, string, string)[])
            [(initial, otherInitial, "zh z,ch c,sh s,n l,r l,f h"), (final, otherFinal, "an ang,en eng,in ing,ian iang,uan uang,u v")])
        {
            if (mine == its)
                continue;
            if (!pairs.Split(',').Any(pair => pair == $"{mine} {its}" || pair == $"{its} {mine}"))
                return null;
            changes++;
        }

        return changes;
    }

    private static (string, string) Split(string syllable)
    {
        var vowel = syllable.IndexOfAny(['a', 'e', 'i', 'o', 'u', 'v']);
        return (syllable[..vowel], syllable[vowel..]);
    }

    private IEnumerable<int> HanSlips(NameElement[] slice)
    {
        var typed = wanted.Select(element => element.Folded).ToArray();
        var there = slice.Select(element => element.IsHan ? element.Folded : "").ToArray();
        for (var i = 0; i < typed.Length; i++)
        {
            if (typed.Length > 1 && there.Length == typed.Length && Other(Alike, wanted[i], slice[i])
                && typed.Where((_, at) => at != i).SequenceEqual(there.Where((_, at) => at != i)))
                yield return i < surname ? Surname : 0;
        }

        if (typed.Length < 3 || there.Length < 3 || there.Contains(""))
            yield break;
        for (var i = 0; i <= typed.Length; i++)
        {
            var penalty = i < surname ? Surname : 0;
            if (there.Length == typed.Length + 1 && there.Where((_, at) => at != i).SequenceEqual(typed))
                yield return penalty;
            if (i == typed.Length)
                break;
            var rest = typed.Where((_, at) => at != i).ToArray();
            if (there.Length == typed.Length && there.Where((_, at) => at != i).SequenceEqual(rest))
                yield return penalty;
            if (there.SequenceEqual(rest))
                yield return penalty;
            if (i + 1 < typed.Length && there.SequenceEqual([.. typed[..i], typed[i + 1], typed[i], .. typed[(i + 2)..]]))
                yield return penalty;
        }
    }

    private IEnumerable<int> LetterSlips(NameElement[] slice, int start)
    {
        var typed = string.Concat(wanted.Select(word => word.Typed)).Replace('ü', 'v');
        if (typed.Length < 4 || typed.Any(letter => letter is < 'a' or > 'z') || slice.Any(element => !element.IsHan))
            yield break;
        var mayBeWrong = !wanted.All(word => IsWhole(word.Typed));
        foreach (var (spelled, first, ranks) in Spelled(slice.Length, start, 0))
        {
            if (spelled.Length > 0 && spelled[0] != typed[0])
                continue;
            for (var i = 0; i <= typed.Length; i++)
            {
                var penalty = (i < first ? Surname : 0) + (ranks * Rank);
                if (spelled.Length == typed.Length + 1 && i < spelled.Length && spelled.Remove(i, 1) == typed)
                    yield return penalty;
                if (i == typed.Length)
                    break;
                if (typed.Remove(i, 1) == spelled && i > 0)
                    yield return penalty;
                if (i > 0 && i + 1 < typed.Length && typed[i] != typed[i + 1] && $"{typed[..i]}{typed[i + 1]}{typed[i]}{typed[(i + 2)..]}" == spelled)
                    yield return penalty;
                if (mayBeWrong && i > 0 && spelled.Length == typed.Length && spelled != typed && spelled.Remove(i, 1) == typed.Remove(i, 1))
                    yield return penalty;
            }
        }
    }

    private static bool IsWhole(string text) => text.Length == 0
        || Enumerable.Range(1, text.Length).Any(length => Syllables.FindTyped(text.AsSpan(0, length)) >= 0 && IsWhole(text[length..]));

    /// <summary>The joined readings of a part of the name, with the length of the first syllable and the sum of ranks.</summary>
    private IEnumerable<(string Text, int First, int Ranks)> Spelled(int length, int start, int at)
    {
        if (at == length)
            return [("", 0, 0)];
        return readings[start + at].SelectMany(reading => Spelled(length, start, at + 1).Select(rest =>
            (Syllables.TextOf(reading.Syllable) + rest.Text, Syllables.TextOf(reading.Syllable).Length, rest.Ranks + reading.Rank)));
    }
}
