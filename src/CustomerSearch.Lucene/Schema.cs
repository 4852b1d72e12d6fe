using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Search;
using Lucene.Net.Index;

namespace CustomerSearch.Lucene;

/// <summary>The fields of a document in Lucene: the table of Core by its own names, and the index's own.</summary>
internal static class Schema
{
    /// <summary>The customer id: a term, to replace a document by, and a doc value, to read.</summary>
    public const string Id = "_id";

    public const string Version = "_version";
    public const string ContentHash = "_contentHash";
    public const string NameLength = "_nameLength";
    public const string LastContactOn = "_lastContactOn";

    /// <summary>Has one term, <see cref="Tombstone"/>, in documents of customers that are gone.</summary>
    public const string Deleted = "_deleted";

    public const string Tombstone = "1";

    /// <summary>Raised with every change of the streams' tokens or of what the field names do not show.</summary>
    private const int Revision = 4;

    public static FrozenSet<SearchField> Exact { get; } = SearchFields.AllExact.ToFrozenSet();

    public static FrozenSet<SearchField> Numbers { get; } = SearchFields.AllNumbers.ToFrozenSet();

    /// <summary>Tells apart indexes whose documents would look different.</summary>
    public static string Hash { get; } = MakeHash();

    public static string NameOf(TextStream stream) => stream switch
    {
        TextStream.Name => "_name",
        TextStream.LegalRepresentative => "_legalRepresentative",
        TextStream.Remark => "_remark",
        _ => throw new UnreachableException(),
    };

    /// <summary>The doc value with the last position of a name's stream; null for a stream that is no name.</summary>
    public static string? EndOf(TextStream stream) => stream switch
    {
        TextStream.Name => "_nameEnd",
        TextStream.LegalRepresentative => "_legalRepresentativeEnd",
        _ => null,
    };

    public static Term IdTerm(CustomerId id) => new(Id, TextOf(id));

    public static string TextOf(CustomerId id) => id.Value.ToString(CultureInfo.InvariantCulture);

    private static string MakeHash()
    {
        var fields = Exact.Select(field => $"{field.Name}:exact")
            .Concat(Numbers.Select(field => $"{field.Name}:number"))
            .Concat(Enum.GetValues<TextStream>().Select(stream => $"{NameOf(stream)}:positions"))
            .Concat([Id, Version, ContentHash, NameLength, LastContactOn, Deleted])
            .Order(StringComparer.Ordinal);
        var text = $"{Revision}\n{string.Join('\n', fields)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }
}
