using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CustomerSearch.Lucene.Search;

/// <summary>
/// Documents whose doc value lies between two bounds, both included. Lucene's own filter over doc values takes an
/// absent value for 0; this one takes it for absent.
/// </summary>
internal sealed class NumberRange(string field, long from, long to) : Filter
{
    public override DocIdSet? GetDocIdSet(AtomicReaderContext context, IBits? acceptDocs)
    {
        var reader = context.AtomicReader;
        var values = reader.GetNumericDocValues(field);
        return values is null
            ? null
            : new Matches(new Bits(values, reader.GetDocsWithField(field), acceptDocs, from, to, reader.MaxDoc));
    }

    public override string ToString() => $"{field}:[{from} TO {to}]";

    private sealed class Matches(Bits bits) : DocIdSet
    {
        public override IBits Bits => bits;

        public override bool IsCacheable => false;

        public override DocIdSetIterator GetIterator() => new Scan(bits);
    }

    private sealed class Bits(
        NumericDocValues values, IBits present, IBits? accepted, long from, long to, int length) : IBits
    {
        public int Length => length;

        public bool Get(int index)
        {
            var value = values.Get(index);
            return value >= from && value <= to
                && (value != 0 || present.Get(index))
                && (accepted is null || accepted.Get(index));
        }
    }

    private sealed class Scan(Bits bits) : DocIdSetIterator
    {
        private int current = -1;

        public override int DocID => current;

        public override int NextDoc() => Advance(current + 1);

        public override int Advance(int target)
        {
            for (current = target; current < bits.Length; current++)
            {
                if (bits.Get(current))
                    return current;
            }

            return current = NO_MORE_DOCS;
        }

        public override long GetCost() => bits.Length;
    }
}
