using System.Collections.Frozen;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Search;

/// <summary>Reads one filter of a request: its field, and its values against the lists there are.</summary>
internal static class FilterParser
{
    private const int LongestValue = 100;

    private static readonly FrozenDictionary<string, FrozenSet<string>> Lists = new Dictionary<string, IReadOnlyList<string>>
    {
        ["kind"] = Vocabulary.Kinds,
        ["status"] = Vocabulary.Statuses,
        ["industry"] = Industries.All,
        ["region"] = Vocabulary.Regions,
        ["source"] = Vocabulary.Sources,
        ["gender"] = Vocabulary.Genders,
        ["cityTier"] = Vocabulary.CityTiers,
        ["size"] = Vocabulary.Sizes,
        ["ownership"] = Vocabulary.Ownerships,
        ["occupation"] = Vocabulary.Occupations,
        ["creditGrade"] = Vocabulary.CreditGrades,
        ["riskLevel"] = Vocabulary.RiskLevels,
        ["certificationStatus"] = Vocabulary.CertificationStatuses,
        ["certificationLevel"] = Vocabulary.CertificationLevels,
    }.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToFrozenSet());

    public static Criterion.Filter? Parse(string name, IReadOnlyList<string>? values, ParseContext context, ParseErrors errors)
    {
        if (SearchFields.FindFilter(name) is not { } field)
        {
            errors.Add($"filters.{Repeatable(name)}", "Not a field that can be filtered by.");
            return null;
        }

        var path = $"filters.{name}";

        if (!FieldMatrix.MaySearch(context.Role, field.Class))
        {
            errors.Deny(path, $"Your role sees {name} masked and may not filter by it.");
            return null;
        }

        if (values is not { Count: > 0 })
        {
            errors.Add(path, "At least one value is needed.");
            return null;
        }

        List<string> terms = [];
        foreach (var (index, value) in values.Index())
        {
            if (TermOf(name, value, context.Organisation) is { } term)
                terms.Add(term);
            else
                errors.Add($"{path}[{index}]", "Not a value of this field.");
        }

        return terms.Count == values.Count ? new Criterion.Filter(field, values, terms) : null;
    }

    /// <summary>A name that a caller made up may hold anything, and the record keeps it for good: it is cut and masked.</summary>
    private static string? Repeatable(string name) =>
        RecordText.Mask(new string([.. name.Where(c => !char.IsControl(c)).Take(LongestValue)]));

    private static string? TermOf(string field, string? value, Organisation organisation) => (field, value) switch
    {
        (_, null or "" or { Length: > LongestValue }) => null,
        _ when value.Any(char.IsControl) => null,
        ("department", _) => organisation.Departments.TryGetValue(value, out var department) ? department.ToString() : null,
        ("owner", _) => organisation.Accounts.TryGetValue(value, out var account) ? account.ToString() : null,
        _ when Lists.TryGetValue(field, out var list) => list.Contains(value) ? value : null,
        _ => value,
    };
}
