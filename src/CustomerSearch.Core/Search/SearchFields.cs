using System.Collections.Frozen;
using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Search;

/// <summary>How the index holds a field.</summary>
public enum FieldType
{
    /// <summary>Exact values, several each: filters, tags, scope.</summary>
    Exact,

    /// <summary>One integer: a count, fen, basis points.</summary>
    Number,

    /// <summary>One day, as <see cref="DateOnly.DayNumber"/>.</summary>
    Day,

    /// <summary>Month and day of birth, as month x 100 + day; 29 February is held as 28 February.</summary>
    Birthday,
}

/// <summary>One field by which customers can be found: its name on the wire and in the index.</summary>
/// <param name="Name">The name on the wire, and in every engine.</param>
/// <param name="Type">How the index holds it.</param>
/// <param name="Class">The class of data it belongs to, which decides who may search by it.</param>
public sealed record SearchField(string Name, FieldType Type, FieldClass Class);

/// <summary>The table of fields. Documents, translation and both engines are made from it.</summary>
public static class SearchFields
{
    /// <summary>Filters: equality with any of several values.</summary>
    public static IReadOnlyList<SearchField> Filters { get; } =
    [
        Exact("kind", FieldClass.Plain), Exact("status", FieldClass.Plain), Exact("industry", FieldClass.Plain),
        Exact("region", FieldClass.Plain), Exact("province", FieldClass.Plain), Exact("city", FieldClass.Plain),
        Exact("department", FieldClass.Plain), Exact("owner", FieldClass.Plain), Exact("source", FieldClass.Plain),
        Exact("gender", FieldClass.Plain), Exact("cityTier", FieldClass.Plain), Exact("size", FieldClass.Plain),
        Exact("ownership", FieldClass.Plain), Exact("occupation", FieldClass.Personal),
        Exact("creditGrade", FieldClass.Assessment), Exact("riskLevel", FieldClass.Assessment),
        Exact("certificationStatus", FieldClass.Plain), Exact("certificationLevel", FieldClass.Plain),
    ];

    /// <summary>Ranges over days and numbers.</summary>
    public static IReadOnlyList<SearchField> Ranges { get; } =
    [
        new("bornOn", FieldType.Day, FieldClass.Personal), new("birthday", FieldType.Birthday, FieldClass.Personal),
        Day("createdOn"), Day("firstContactOn"), Day("lastContactOn"), Day("firstOrderOn"), Day("lastOrderOn"),
        Day("cooperationSince"), Day("certificationValidUntil"),
        Number("orders6m"), Number("logins30d"), Number("spend12mFen"), Number("arpuFen"), Number("lifetimeSpendFen"),
        Number("averageOrderFen"), Number("returnRateBp"),
    ];

    /// <summary>Tags as <c>dimension/code</c>.</summary>
    public static SearchField Tags { get; } = Exact("tag", FieldClass.Plain);

    /// <summary>
    /// Tokens of full values: contacts, identity, licence, external ids. See <see cref="FullValueTokens"/>.
    /// </summary>
    public static SearchField FullValue { get; } = Exact("fullValue", FieldClass.Contact);

    /// <summary>Tokens of the last four digits of phones.</summary>
    public static SearchField PhoneTail { get; } = Exact("phoneTail", FieldClass.Contact);

    /// <summary>The customer number; the only field searched by its beginning.</summary>
    public static SearchField CustomerNo { get; } = Exact("customerNo", FieldClass.Plain);

    /// <summary>Consent as <c>channel/given</c> or <c>channel/withdrawn</c>; a channel never asked for is absent.</summary>
    public static SearchField Consent { get; } = Exact("consent", FieldClass.Plain);

    /// <summary>Fields that only order: the parts of a customer number as one integer, places in a list.</summary>
    public static SearchField CustomerNoOrder { get; } = Number("customerNoOrder");

    public static SearchField StatusOrder { get; } = Number("statusOrder");

    public static SearchField RegionOrder { get; } = Number("regionOrder");

    /// <summary>Every field that an index holds exact values of.</summary>
    public static IReadOnlyList<SearchField> AllExact { get; } = [.. Filters, Tags, FullValue, PhoneTail, CustomerNo, Consent];

    /// <summary>Every field that an index holds integers of.</summary>
    public static IReadOnlyList<SearchField> AllNumbers { get; } = [.. Ranges, CustomerNoOrder, StatusOrder, RegionOrder];

    /// <summary>What a search can be sorted by besides relevance: the word on the wire and the field behind it.</summary>
    public static IReadOnlyDictionary<string, SearchField> Sorts { get; } = Ranges
        .Where(field => field is { Type: FieldType.Number or FieldType.Day, Class: FieldClass.Plain })
        .Select(field => KeyValuePair.Create(field.Name, field))
        .Concat([new("customerNo", CustomerNoOrder), new("status", StatusOrder), new("region", RegionOrder)])
        .ToFrozenDictionary();

    private static readonly FrozenDictionary<string, SearchField> FilterByName = Filters.ToFrozenDictionary(f => f.Name);

    private static readonly FrozenDictionary<string, SearchField> RangeByName = Ranges.ToFrozenDictionary(f => f.Name);

    public static SearchField? FindFilter(string name) => FilterByName.GetValueOrDefault(name);

    public static SearchField? FindRange(string name) => RangeByName.GetValueOrDefault(name);

    private static SearchField Exact(string name, FieldClass fieldClass) => new(name, FieldType.Exact, fieldClass);

    private static SearchField Day(string name) => new(name, FieldType.Day, FieldClass.Plain);

    private static SearchField Number(string name) => new(name, FieldType.Number, FieldClass.Plain);
}
