using CustomerSearch.Lucene.Search;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace CustomerSearch.Contracts.Search;

/// <summary>What is remembered of terms while one snapshot follows another.</summary>
public sealed class LuceneKnownTermsTests : IDisposable
{
    private static readonly Term Wang = new("name", "王");

    private readonly RAMDirectory directory = new();
    private readonly IndexWriter writer;
    private readonly KnownTerms terms = new();
    private readonly List<DirectoryReader> readers = [];

    public LuceneKnownTermsTests() =>
        writer = new IndexWriter(directory, new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer: null));

    public void Dispose()
    {
        readers.ForEach(reader => reader.Dispose());
        writer.Dispose();
        directory.Dispose();
    }

    [Fact]
    public void A_term_that_stood_nowhere_is_there_as_soon_as_a_later_segment_has_it()
    {
        Add("张");
        Assert.False(Next().Has(Wang));

        Add("李");
        Assert.False(Next().Has(Wang));

        Add("王");
        Assert.True(Next().Has(Wang));
    }

    [Fact]
    public void A_merge_of_what_was_asked_and_what_was_not_is_asked()
    {
        Add("张");
        Assert.False(Next().Has(Wang));

        Add("王");
        writer.ForceMerge(1);
        Assert.True(Next().Has(Wang));
    }

    [Fact]
    public void What_a_later_snapshot_lacks_an_earlier_one_still_has()
    {
        Add("王");
        Add("张");
        var earlier = Next();
        writer.DeleteDocuments(Wang);
        writer.ForceMerge(1);
        var later = Next();

        Assert.False(later.Has(Wang));
        Assert.True(earlier.Has(Wang));
        Assert.False(later.Has(new Term("name", "李")));
        Assert.False(earlier.Has(new Term("name", "李")));
    }

    private void Add(string name)
    {
        writer.AddDocument([new StringField("name", name, Field.Store.NO)]);
        writer.Commit();
    }

    private KnownTerms.OfSnapshot Next()
    {
        readers.Add(DirectoryReader.Open(writer, applyAllDeletes: true));
        return terms.Of(readers[^1]);
    }
}
