namespace CustomerSearch.Core.Tags;

/// <summary>What a rule must be before it is saved: everything wrong with one, by field. Pure.</summary>
internal static class RuleCheck
{
    private const int MostCases = 100;
    private const int MostBands = 20;
    private const int LongestCode = 50;
    private const int LongestDefinition = 200;
    private const int LongestMonths = 120;

    /// <summary>10^15: beyond every amount and count that can be.</summary>
    private const long Farthest = 1_000_000_000_000_000;

    public static Dictionary<string, string[]> Errors(TagDimension dimension, RuleBody body, IReadOnlyList<RuleTag> tags)
    {
        List<(string Field, string Message)> errors = [.. TagErrors(dimension, tags)];
        errors.AddRange(body switch
        {
            RuleBody.Copy copy => CopyErrors(copy, tags),
            RuleBody.Bands bands => BandErrors(dimension, bands, tags),
            RuleBody.Interests interests => InterestErrors(dimension, interests),
            _ => throw new System.Diagnostics.UnreachableException(),
        });
        return errors.GroupBy(e => e.Field, e => e.Message).ToDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>What is wrong with a code; null where nothing is.</summary>
    public static string? CodeError(string? code) =>
        string.IsNullOrWhiteSpace(code) || code.Length > LongestCode || code.Any(char.IsControl) || code.Trim() != code
            || code.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar)
            ? $"Must have 1 to {LongestCode} characters, no control characters, and no blank at either end."
            : null;

    /// <summary>What is wrong with a definition; null where nothing is.</summary>
    public static string? DefinitionError(string? definition) =>
        string.IsNullOrWhiteSpace(definition) || definition.Length > LongestDefinition || definition.Any(char.IsControl)
            ? $"Must have 1 to {LongestDefinition} characters and no control characters."
            : null;

    private static IEnumerable<(string, string)> TagErrors(TagDimension dimension, IReadOnlyList<RuleTag> tags)
    {
        if (tags.Select(t => t.Code).Distinct(StringComparer.Ordinal).Count() != tags.Count)
            yield return ("tags", "A tag stands there twice.");

        foreach (var (index, tag) in tags.Index())
        {
            if (CodeError(tag.Code) is { } code)
                yield return ($"tags[{index}].code", code);
            if (DefinitionError(tag.Definition) is { } definition)
                yield return ($"tags[{index}].definition", definition);
            if (dimension.Tags.Exists(t => t.Code == tag.Code && t.Origin == TagOrigin.Hand))
                yield return ($"tags[{index}].code", $"{tag.Code} is set by hand in this dimension.");
        }
    }

    private static IEnumerable<(string, string)> CopyErrors(RuleBody.Copy copy, IReadOnlyList<RuleTag> tags)
    {
        if (!RuleFacts.TextFields.Contains(copy.Field))
        {
            yield return ("rule.field", $"Must be one of {string.Join(", ", RuleFacts.TextFields.Order(StringComparer.Ordinal))}.");
            yield break;
        }

        var values = RuleFacts.ValuesOf(copy.Field);
        foreach (var value in values.Except(tags.Select(t => t.Code)))
            yield return ("tags", $"No tag covers {copy.Field} {value}.");
        foreach (var code in tags.Select(t => t.Code).Except(values))
            yield return ("tags", $"{code} is no value of {copy.Field}.");
    }

    private static IEnumerable<(string, string)> BandErrors(
        TagDimension dimension, RuleBody.Bands bands, IReadOnlyList<RuleTag> tags)
    {
        if (bands.Cases.Count is 0 or > MostCases)
        {
            yield return ("rule.cases", $"1 to {MostCases} cases are needed.");
            yield break;
        }

        var sound = true;
        foreach (var (index, one) in bands.Cases.Index())
        {
            foreach (var message in CaseErrors(one, tags))
            {
                sound = false;
                yield return ($"rule.cases[{index}]", message);
            }
        }

        foreach (var code in tags.Select(t => t.Code).Except(bands.Cases.Select(c => c.Tag)))
            yield return ("tags", $"No case gives {code}.");

        // Gaps and overlaps of bands that are wrong in themselves say nothing.
        foreach (var message in sound && dimension.Exclusive ? RuleCoverage.Check(bands.Cases) : [])
            yield return ("rule.cases", message);
    }

    private static IEnumerable<string> CaseErrors(RuleCase one, IReadOnlyList<RuleTag> tags)
    {
        if (tags.All(t => t.Code != one.Tag))
            yield return $"{one.Tag} has no definition among the tags.";
        if (one.When.Count > MostBands)
            yield return $"At most {MostBands} bands make a case.";

        foreach (var band in one.When)
        {
            if (!RuleFacts.NumberFields.Contains(band.Field))
                yield return $"{band.Field} is not one of {string.Join(", ", RuleFacts.NumberFields.Order(StringComparer.Ordinal))}.";
            if (band is { From: null, To: null })
                yield return $"The band of {band.Field} has no end.";
            if (band.From >= band.To)
                yield return $"The band of {band.Field} is empty.";
            if (band.From is < -Farthest or > Farthest || band.To is < -Farthest or > Farthest)
                yield return $"The band of {band.Field} ends beyond {Farthest}.";
        }
    }

    private static IEnumerable<(string, string)> InterestErrors(TagDimension dimension, RuleBody.Interests interests)
    {
        if (dimension.Exclusive)
            yield return ("rule.kind", "A customer has several interests, and this dimension takes one tag.");
        if (interests.Months is < 1 or > LongestMonths)
            yield return ("rule.months", $"Must be 1 to {LongestMonths}.");
    }
}
