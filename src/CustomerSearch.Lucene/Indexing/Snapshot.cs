using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Lucene.Search;
using Lucene.Net.Index;

namespace CustomerSearch.Lucene.Indexing;

/// <summary>A generation as it stood after one write; it stays as it is for whoever holds it.</summary>
internal sealed class Snapshot(int generation, DirectoryReader reader, KnownTerms terms)
{
    private const int DocumentsBetweenChecks = 4096;

    public int Generation => generation;

    public DirectoryReader Reader => reader;

    public KnownTerms.OfSnapshot Terms { get; } = terms.Of(reader);

    /// <summary>Holds it until <see cref="Release"/>; false when it is already closed.</summary>
    public bool TryHold() => reader.TryIncRef();

    public void Release() => reader.DecRef();

    public IEnumerable<IndexedCustomer> ReadAll(CancellationToken ct)
    {
        foreach (var leaf in reader.Leaves.Select(context => context.AtomicReader))
        {
            var live = leaf.LiveDocs;
            var ids = leaf.GetNumericDocValues(Schema.Id);
            var versions = leaf.GetNumericDocValues(Schema.Version);
            var hashes = leaf.GetNumericDocValues(Schema.ContentHash);
            var present = leaf.GetDocsWithField(Schema.ContentHash);
            for (var document = 0; document < leaf.MaxDoc; document++)
            {
                if (document % DocumentsBetweenChecks == 0)
                    ct.ThrowIfCancellationRequested();
                if (live is not null && !live.Get(document))
                    continue;
                int? hash = present is not null && present.Get(document) ? (int)hashes.Get(document) : null;
                yield return new(new CustomerId(ids.Get(document)), versions.Get(document), hash);
            }
        }
    }
}
