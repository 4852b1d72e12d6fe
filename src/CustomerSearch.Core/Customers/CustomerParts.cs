using CustomerSearch.Core.Access;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Customers;

public enum ContactType
{
    Mobile = 1,
    Landline = 2,
    Email = 3,
    Wechat = 4,
}

/// <summary>
/// One way to reach a customer: encrypted, found by its exact value, phones also by their last four digits.
/// </summary>
public sealed class Contact
{
    public long Id { get; init; }

    public CustomerId CustomerId { get; init; }

    public ContactType Type { get; init; }

    public bool IsPrimary { get; set; }

    public required string Cipher { get; set; }

    /// <summary>Token of the whole normal form, 32 bytes.</summary>
    public required byte[] Blind { get; set; }

    /// <summary>Token of a phone's last four digits, 32 bytes; null for what is not a phone.</summary>
    public byte[]? TailBlind { get; set; }
}

/// <summary>The number by which another system knows the customer; unique over all customers.</summary>
public sealed class ExternalId
{
    public long Id { get; init; }

    public CustomerId CustomerId { get; init; }

    public required string System { get; init; }

    public required string Value { get; init; }

    /// <summary>The version of the customer in that system which was written last; null where it tells none.</summary>
    public long? SourceVersion { get; set; }
}

/// <summary>One of the ways by which the customer came to the company.</summary>
public sealed class CustomerSource
{
    public CustomerId CustomerId { get; init; }

    public required string Source { get; init; }
}

/// <summary>One of the employees who look after the customer.</summary>
public sealed class CustomerOwner
{
    public CustomerId CustomerId { get; init; }

    public AccountId AccountId { get; init; }
}

/// <summary>A tag set by hand or by import; what rules give is computed and never stored.</summary>
public sealed class CustomerTag
{
    public CustomerId CustomerId { get; init; }

    public TagId TagId { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who set it; null where an import did.</summary>
    public AccountId? SetBy { get; init; }
}

public enum InterestKind
{
    Bought = 1,
    Viewed = 2,
}

/// <summary>The last day on which the customer bought or viewed something of a category.</summary>
public sealed class CustomerInterest
{
    public CustomerId CustomerId { get; init; }

    public InterestKind Kind { get; init; }

    public required string Category { get; init; }

    public DateOnly LastOn { get; set; }
}

public enum ConsentState
{
    Unknown = 0,
    Given = 1,
    Withdrawn = 2,
}

/// <summary>One change of a customer's consent to one channel. Every change is kept; the latest holds.</summary>
public sealed class ConsentChange
{
    public long Id { get; init; }

    public CustomerId CustomerId { get; init; }

    public required string Channel { get; init; }

    public ConsentState State { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Where it came from: one of <see cref="Vocabulary.ConsentSources"/>.</summary>
    public required string Source { get; init; }

    /// <summary>Version of the wording to which the customer agreed.</summary>
    public string? Wording { get; init; }
}
