using System.Collections.Frozen;
using System.Diagnostics;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Elasticsearch;

/// <summary>The fields of a document in Elasticsearch: the table of Core by its own names, and the index's own.</summary>
internal static class IndexFields
{
    public const string Id = "id";
    public const string Deleted = "deleted";

    /// <summary>The version it was written under, as a value that can be read and compared.</summary>
    public const string Pass = "pass";

    public const string ContentHash = "contentHash";

    /// <summary>The part of the base that it belongs to, see <see cref="Core.Indexing.CustomerBucket"/>.</summary>
    public const string Bucket = "bucket";

    public const string NameLength = "nameLength";

    /// <summary>The day of the last contact for the order of relevance: 0 where there was none.</summary>
    public const string LastContact = "lastContact";

    private static readonly FrozenSet<SearchField> Exact = SearchFields.AllExact.ToFrozenSet();
    private static readonly FrozenSet<SearchField> Numbers = SearchFields.AllNumbers.ToFrozenSet();

    public static string NameOf(TextStream stream) => stream switch
    {
        TextStream.Name => "nameStream",
        TextStream.LegalRepresentative => "legalRepresentativeStream",
        TextStream.Remark => "remarkStream",
        _ => throw new UnreachableException(),
    };

    public static bool IsExact(SearchField field) => Exact.Contains(field);

    public static bool IsNumber(SearchField field) => Numbers.Contains(field);

    /// <exception cref="ArgumentException">The field has no exact values.</exception>
    public static string ExactName(SearchField field) => IsExact(field)
        ? field.Name
        : throw new ArgumentException($"{field.Name} has no exact values.", nameof(field));

    /// <exception cref="ArgumentException">The field is not a number or a day.</exception>
    public static string NumberName(SearchField field) => IsNumber(field)
        ? field.Name
        : throw new ArgumentException($"{field.Name} is not a number or a day.", nameof(field));

    /// <summary>The Elasticsearch type of a field of the table.</summary>
    public static string TypeOf(SearchField field) => field.Type switch
    {
        FieldType.Exact => "keyword",
        FieldType.Number => "long",
        FieldType.Day or FieldType.Birthday => "integer",
        _ => throw new UnreachableException(),
    };
}
