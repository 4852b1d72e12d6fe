using System.Collections.Frozen;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Names;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>A single value of a customer that callers write: its name, how it is read, and where it stands.</summary>
/// <param name="Name">As the wire has it, nested ones with a dot.</param>
/// <param name="Read">The value, or what is wrong with it.</param>
/// <param name="Only">The one kind of customer that has it; null for both.</param>
/// <param name="IsRequired">Whether no customer is without it.</param>
/// <param name="Empty">What stands there where nothing does.</param>
internal sealed record CustomerField(
    string Name, Func<Given, (object? Value, string? Error)> Read, Func<Customer, object?> Get, Action<Customer, object?> Set,
    CustomerKind? Only = null, bool IsRequired = false, object? Empty = null)
{
    /// <summary>The class by which the field is shown; a record keeps what is not plain masked.</summary>
    public FieldClass Class { get; } = FieldMatrix.ClassOf(char.ToUpperInvariant(Name[0]) + Name[1..].Split('.')[0]);
}

/// <summary>The table of single values that callers write.</summary>
internal static class CustomerFields
{
    private const CustomerKind Person = CustomerKind.Individual;
    private const CustomerKind Company = CustomerKind.Enterprise;
    private const int LongestRemark = 500;
    private const long MostFen = 999_999_999_999_999;
    private const int MostBp = 10_000;

    public static IReadOnlyList<CustomerField> All { get; } =
    [
        new("kind", Kind, c => c.Kind, (c, v) => c.Kind = (CustomerKind)v!, IsRequired: true),
        new("name", Name, c => c.Name, (c, v) => c.Name = (string)v!, IsRequired: true),
        new("reading", Text(200), c => c.Reading, (c, v) => c.Reading = (string?)v),
        new("gender", OneOf(Vocabulary.Genders), c => c.Gender, (c, v) => c.Gender = (string?)v, Person),
        new("bornOn", Day, c => c.BornOn, (c, v) => c.BornOn = (DateOnly?)v, Person),
        new("occupation", OneOf(Vocabulary.Occupations), c => c.Occupation, (c, v) => c.Occupation = (string?)v, Person),
        new("cityTier", OneOf(Vocabulary.CityTiers), c => c.CityTier, (c, v) => c.CityTier = (string?)v, Person),
        new("size", OneOf(Vocabulary.Sizes), c => c.Size, (c, v) => c.Size = (string?)v, Company),
        new("ownership", OneOf(Vocabulary.Ownerships), c => c.Ownership, (c, v) => c.Ownership = (string?)v, Company),
        new("legalRepresentative", Text(200), c => c.LegalRepresentative, (c, v) => c.LegalRepresentative = (string?)v, Company),
        new("licenceNo", Licence, c => c.LicenceNo, (c, v) => c.LicenceNo = (string?)v, Company),
        new("industry", OneOf(Industries.All), c => c.Industry, (c, v) => c.Industry = (string)v!, IsRequired: true),
        new("region", OneOf(Vocabulary.Regions), c => c.Region, (c, v) => c.Region = (string?)v),
        new("province", Text(200), c => c.Province, (c, v) => c.Province = (string?)v),
        new("city", Text(200), c => c.City, (c, v) => c.City = (string?)v),
        new("address", Text(200), c => c.Address, (c, v) => c.Address = (string?)v),
        new("status", OneOf(Vocabulary.Statuses), c => c.Status, (c, v) => c.Status = (string)v!, Empty: Vocabulary.Statuses[0]),
        new("firstContactOn", Day, c => c.FirstContactOn, (c, v) => c.FirstContactOn = (DateOnly?)v),
        new("lastContactOn", Day, c => c.LastContactOn, (c, v) => c.LastContactOn = (DateOnly?)v),
        new("firstOrderOn", Day, c => c.FirstOrderOn, (c, v) => c.FirstOrderOn = (DateOnly?)v),
        new("lastOrderOn", Day, c => c.LastOrderOn, (c, v) => c.LastOrderOn = (DateOnly?)v),
        new("cooperationSince", Day, c => c.CooperationSince, (c, v) => c.CooperationSince = (DateOnly?)v),
        new("remark", Remark, c => c.Remark, (c, v) => c.Remark = (string?)v),
        new("creditGrade", OneOf(Vocabulary.CreditGrades), c => c.CreditGrade, (c, v) => c.CreditGrade = (string?)v),
        new("riskLevel", OneOf(Vocabulary.RiskLevels), c => c.RiskLevel, (c, v) => c.RiskLevel = (string?)v),
        new("certification.status", OneOf(Vocabulary.CertificationStatuses),
            c => c.Certification.Status, (c, v) => c.Certification.Status = (string?)v),
        new("certification.level", OneOf(Vocabulary.CertificationLevels),
            c => c.Certification.Level, (c, v) => c.Certification.Level = (string?)v),
        new("certification.validUntil", Day, c => c.Certification.ValidUntil, (c, v) => c.Certification.ValidUntil = (DateOnly?)v),
        new("metrics.orders6m", Number(int.MaxValue),
            c => (long)c.Metrics.Orders6m, (c, v) => c.Metrics.Orders6m = (int)(long)v!, Empty: 0L),
        new("metrics.logins30d", Number(int.MaxValue),
            c => (long)c.Metrics.Logins30d, (c, v) => c.Metrics.Logins30d = (int)(long)v!, Empty: 0L),
        new("metrics.spend12mFen", Number(MostFen), c => c.Metrics.Spend12mFen, (c, v) => c.Metrics.Spend12mFen = (long)v!, Empty: 0L),
        new("metrics.arpuFen", Number(MostFen), c => c.Metrics.ArpuFen, (c, v) => c.Metrics.ArpuFen = (long)v!, Empty: 0L),
        new("metrics.lifetimeSpendFen", Number(MostFen),
            c => c.Metrics.LifetimeSpendFen, (c, v) => c.Metrics.LifetimeSpendFen = (long)v!, Empty: 0L),
        new("metrics.averageOrderFen", Number(MostFen),
            c => c.Metrics.AverageOrderFen, (c, v) => c.Metrics.AverageOrderFen = (long)v!, Empty: 0L),
        new("metrics.returnRateBp", Number(MostBp),
            c => (long)c.Metrics.ReturnRateBp, (c, v) => c.Metrics.ReturnRateBp = (int)(long)v!, Empty: 0L),
    ];

