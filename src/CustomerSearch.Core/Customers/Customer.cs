using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Customers;

public enum CustomerKind
{
    Individual = 1,
    Enterprise = 2,
}

/// <summary>One customer of the company, as the system of record holds it.</summary>
/// <remarks>Money is in fen, rates in basis points, days are days of the business time zone.</remarks>
public sealed class Customer
{
    public CustomerId Id { get; init; }

    /// <summary>The <see cref="CustomerNo"/>: unique, immutable, never used again.</summary>
    public required string Number { get; init; }

    /// <summary>Raised by each write: the concurrency token and the ETag.</summary>
    public long Version { get; set; } = 1;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    /// <summary>Set when the customer was deleted: the personal data is gone; number, id and time remain.</summary>
    public DateTimeOffset? DeletedAt { get; set; }

    public CustomerKind Kind { get; set; }

    public required string Name { get; set; }

    /// <summary>
    /// The customer's own reading of the name, one syllable a Han character, where it is not the usual one.
    /// </summary>
    public string? Reading { get; set; }

    public string? Gender { get; set; }

    public DateOnly? BornOn { get; set; }

    public string? Occupation { get; set; }

    public string? CityTier { get; set; }

    public string? Size { get; set; }

    public string? Ownership { get; set; }

    public string? LegalRepresentative { get; set; }

    public string? LicenceNo { get; set; }

    public required string Industry { get; set; }

    public string? Region { get; set; }

    public string? Province { get; set; }

    public string? City { get; set; }

    public string? Address { get; set; }

    public required string Status { get; set; }

    /// <summary>When a hand set the status, which holds until the next order; null while it follows behaviour.</summary>
    public DateTimeOffset? StatusSetAt { get; set; }

    public required DepartmentId DepartmentId { get; set; }

    public DateOnly? FirstContactOn { get; set; }

    public DateOnly? LastContactOn { get; set; }

    public DateOnly? FirstOrderOn { get; set; }

    public DateOnly? LastOrderOn { get; set; }

    public DateOnly? CooperationSince { get; set; }

    public string? Remark { get; set; }

    public string? CreditGrade { get; set; }

    public string? RiskLevel { get; set; }

    public Certification Certification { get; set; } = new();

    public Metrics Metrics { get; set; } = new();

    /// <summary>The ID-card number as cipher text, and the token by which its exact value is found.</summary>
    public string? IdCardCipher { get; set; }

    public byte[]? IdCardBlind { get; set; }

    /// <summary>The bank-card number as cipher text, and the token by which its exact value is found.</summary>
    public string? BankCardCipher { get; set; }

    public byte[]? BankCardBlind { get; set; }

    public List<Contact> Contacts { get; init; } = [];

    public List<ExternalId> ExternalIds { get; init; } = [];

    public List<CustomerSource> Sources { get; init; } = [];

    public List<CustomerOwner> Owners { get; init; } = [];

    public List<CustomerTag> Tags { get; init; } = [];

    public List<CustomerInterest> Interests { get; init; } = [];

    public List<ConsentChange> Consents { get; init; } = [];

    /// <summary>Erases everything about the customer but number, id and times. All parts must be loaded.</summary>
    public void Erase(DateTimeOffset now)
    {
        (DeletedAt, UpdatedAt, Version) = (now, now, Version + 1);
        Name = "";
        Reading = Gender = Occupation = CityTier = Size = Ownership = LegalRepresentative = LicenceNo = null;
        Region = Province = City = Address = Remark = CreditGrade = RiskLevel = null;
        BornOn = FirstContactOn = LastContactOn = FirstOrderOn = LastOrderOn = CooperationSince = null;
        IdCardCipher = BankCardCipher = null;
        IdCardBlind = BankCardBlind = null;
        Certification = new();
        Metrics = new();
        Contacts.Clear();
        ExternalIds.Clear();
        Sources.Clear();
        Owners.Clear();
        Tags.Clear();
        Interests.Clear();
        Consents.Clear();
    }
}

/// <summary>Whether and how far the company has certified the customer.</summary>
public sealed class Certification
{
    public string? Status { get; set; }

    public string? Level { get; set; }

    public DateOnly? ValidUntil { get; set; }
}

/// <summary>What the customer's orders and log-ins add up to; money in fen, the rate in basis points.</summary>
public sealed class Metrics
{
    public int Orders6m { get; set; }

    public int Logins30d { get; set; }

    public long Spend12mFen { get; set; }

    /// <summary>Average revenue a month.</summary>
    public long ArpuFen { get; set; }

    public long LifetimeSpendFen { get; set; }

    public long AverageOrderFen { get; set; }

    public int ReturnRateBp { get; set; }
}
