using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Elasticsearch.Indexing;

/// <summary>Writes an entry as the two lines of a bulk request: what is done, and the document or tombstone.</summary>
internal static class DocumentLines
{
    public const string FieldUnknown = "field_unknown";
    public const string NumberRepeated = "number_repeated";
    public const string TokenDivided = "token_divided";

    /// <summary>What the tokenizer of the streams takes for a blank, and what parts alternatives.</summary>
    private static readonly SearchValues<char> Dividing = SearchValues.Create(
        "|\t\n\v\f\r\u001c\u001d\u001e\u001f \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000");

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>The lines, or null and why no engine will ever take the entry.</returns>
    public static ReadOnlyMemory<byte>? Of(IndexEntry entry, long version, out string? error)
    {
        error = entry is IndexEntry.Present(var document) ? Fault(document) : null;
        if (error is not null)
            return null;

        var lines = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(lines, Plain);
        WriteAction(json, entry, version);
        EndLine();
        WriteDocument(json, entry, version);
        EndLine();
        return lines.WrittenMemory;

        void EndLine()
        {
            json.Flush();
            lines.Write("\n"u8);
            json.Reset();
        }
    }

    private static void WriteAction(Utf8JsonWriter json, IndexEntry entry, long version)
    {
        json.WriteStartObject();
        json.WriteStartObject("index");
        json.WriteString("_id", entry.Id.Value.ToString(CultureInfo.InvariantCulture));
        json.WriteNumber("version", version);
        json.WriteString("version_type", "external");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDocument(Utf8JsonWriter json, IndexEntry entry, long version)
    {
        json.WriteStartObject();
        json.WriteNumber(IndexFields.Id, entry.Id.Value);
        json.WriteNumber(IndexFields.Pass, version);
        json.WriteNumber(IndexFields.Bucket, CustomerBucket.Of(entry.Id));
        json.WriteBoolean(IndexFields.Deleted, entry is IndexEntry.Absent);
        switch (entry)
        {
            case IndexEntry.Absent:
                break;
            case IndexEntry.Present(var document):
                WriteContent(json, document);
                break;
            default:
                throw new UnreachableException();
        }

        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, CustomerDocument document)
    {
        json.WriteNumber(IndexFields.ContentHash, document.ContentHash);
        json.WriteNumber(IndexFields.NameLength, document.NameLength);
        json.WriteNumber(IndexFields.LastContact, document.LastContactOn);
        WriteStream(TextStream.Name, document.Name);
        WriteStream(TextStream.LegalRepresentative, document.LegalRepresentative);
        WriteStream(TextStream.Remark, document.Remark);
        foreach (var values in document.Exact.GroupBy(value => value.Field.Name, value => value.Value))
        {
            json.WriteStartArray(values.Key);
            foreach (var value in values)
                json.WriteStringValue(value);
            json.WriteEndArray();
        }

        foreach (var (field, value) in document.Numbers)
            json.WriteNumber(field.Name, value);

        void WriteStream(TextStream stream, IReadOnlyList<IReadOnlyList<string>> positions)
        {
            if (positions.Count > 0)
                json.WriteString(IndexFields.NameOf(stream), StreamText.Of(positions));
        }
    }

    private static string? Fault(CustomerDocument document)
    {
        if (document.Exact.Any(value => !IndexFields.IsExact(value.Field))
            || document.Numbers.Any(value => !IndexFields.IsNumber(value.Field)))
            return FieldUnknown;
        if (document.Numbers.DistinctBy(value => value.Field).Count() < document.Numbers.Count)
            return NumberRepeated;
        return document.Name.Concat(document.LegalRepresentative).Concat(document.Remark).SelectMany(tokens => tokens)
            .Any(token => token.AsSpan().ContainsAny(Dividing)) ? TokenDivided : null;
    }
}