    public static FrozenDictionary<string, CustomerField> ByName { get; } = All.ToFrozenDictionary(f => f.Name);

    private static Func<Given, (object?, string?)> Text(int longest) => given => GivenText.Text(given, longest);

    private static Func<Given, (object?, string?)> OneOf(IReadOnlyList<string> words) => given =>
        GivenText.Plain(given)?.Trim() is { } word && words.Contains(word, StringComparer.Ordinal)
            ? (word, null)
            : (null, $"Must be one of {string.Join(", ", words)}.");

    private static Func<Given, (object?, string?)> Number(long most) => given => GivenText.Number(given, most);

    private static (object?, string?) Day(Given given) => GivenText.Day(given);

    private static (object?, string?) Kind(Given given) => given.Text switch
    {
        "individual" => (Person, null),
        "enterprise" => (Company, null),
        _ => (null, "Must be individual or enterprise."),
    };

    private static (object?, string?) Name(Given given)
    {
        var (text, error) = GivenText.Text(given, NameText.Longest);
        return text is not null && !NameText.TryParse(text, out _, out _)
            ? (null, "Must hold letters, digits or characters.")
            : (text, error);
    }

    private static (object?, string?) Licence(Given given) =>
        GivenText.Plain(given) is { Length: <= 40 } text && NormalForm.Licence(text) is { } licence
            ? (licence, null)
            : (null, "Must be a unified social credit code of 18 characters with its check character.");

    private static (object?, string?) Remark(Given given)
    {
        var (text, error) = GivenText.Text(given, LongestRemark);
        return text is not null && HoldsNumber(text)
            ? (null, "Must hold no run of seven digits and more: phone, ID and card numbers have fields of their own.")
            : (text, error);
    }

    private static bool HoldsNumber(string text)
    {
        var run = 0;
        foreach (var c in text)
        {
            run = char.IsDigit(c) ? run + 1 : 0;
            if (run == 7)
                return true;
        }

        return false;
    }
}
