using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

/// <summary>The lanes 4 to 10 by their rule, written a second time as plainly as can be: no tokens, no lattice.</summary>
internal sealed class RuleBook(NameText query, int left, NameText name, bool company, OwnReading? own)
{
    private const int Element = 1 << 5, Rank = 1 << 10, Change = 1 << 13, Surname = 1 << 17;

    private readonly NameElement[] wanted = [.. query.Elements.SkipLast(left)];
    private readonly IReadOnlyList<NameElement> there = name.Elements;
    private readonly Reading[][] readings =
        NameReadings.Of(name.Elements, own, company ? CompanyName.LegalFormStart(name.Elements) : int.MaxValue);
    private readonly int legalForm = company ? CompanyName.LegalFormStart(name.Elements) : name.Elements.Count;
    private readonly int[] again = company ? [.. CompanyName.BeginningsAfterPlaces(name.Elements)] : [];

    /// <summary>The best score of the lanes 4 to 6, in fuzzy mode to 10; with and without what may be left out.</summary>
    public static int? Best(NameText query, NameMode mode, NameText name, bool company, OwnReading? own = null)
    {
        string[] tails = ["先生", "女士", "小姐", "同学", "经理", "总", "老师", "公司"];
        var folded = string.Concat(query.Elements.Select(element => element.IsHan ? element.Folded : "\0"));
        var tail = tails.SingleOrDefault(tail => folded.EndsWith(tail, StringComparison.Ordinal))?.Length ?? 0;
        return new[] { 0, tail }.Distinct().Where(left => left < query.Elements.Count)
            .SelectMany(left => new RuleBook(query, left, name, company, own).Scores(mode)).Max(score => (int?)score);
    }

    private IEnumerable<int> Scores(NameMode mode)
    {
        var scores = Sounds().Concat(mode == NameMode.Fuzzy ? new FuzzyRuleBook(wanted, Slices(), readings).Scores() : []);
        return scores.Select(found => LaneScore.Of(found.Lane, found.Penalty));
    }

    private IEnumerable<(int Lane, int Penalty)> Sounds()
    {
        if (!wanted.Any(element => element.IsWord))
            yield break;
        for (var start = 0; start < there.Count; start++)
            foreach (var (end, penalty, parts) in Chains(0, 0, start))
            {
                if (start == 0 && end == there.Count && parts == 0)
                    yield return (4, penalty % Element + (penalty / Rank * Rank));
                if (start == 0)
                    yield return (5, penalty);
                else if (again.Contains(start))
                    yield return (5, penalty + Change);
                if (start > 0 && !(wanted.Length == 1 && wanted[0].Length == 1) && (start < legalForm || wanted[0].IsHan))
                    yield return (6, penalty);
            }
    }

    /// <summary>Every chain from an element and a letter of the query on, at a place of the name.</summary>
    private IEnumerable<(int End, int Penalty, int Parts)> Chains(int i, int letter, int at)
    {
        if (i == wanted.Length)
            return [(at, 0, 0)];
        return at == there.Count ? [] : Bindings(i, letter, at).SelectMany(binding =>
            (binding.Letter == wanted[i].Typed.Length ? Chains(i + 1, 0, at + 1) : Chains(i, binding.Letter, at + 1))
            .Select(rest => (rest.End, rest.Penalty + binding.Penalty + Element + binding.Parts, rest.Parts + binding.Parts)));
    }

    /// <summary>How one element of the name can be what stands in the query, and up to which letter.</summary>
    private IEnumerable<(int Letter, int Penalty, int Parts)> Bindings(int i, int letter, int at)
    {
        var (element, other) = (wanted[i], there[at]);
        var text = element.Typed;
        if (letter == 0 && element.Folded == other.Folded)
            yield return (text.Length, element.Typed == other.Typed ? 0 : Change, 0);
        if (!element.IsWord)
            yield break;
        var isLast = i == wanted.Length - 1;
        if (letter == 0 && isLast && other.IsWord && other.Typed.Length > text.Length && other.Typed.StartsWith(text, StringComparison.Ordinal))
            yield return (text.Length, 0, 1);
        foreach (var (syllable, rank) in readings[at])
        {
            var spelled = Syllables.TextOf(syllable);
            for (var end = letter + 1; end <= text.Length; end++)
            {
                var typed = text[letter..end];
                if (Syllables.FindTyped(typed) == syllable)
                    yield return (end, rank * Rank, 0);
                var isInitial = typed == spelled[..1] || (typed is "zh" or "ch" or "sh" && spelled.StartsWith(typed, StringComparison.Ordinal));
                var isBeginning = isLast && end == text.Length && spelled.Length > typed.Length
                    && spelled.StartsWith(typed.Replace('ü', 'v'), StringComparison.Ordinal);
                if (isInitial || isBeginning)
                    yield return (end, rank * Rank, 1);
            }
        }
    }

    /// <summary>The parts of the name that the fuzzy lanes compare with: from where to where, and whether as a beginning.</summary>
    private IEnumerable<(int Start, NameElement[] Elements, bool IsBeginning)> Slices()
    {
        foreach (var start in again.Prepend(0))
        {
            for (var end = start + 1; end < there.Count && company; end++)
                yield return (start, [.. there.Take(end).Skip(start)], end != legalForm);
            if (legalForm > start && legalForm < there.Count)
                yield return (start, [.. there.Take(legalForm).Skip(start)], false);
            yield return (start, [.. there.Skip(start)], false);
        }
    }
}
