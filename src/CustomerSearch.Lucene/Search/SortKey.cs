using System.Diagnostics;
using CustomerSearch.Core.Search;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>One key of the order of hits, read from the doc values of the segment at hand.</summary>
/// <param name="field">The doc values; null for the score.</param>
/// <param name="descending">Whether the greater value comes first.</param>
internal sealed class SortKey(string? field, bool descending)
{
    private NumericDocValues? values;
    private IBits? present;

    /// <summary>The keys of an order, the id last.</summary>
    public static SortKey[] Of(IReadOnlyList<EngineOrder> order) =>
        [.. order.SelectMany(Keys), new SortKey(Schema.Id, descending: false)];

    public void SetReader(AtomicReader reader)
    {
        if (field is null)
            return;
        values = reader.GetNumericDocValues(field);
        present = reader.GetDocsWithField(field);
    }

    /// <summary>The value, turned so that the greater comes first.</summary>
    public long Rank(int doc, int score) => Turn(field is null ? score : Value(doc));

    /// <summary>From a value to its rank and back.</summary>
    public long Turn(long value) => descending ? value : -value;

    private long Value(int doc)
    {
        const long absent = -1;
        if (values is null)
            return absent;
        var value = values.Get(doc);
        return value == 0 && !present!.Get(doc) ? absent : value;
    }

    private static IEnumerable<SortKey> Keys(EngineOrder order) => order switch
    {
        EngineOrder.Relevance =>
        [
            new(null, descending: true), new(Schema.NameLength, descending: false), new(Schema.LastContactOn, descending: true),
        ],
        EngineOrder.Value(var field, var descending) => Schema.Numbers.Contains(field)
            ? [new(field.Name, descending)]
            : throw new ArgumentException($"{field.Name} is not a number or a day.", nameof(order)),
        _ => throw new UnreachableException(),
    };
}
