using System.Globalization;

namespace CustomerSearch.Core.Tags;

/// <summary>
/// Whether cases cover every value exactly once. The bounds that the cases name cut each field into stretches on which
/// no case changes its mind; each combination of stretches is looked at once. Pure.
/// </summary>
/// <remarks>
/// A value that is absent lies in no band, so it need not be covered. A case without conditions takes what the others
/// leave.
/// </remarks>
internal static class RuleCoverage
{
    private const int MostCombinations = 20_000;
    private const int MostMessages = 10;

    /// <returns>A sentence for each gap and each overlap, the first ten of them; empty where there is none.</returns>
    public static List<string> Check(IReadOnlyList<RuleCase> cases)
    {
        var fields = cases.SelectMany(c => c.When).Select(b => b.Field).Distinct().Order(StringComparer.Ordinal).ToList();
        var stretches = fields.ConvertAll(field => Stretches(field, cases));
        if (stretches.Aggregate(1L, (product, of) => product * of.Count) > MostCombinations)
            return [$"The bounds make more than {MostCombinations} combinations to look at."];

        var takesTheRest = cases.Any(c => c.When.Count == 0);
        var conditional = cases.Where(c => c.When.Count > 0).ToList();
        List<string> messages = cases.Count(c => c.When.Count == 0) > 1 ? ["Two cases take what the others leave."] : [];
        foreach (var combination in Combinations(stretches))
        {
            var holding = conditional.Where(c => c.When.All(band => band.Holds(combination[fields.IndexOf(band.Field)].Within)))
                .Select(c => c.Tag).ToList();
            if (holding.Count == 1 || (holding.Count == 0 && takesTheRest))
                continue;

            var where = string.Join(" and ", combination.Select(stretch => stretch.ToString()));
            messages.Add(holding.Count == 0 ? $"No case covers {where}." : $"{where} is covered by {string.Join(" and by ", holding)}.");
            if (messages.Count == MostMessages)
                return messages;
        }

        return messages;
    }

    private static List<Stretch> Stretches(string field, IReadOnlyList<RuleCase> cases)
    {
        var bounds = cases.SelectMany(c => c.When).Where(b => b.Field == field)
            .SelectMany(b => (long?[])[b.From, b.To]).OfType<long>().Distinct().Order().ToList();
        List<Stretch> stretches = [new(field, null, bounds.Count > 0 ? bounds[0] : null)];
        for (var i = 0; i < bounds.Count; i++)
            stretches.Add(new(field, bounds[i], i + 1 < bounds.Count ? bounds[i + 1] : null));

        return stretches;
    }

    private static IEnumerable<Stretch[]> Combinations(List<List<Stretch>> stretches)
    {
        IEnumerable<Stretch[]> combinations = [[]];
        foreach (var of in stretches)
            combinations = combinations.SelectMany(before => of.Select(stretch => (Stretch[])[.. before, stretch]));

        return combinations;
    }

    /// <summary>The values of a field from one bound to below the next.</summary>
    private sealed record Stretch(string Field, long? From, long? To)
    {
        /// <summary>A value of the stretch; on the whole of it every band says the same.</summary>
        public long Within => From ?? (To is { } to ? to - 1 : 0);

        public override string ToString() => (From, To) switch
        {
            (null, null) => Field,
            (null, { } to) => $"{Field} below {Text(to)}",
            ({ } from, null) => $"{Field} from {Text(from)}",
            ({ } from, { } to) => $"{Field} from {Text(from)} to below {Text(to)}",
        };

        private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
