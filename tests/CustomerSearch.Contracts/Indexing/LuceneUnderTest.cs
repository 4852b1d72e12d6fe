using CustomerSearch.Contracts.Search;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Lucene;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustomerSearch.Contracts.Indexing;

/// <summary>Lucene for the suites: in memory, or in a directory of its own that is gone afterwards.</summary>
internal static class LuceneUnderTest
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static LuceneIndex At(string directory) =>
        new(directory, Deadline, TimeProvider.System, NullLogger<LuceneIndex>.Instance);

    public static ValueTask<EngineUnderTest> InMemoryAsync() => FirstStartAsync(
        LuceneIndex.InMemory(Deadline, TimeProvider.System, NullLogger<LuceneIndex>.Instance), () => { });

    public static ValueTask<EngineUnderTest> OnDiskAsync()
    {
        var directory = Directory.CreateTempSubdirectory("lucene-contract-");
        return FirstStartAsync(At(directory.FullName), () => directory.Delete(recursive: true));
    }

    private static async ValueTask<EngineUnderTest> FirstStartAsync(LuceneIndex index, Action cleanUp)
    {
        Assert.Equal(new IndexOpening.Unusable("missing"), await OpenAsync(index));
        return new(index, index, async () =>
        {
            await index.DisposeAsync();
            cleanUp();
        });
    }

    public static Task<IndexOpening> OpenAsync(LuceneIndex index, Action<(long Done, long Total)>? report = null) =>
        index.OpenAsync(new Reports(report ?? (_ => { })), TestContext.Current.CancellationToken);

    // Progress<T> would report on other threads, after the fact.
    private sealed class Reports(Action<(long Done, long Total)> report) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value) => report(value);
    }
}
