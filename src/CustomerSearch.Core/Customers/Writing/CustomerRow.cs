namespace CustomerSearch.Core.Customers.Writing;

/// <summary>In which form a source gives a value.</summary>
public enum GivenAs
{
    /// <summary>Text where text is told from numbers.</summary>
    Text,

    /// <summary>A number where text is told from numbers.</summary>
    Number,

    /// <summary>A cell of a sheet in which everything is text.</summary>
    Cell,

    /// <summary>A number in a spreadsheet, which is also how those keep days.</summary>
    SheetNumber,
}

/// <summary>One value as a source gives it.</summary>
/// <param name="Text">Null where the field is to be cleared.</param>
public readonly record struct Given(string? Text, GivenAs As)
{
    public bool IsNumber => As is GivenAs.Number or GivenAs.SheetNumber;
}

/// <param name="Field">How the source names its place, for errors.</param>
public sealed record GivenContact(string Field, string? Type, Given Value, bool Primary);

/// <param name="Field">How the source names its place, for errors.</param>
public sealed record GivenExternalId(string Field, string? System, string? Id);

/// <param name="Field">How the source names its place, for errors.</param>
/// <param name="At">As the source writes the instant; null for now.</param>
public sealed record GivenConsent(string Field, string? Channel, string? State, string? At, string? Source, string? Wording);

/// <summary>
/// What a source says of one customer, whatever the source: JSON, CSV and spreadsheets all become this, and nothing
/// here is known to be right. What is absent leaves the field alone.
/// </summary>
public sealed class CustomerRow
{
    /// <summary>Single values by their names on the wire, nested ones with a dot.</summary>
    public Dictionary<string, Given> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>Which kinds of contact the row replaces; none where it says nothing of contacts.</summary>
    public HashSet<ContactType> ContactTypes { get; } = [];

    public List<GivenContact> Contacts { get; } = [];

    public List<GivenExternalId>? ExternalIds { get; set; }

    public List<string>? Sources { get; set; }

    /// <summary>User names.</summary>
    public List<string>? Owners { get; set; }

    /// <summary><c>dimension/code</c></summary>
    public List<string>? Tags { get; set; }

    public List<GivenConsent> Consents { get; } = [];

    /// <summary>Whether nothing could be read of it: then there is one error, and nothing is missing.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>What the source itself has wrong: places it names that no customer has, or of the wrong shape.</summary>
    public FieldErrors Errors { get; } = new();
}
