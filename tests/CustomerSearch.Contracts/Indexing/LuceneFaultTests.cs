using CustomerSearch.Contracts.Search;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Lucene;
using CustomerSearch.Lucene.Storage;
using Lucene.Net.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using static CustomerSearch.Contracts.Search.Samples;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace CustomerSearch.Contracts.Indexing;

/// <summary>A full disk, a slow search, many readers beside a writer.</summary>
public sealed class LuceneFaultTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_fails_the_write_as_a_whole_and_the_index_goes_on_once_there_is_room()
    {
        var disk = new FullDisk(new MemoryStore());
        await using var index = await StartAsync(disk);
        await WriteAsync(index, 1, 1, 2);

        for (var room = 0; room < 40; room++)
        {
            // Fails at the first new file, at the second, ... until the write gets through.
            disk.FilesLeft = room;
            var version = 10 + room;
            var failed = await Record.ExceptionAsync(() => WriteAsync(index, version, 2, 3, 4));
            disk.FilesLeft = int.MaxValue;

            var standing = await StandingAsync(index);
            Assert.Equal(standing.Keys.Order(), (await SearchAsync(index)).Hits.Select(hit => hit.Id.Value).Order());
            if (failed is null)
            {
                Assert.Equal(version, standing[4]);
                await WriteAsync(index, version + 1, 5);
                Assert.Equal([1, 2, 3, 4, 5], (await StandingAsync(index)).Keys.Order());
                return;
            }

            Assert.IsType<EngineUnavailableException>(failed);
            // A commit may be down before what follows it fails; then it stands as a whole.
            Assert.True(standing.Count == 2 ? standing[2] == 1 : standing[4] == version && standing[2] == version);
            Assert.Equal(1, standing[1]);
        }

        Assert.Fail("The write never got through.");
    }

    [Fact]
    public async Task While_even_going_back_fails_searches_go_on_over_the_last_commit()
    {
        var disk = new FullDisk(new MemoryStore());
        await using var index = await StartAsync(disk);
        await WriteAsync(index, 1, 1, 2);

        disk.Broken = true;
        await Assert.ThrowsAsync<EngineUnavailableException>(() => WriteAsync(index, 2, 3));
        await Assert.ThrowsAsync<EngineUnavailableException>(() => WriteAsync(index, 2, 3));
        Assert.Equal(2, (await SearchAsync(index)).Count);

        disk.Broken = false;
        await WriteAsync(index, 2, 3);
        Assert.Equal(3, (await SearchAsync(index)).Count);
    }

    [Fact]
    public async Task A_search_beyond_its_deadline_is_unavailable()
    {
        var clock = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromSeconds(1) };
        await using var index = LuceneIndex.InMemory(
            TimeSpan.FromMilliseconds(900), clock, NullLogger<LuceneIndex>.Instance);
        await index.CreateAsync(1, Ct);
        await index.PromoteAsync(1, Ct);
        await WriteAsync(index, 1, 1);

        await Assert.ThrowsAsync<EngineUnavailableException>(() => SearchAsync(index));
    }

    [Fact]
    public async Task Searches_beside_a_writer_never_fail_and_never_see_half_a_write()
    {
        var directory = System.IO.Directory.CreateTempSubdirectory("lucene-beside-");
        await using (var index = LuceneUnderTest.At(directory.FullName))
        {
            await LuceneUnderTest.OpenAsync(index);
            await index.CreateAsync(1, Ct);
            await WriteParityAsync(index, 1, 0);
            await index.PromoteAsync(1, Ct);
            using var over = new CancellationTokenSource();
            var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => WatchAsync(index, over.Token))).ToList();

            for (var version = 2; version <= 40; version++)
                await WriteParityAsync(index, 1, version);
            for (var generation = 2; generation <= 6; generation++)
            {
                await index.CreateAsync(generation, Ct);
                await WriteParityAsync(index, generation, 1);
                await index.PromoteAsync(generation, Ct);
                await WriteParityAsync(index, generation, 2);
            }

            await over.CancelAsync();
            // On a machine of few cores one of them may never have had its turn.
            Assert.True((await Task.WhenAll(readers)).Sum() > 0);
        }

        directory.Delete(recursive: true);
    }

    // Every customer is odd or every customer is even, never some of each.
    private static async Task<int> WatchAsync(LuceneIndex index, CancellationToken over)
    {
        var query = new EngineQuery
        {
            Filters = [],
            Clauses =
            [
                new EngineMatch.Value(Status, "odd").Scored(lane: 1),
                new EngineMatch.Value(Status, "even").Scored(lane: 2),
            ],
            Size = 10,
        };
        var searches = 0;
        for (; !over.IsCancellationRequested; searches++)
        {
            var answer = await index.SearchAsync(query, CancellationToken.None);
            Assert.Equal(40, answer.Count);
            Assert.Equal(40, Assert.Single(answer.Lanes).Value);
        }

        return searches;
    }

    private static Task WriteParityAsync(LuceneIndex index, int generation, int version)
    {
        var parity = version % 2 == 0 ? "even" : "odd";
        var customers = Enumerable.Range(1, 40).Select(id => new IndexEntry.Present(Customer(id).With(Status, parity)));
        return index.WriteAsync(generation, version, [.. customers], Ct);
    }

    private static async Task<LuceneIndex> StartAsync(FullDisk disk)
    {
        var index = new LuceneIndex(
            disk, LuceneUnderTest.Deadline, TimeProvider.System, NullLogger<LuceneIndex>.Instance);
        await index.CreateAsync(1, Ct);
        await index.PromoteAsync(1, Ct);
        return index;
    }

    private static Task WriteAsync(LuceneIndex index, long version, params long[] ids) =>
        index.WriteAsync(
            1, version, [.. ids.Select(id => new IndexEntry.Present(Customer(id).With(Status, "active")))], Ct);

    private static Task<EngineAnswer> SearchAsync(LuceneIndex index) =>
        index.SearchAsync(new() { Filters = [], Clauses = [], Size = 100 }, Ct);

    private static async Task<Dictionary<long, long>> StandingAsync(LuceneIndex index)
    {
        var standing = new Dictionary<long, long>();
        await foreach (var customer in index.ReadAllAsync(1, Ct))
            standing.Add(customer.Id.Value, customer.Version);
        return standing;
    }

    /// <summary>A store on whose disk only so many more files can be made.</summary>
    private sealed class FullDisk(MemoryStore store) : IGenerationStore
    {
        public int FilesLeft { get; set; } = int.MaxValue;

        /// <summary>Nothing can be listed or made.</summary>
        public bool Broken { get; set; }

        public int? Current => store.Current;

        public IReadOnlyList<int> Generations => store.Generations;

        public void MakeCurrent(int generation) => store.MakeCurrent(generation);

        public LuceneDirectory Open(int generation) => new Limited(store.Open(generation), this);

        public void Delete(int generation) => store.Delete(generation);

        public void MarkClean(IReadOnlyList<int> generations) => store.MarkClean(generations);

        public IReadOnlyList<int> TakeCleanMark() => store.TakeCleanMark();

        private sealed class Limited(LuceneDirectory directory, FullDisk disk) : FilterDirectory(directory)
        {
            public override IndexOutput CreateOutput(string name, IOContext context)
            {
                if (disk.Broken || disk.FilesLeft-- <= 0)
                    throw new IOException("No space left on device");
                return base.CreateOutput(name, context);
            }

            public override string[] ListAll() =>
                disk.Broken ? throw new IOException("Input/output error") : base.ListAll();
        }
    }
}
