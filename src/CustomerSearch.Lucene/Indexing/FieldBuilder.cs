using System.Diagnostics;
using System.Text;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using LuceneFieldType = Lucene.Net.Documents.FieldType;

namespace CustomerSearch.Lucene.Indexing;

/// <summary>
/// Turns entries into Lucene documents. It uses the same field objects for every document (making them anew costs more
/// than indexing them), so it belongs to one writer, and what it builds is good until the next call.
/// </summary>
internal sealed class FieldBuilder
{
    public const string TermTooLong = "term_too_long";
    public const string FieldUnknown = "field_unknown";
    public const string NumberRepeated = "number_repeated";

    private static readonly LuceneFieldType ExactType = Indexed(IndexOptions.DOCS_ONLY);
    private static readonly LuceneFieldType PositionsType = Indexed(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);

    private readonly Dictionary<SearchField, TermField> exact =
        Schema.Exact.ToDictionary(f => f, f => new TermField(f.Name, ExactType));
    private readonly Dictionary<SearchField, NumericDocValuesField> numbers =
        Schema.Numbers.ToDictionary(f => f, f => new NumericDocValuesField(f.Name, 0));
    private readonly Dictionary<TextStream, TermField> streams =
        Enum.GetValues<TextStream>().ToDictionary(s => s, s => new TermField(Schema.NameOf(s), PositionsType));
    private readonly Dictionary<TextStream, NumericDocValuesField> ends = Enum.GetValues<TextStream>()
        .Where(s => Schema.EndOf(s) is not null).ToDictionary(s => s, s => new NumericDocValuesField(Schema.EndOf(s)!, 0));
    private readonly TermField id = new(Schema.Id, ExactType);
    private readonly TermField deleted = new(Schema.Deleted, ExactType);
    private readonly NumericDocValuesField idValue = new(Schema.Id, 0);
    private readonly NumericDocValuesField versionValue = new(Schema.Version, 0);
    private readonly NumericDocValuesField contentHash = new(Schema.ContentHash, 0);
    private readonly NumericDocValuesField nameLength = new(Schema.NameLength, 0);
    private readonly NumericDocValuesField lastContactOn = new(Schema.LastContactOn, 0);

    private readonly List<IIndexableField> fields = [];
    private string? refusal;

    public FieldBuilder() => deleted.Terms.Add(Schema.Tombstone);

    /// <returns>The fields, or null and why the engine will never take the entry.</returns>
    public IReadOnlyList<IIndexableField>? TryBuild(IndexEntry entry, long version, out string? error)
    {
        fields.Clear();
        refusal = null;
        id.Terms.Forget();
        Add(id, Schema.TextOf(entry.Id));
        Add(idValue, entry.Id.Value);
        Add(versionValue, version);
        switch (entry)
        {
            case IndexEntry.Absent:
                fields.Add(deleted.Field);
                break;
            case IndexEntry.Present(var document):
                AddContent(document);
                break;
            default:
                throw new UnreachableException();
        }

        error = refusal;
        return error is null ? fields : null;
    }

    private void AddContent(CustomerDocument document)
    {
        Add(contentHash, document.ContentHash);
        Add(nameLength, document.NameLength);
        Add(lastContactOn, document.LastContactOn);
        AddPositions(TextStream.Name, document.Name);
        AddPositions(TextStream.LegalRepresentative, document.LegalRepresentative);
        AddPositions(TextStream.Remark, document.Remark);
        AddExact(document.Exact);
        AddNumbers(document.Numbers);
    }

    private void AddExact(IReadOnlyList<(SearchField Field, string Value)> values)
    {
        foreach (var field in exact.Values)
            field.Terms.Forget();
        foreach (var (field, value) in values)
        {
            if (exact.TryGetValue(field, out var target))
                Add(target, value);
            else
                refusal = FieldUnknown;
        }
    }

    private void AddNumbers(IReadOnlyList<(SearchField Field, long Value)> values)
    {
        var before = fields.Count;
        foreach (var (field, value) in values)
        {
            if (!numbers.TryGetValue(field, out var target))
                refusal = FieldUnknown;
            else if (fields.IndexOf(target, before) >= 0)
                refusal = NumberRepeated;
            else
                Add(target, value);
        }
    }

    private void AddPositions(TextStream stream, IReadOnlyList<IReadOnlyList<string>> positions)
    {
        var (field, terms) = streams[stream];
        terms.Forget();
        terms.Add(positions);
        if (terms.IsEmpty)
            return;
        fields.Add(field);
        if (ends.TryGetValue(stream, out var end))
            Add(end, positions.Count - 1);
        foreach (var alternatives in positions)
        {
            foreach (var term in alternatives)
                CheckLength(term);
        }
    }

    private void Add(TermField target, string value)
    {
        if (target.Terms.IsEmpty)
            fields.Add(target.Field);
        target.Terms.Add(value);
        CheckLength(value);
    }

    private void Add(NumericDocValuesField target, long value)
    {
        target.SetInt64Value(value);
        fields.Add(target);
    }

    private void CheckLength(string term)
    {
        const int MaxBytesOfUtf16Unit = 3;
        if (term.Length > IndexWriter.MAX_TERM_LENGTH / MaxBytesOfUtf16Unit
            && Encoding.UTF8.GetByteCount(term) > IndexWriter.MAX_TERM_LENGTH)
            refusal = TermTooLong;
    }

    // "Tokenized" only says that the terms come from a stream of our own; no analyzer sees them.
    private static LuceneFieldType Indexed(IndexOptions options)
    {
        var type = new LuceneFieldType
        {
            IsIndexed = true,
            IsTokenized = true,
            OmitNorms = true,
            IndexOptions = options,
        };
        type.Freeze();
        return type;
    }

    private sealed record TermField(Field Field, TermStream Terms)
    {
        public TermField(string name, LuceneFieldType type)
            : this(name, type, new TermStream())
        {
        }

        private TermField(string name, LuceneFieldType type, TermStream terms)
            : this(new Field(name, terms, type), terms)
        {
        }
    }
}
