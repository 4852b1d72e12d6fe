using CustomerSearch.Core.Access;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>A contact in its normal form.</summary>
public sealed record ContactDraft(ContactType Type, string Value, bool Primary);

/// <summary>One channel's consent as it is from an instant on.</summary>
/// <param name="At">Null for the moment of writing.</param>
public sealed record ConsentDraft(string Channel, ConsentState State, DateTimeOffset? At, string? Source, string? Wording);

/// <param name="Version">Null where the system tells none.</param>
public sealed record SentBy(string System, string Id, long? Version);

/// <summary>A value that a draft sets, or clears with null; a draft without it leaves the field alone.</summary>
public sealed record Setting<T>(T Value);

/// <summary>
/// What is to be written of one customer, right by type: every value in its normal form and of its list. What is null
/// is left alone.
/// </summary>
public sealed record CustomerDraft
{
    public CustomerNo? Number { get; init; }

    internal IReadOnlyList<(CustomerField Field, object? Value)> Values { get; init; } = [];

    public DepartmentId? Department { get; init; }

    /// <summary>The kinds of contact that <see cref="Contacts"/> are all of.</summary>
    public IReadOnlySet<ContactType> ContactTypes { get; init; } = new HashSet<ContactType>();

    public IReadOnlyList<ContactDraft> Contacts { get; init; } = [];

    public Setting<string?>? IdCardNo { get; init; }

    public Setting<string?>? BankCardNo { get; init; }

    public IReadOnlyList<(string System, string Id)>? ExternalIds { get; init; }

    /// <summary>Which system sent the draft, under which id and as which version; null where none did.</summary>
    public SentBy? Source { get; init; }

    public IReadOnlyList<string>? Sources { get; init; }

    public IReadOnlyList<AccountId>? Owners { get; init; }

    public IReadOnlyList<TagId>? Tags { get; init; }

    public IReadOnlyList<ConsentDraft> Consents { get; init; } = [];

    /// <summary>The industry that the draft gives the customer; null where it gives none.</summary>
    internal string? Industry => Values.FirstOrDefault(v => v.Field.Name == "industry").Value as string;

    internal string? LicenceNo => Values.FirstOrDefault(v => v.Field.Name == "licenceNo").Value as string;
}

/// <summary>What became of a row.</summary>
public abstract record ReadDraft
{
    private ReadDraft()
    {
    }

    public sealed record Good(CustomerDraft Draft) : ReadDraft;

    /// <param name="Errors">All of them, by the field as the source names it.</param>
    public sealed record Bad(IReadOnlyDictionary<string, string[]> Errors) : ReadDraft;
}
