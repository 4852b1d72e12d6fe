using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Customers;

/// <summary>A customer in a list. Every property may be hidden from a role, so every property may be null.</summary>
public sealed record CustomerListView
{
    public string? CustomerNo { get; init; }

    public string? Kind { get; init; }

    public string? Name { get; init; }

    public string? Region { get; init; }

    public string? City { get; init; }

    public string? Status { get; init; }

    public string? Department { get; init; }

    /// <summary>User names.</summary>
    public IReadOnlyList<string>? Owners { get; init; }

    /// <summary>Masked in every list.</summary>
    public ContactView? PrimaryContact { get; init; }

    public DateOnly? LastContactOn { get; init; }

    public DateOnly? LastOrderOn { get; init; }

    /// <summary>The tags of the core dimensions, as <c>dimension/code</c>.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>A customer opened. Every property may be hidden from a role, so every property may be null.</summary>
public sealed record CustomerView
{
    public string? CustomerNo { get; init; }

    public string? Kind { get; init; }

    public string? Name { get; init; }

    public string? Reading { get; init; }

    public string? Gender { get; init; }

    public DateOnly? BornOn { get; init; }

    public string? Occupation { get; init; }

    public string? CityTier { get; init; }

    public string? Size { get; init; }

    public string? Ownership { get; init; }

    public string? LegalRepresentative { get; init; }

    public string? LicenceNo { get; init; }

    public IReadOnlyList<ExternalIdView>? ExternalIds { get; init; }

    public IReadOnlyList<ContactView>? Contacts { get; init; }

    /// <summary>Its last four characters; in full only by reveal.</summary>
    public string? IdCardNo { get; init; }

    /// <summary>Its last four digits; in full only by reveal.</summary>
    public string? BankCardNo { get; init; }

    public string? Industry { get; init; }

    public string? Region { get; init; }

    public string? Province { get; init; }

    public string? City { get; init; }

    public string? Address { get; init; }

    public IReadOnlyList<string>? Sources { get; init; }

    public IReadOnlyList<string>? Owners { get; init; }

    public string? Department { get; init; }

    public string? Status { get; init; }

    public DateOnly? FirstContactOn { get; init; }

    public DateOnly? LastContactOn { get; init; }

    public DateOnly? FirstOrderOn { get; init; }

    public DateOnly? LastOrderOn { get; init; }

    public DateOnly? CooperationSince { get; init; }

    public string? Remark { get; init; }

    public CertificationView? Certification { get; init; }

    public string? CreditGrade { get; init; }

    public string? RiskLevel { get; init; }

    public MetricsView? Metrics { get; init; }

    /// <summary>Whether each value is at or better than the median; null for who never ordered.</summary>
    public RfmView? Rfm { get; init; }

    public IReadOnlyList<ConsentView>? Consents { get; init; }

    public IReadOnlyList<string>? Tags { get; init; }
}

/// <param name="Type">mobile, landline, email or wechat.</param>
/// <param name="Value">In its normal form, or masked.</param>
/// <param name="Primary">Whether the customer is reached by it first.</param>
public sealed record ContactView(string Type, string Value, bool Primary)
{
    public static string NameOf(ContactType type) => type switch
    {
        ContactType.Mobile => "mobile",
        ContactType.Landline => "landline",
        ContactType.Email => "email",
        ContactType.Wechat => "wechat",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public ContactView Masked() => this with { Value = Masks.Contact(Enum.Parse<ContactType>(Type, ignoreCase: true), Value) };
}

public sealed record ExternalIdView(string System, string Id);

public sealed record CertificationView(string? Status, string? Level, DateOnly? ValidUntil);

/// <summary>Money in fen, the rate in basis points.</summary>
public sealed record MetricsView(
    int Orders6m, int Logins30d, long Spend12mFen, long ArpuFen, long LifetimeSpendFen, long AverageOrderFen, int ReturnRateBp);

/// <summary>Each <c>+</c> or <c>-</c>.</summary>
public sealed record RfmView(string R, string F, string M);

/// <param name="State">given, withdrawn or unknown.</param>
public sealed record ConsentView(string Channel, string State, DateTimeOffset? At, string? Source, string? Wording);
