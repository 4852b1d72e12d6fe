using CustomerSearch.Contracts.Search;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Lucene;
using static CustomerSearch.Contracts.Search.Samples;

namespace CustomerSearch.Contracts.Indexing;

/// <summary>What a start finds of what the last run left in the directory.</summary>
public sealed class LuceneDurabilityTests : IDisposable
{
    private static readonly EngineQuery Everybody = new() { Filters = [], Clauses = [], Size = 1_000 };

    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("lucene-durability-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Root => directory.FullName;

    private string Mark => Path.Combine(Root, "clean");

    private string Generation(int number) => Path.Combine(Root, $"{number:D6}");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task After_a_clean_stop_everything_stands_without_a_check_versions_and_tombstones_too()
    {
        await BuildAsync();

        await using var index = LuceneUnderTest.At(Root);
        var opening = await LuceneUnderTest.OpenAsync(index, _ => Assert.Fail("A clean stop needs no check."));

        Assert.Equal(new IndexOpening.Ready(1, 9), opening);
        Assert.False(File.Exists(Mark));
        await index.WriteAsync(1, 5, [new IndexEntry.Present(Customer(1)), new IndexEntry.Present(Customer(2))], Ct);
        Assert.Equal([2, 3], await FoundAsync(index));
    }

    [Fact]
    public async Task After_an_unclean_stop_all_of_it_is_checked_and_answers()
    {
        await BuildAsync();
        File.Delete(Mark);
        var reports = new List<(long Done, long Total)>();

        await using var index = LuceneUnderTest.At(Root);
        var opening = await LuceneUnderTest.OpenAsync(index, reports.Add);

        Assert.Equal(new IndexOpening.Ready(1, 9), opening);
        Assert.True(reports.Count > 2);
        Assert.Equal(0, reports[0].Done);
        Assert.Equal(reports[^1].Total, reports[^1].Done);
        Assert.Equal([2, 3], await FoundAsync(index));
    }

    [Fact]
    public async Task What_stands_on_the_disk_while_it_runs_is_what_a_start_after_a_crash_finds()
    {
        using var crashed = new IndexCopy();
        await using (var index = await BuildOpenAsync())
        {
            crashed.Take(Root);
            await index.WriteAsync(1, 20, [new IndexEntry.Present(Customer(50))], Ct);
        }

        await using var after = LuceneUnderTest.At(crashed.Path);
        Assert.Equal(new IndexOpening.Ready(1, 9), await LuceneUnderTest.OpenAsync(after));
        Assert.Equal([2, 3], await FoundAsync(after));
    }

    [Fact]
    public async Task An_index_of_another_schema_is_outdated()
    {
        await BuildAsync();
        await using (var index = LuceneUnderTest.At(Root))
        {
            using var lucene = global::Lucene.Net.Store.FSDirectory.Open(Generation(1));
            using var writer = new global::Lucene.Net.Index.IndexWriter(
                lucene, new(global::Lucene.Net.Util.LuceneVersion.LUCENE_48, analyzer: null));
            writer.SetCommitData(new Dictionary<string, string> { ["schema"] = "of another release" });
            writer.Commit();
        }

        await ExpectUnusableAsync("outdated");
    }

    [Fact]
    public async Task Without_a_pointer_the_index_is_missing_and_what_stands_there_is_listed_to_be_dropped()
    {
        await BuildAsync();
        File.Delete(Path.Combine(Root, "current"));

        await using var index = LuceneUnderTest.At(Root);
        Assert.Equal(new IndexOpening.Unusable("missing"), await LuceneUnderTest.OpenAsync(index));
        Assert.Equal([1], await index.ListAsync(Ct));
        await index.DropAsync(1, Ct);
        Assert.False(Directory.Exists(Generation(1)));
    }

    [Fact]
    public async Task A_pointer_to_a_generation_that_is_gone_is_a_missing_index()
    {
        await BuildAsync();
        Directory.Delete(Generation(1), recursive: true);

        await ExpectUnusableAsync("missing");
    }

    [Fact]
    public async Task Whatever_file_is_cut_or_garbled_an_unclean_start_calls_it_damaged_or_answers_in_full()
    {
        await BuildAsync();
        File.Delete(Mark);
        using var whole = new IndexCopy();
        whole.Take(Root);
        var files = Directory.GetFiles(Generation(1)).Where(f => Path.GetFileName(f) != "write.lock").ToList();
        var damaged = 0;
        foreach (var file in files)
        {
            foreach (Action<string> harm in (Action<string>[])[File.Delete, Empty, CutInHalf, Garble])
            {
                whole.PutBack(Root);
                harm(file);
                await using var index = LuceneUnderTest.At(Root);
                if (await LuceneUnderTest.OpenAsync(index) is IndexOpening.Unusable(var reason))
                {
                    Assert.Equal("damaged", reason);
                    damaged++;
                }
                else
                {
                    Assert.Equal([2, 3], await FoundAsync(index));
                }
            }
        }

        // Only the hint at the newest commit can be done without.
        Assert.True(damaged >= 4 * (files.Count - 1), $"{damaged} of {4 * files.Count}");
    }

    [Fact]
    public async Task A_damaged_index_can_be_built_anew_beside_itself_and_then_dropped()
    {
        await BuildAsync();
        foreach (var file in Directory.GetFiles(Generation(1)))
            Empty(file);
        await using var index = LuceneUnderTest.At(Root);
        Assert.Equal(new IndexOpening.Unusable("damaged"), await LuceneUnderTest.OpenAsync(index));

        await index.CreateAsync(2, Ct);
        await index.WriteAsync(2, 1, [new IndexEntry.Present(Customer(7))], Ct);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => index.SearchAsync(Everybody, Ct));
        await index.PromoteAsync(2, Ct);

        Assert.Equal([7], await FoundAsync(index));
        await index.DropAsync(1, Ct);
        Assert.False(Directory.Exists(Generation(1)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_promotion_outlasts_a_restart_and_the_generation_before_stands_beside_it(bool clean)
    {
        await using (var index = await BuildOpenAsync())
        {
            await index.CreateAsync(2, Ct);
            await index.WriteAsync(2, 30, [new IndexEntry.Present(Customer(7))], Ct);
            await index.PromoteAsync(2, Ct);
        }

        if (!clean)
            File.Delete(Mark);
        var checks = 0;
        await using var after = LuceneUnderTest.At(Root);
        Assert.Equal(new IndexOpening.Ready(2, 30), await LuceneUnderTest.OpenAsync(after, _ => checks++));
        Assert.Equal(clean, checks == 0);
        Assert.Equal([7], await FoundAsync(after));
        await after.PromoteAsync(1, Ct);
        Assert.Equal([2, 3], await FoundAsync(after));
    }

    [Fact]
    public async Task A_generation_whose_building_a_stop_ended_stands_and_can_be_written_on()
    {
        await using (var index = await BuildOpenAsync())
        {
            await index.CreateAsync(2, Ct);
            await index.WriteAsync(2, 30, [new IndexEntry.Present(Customer(7))], Ct);
        }

        File.Delete(Mark);
        await using var after = LuceneUnderTest.At(Root);
        Assert.Equal(new IndexOpening.Ready(1, 9), await LuceneUnderTest.OpenAsync(after));
        Assert.Empty(await after.WriteAsync(2, 31, [new IndexEntry.Present(Customer(8))], Ct));
        await after.PromoteAsync(2, Ct);

        Assert.Equal([7, 8], await FoundAsync(after));
    }

    [Fact]
    public async Task A_damaged_generation_beside_the_one_that_answers_is_broken_and_harms_nobody()
    {
        await using (var index = await BuildOpenAsync())
            await index.CreateAsync(2, Ct);
        File.Delete(Mark);
        foreach (var file in Directory.GetFiles(Generation(2)))
            Empty(file);

        await using var after = LuceneUnderTest.At(Root);
        Assert.Equal(new IndexOpening.Ready(1, 9), await LuceneUnderTest.OpenAsync(after));

        await Assert.ThrowsAsync<GenerationBrokenException>(() =>
            after.WriteAsync(2, 31, [new IndexEntry.Present(Customer(8))], Ct));
        Assert.Equal([2, 3], await FoundAsync(after));
        await after.DropAsync(2, Ct);
        Assert.Equal([1], await after.ListAsync(Ct));
    }

    [Fact]
    public async Task A_second_process_cannot_open_the_index_and_does_not_take_it_for_damaged()
    {
        await using var first = await BuildOpenAsync();
        await using var second = LuceneUnderTest.At(Root);

        await Assert.ThrowsAsync<EngineUnavailableException>(() => LuceneUnderTest.OpenAsync(second));

        Assert.Equal([2, 3], await FoundAsync(first));
    }

    [Fact]
    public async Task Before_it_is_opened_and_after_it_is_closed_a_search_is_unavailable()
    {
        await BuildAsync();
        var index = LuceneUnderTest.At(Root);
        await Assert.ThrowsAsync<EngineUnavailableException>(() => index.SearchAsync(Everybody, Ct));
        await LuceneUnderTest.OpenAsync(index);

        await index.DisposeAsync();

        await Assert.ThrowsAsync<EngineUnavailableException>(() => index.SearchAsync(Everybody, Ct));
        await Assert.ThrowsAsync<EngineUnavailableException>(() =>
            index.WriteAsync(1, 99, [new IndexEntry.Present(Customer(1))], Ct));
    }

    // Several segments with deletions: customers 2 and 3 stand, 1 is gone under version 9.
    private async Task<LuceneIndex> BuildOpenAsync()
    {
        var index = LuceneUnderTest.At(Root);
        await LuceneUnderTest.OpenAsync(index);
        await index.CreateAsync(1, Ct);
        await index.PromoteAsync(1, Ct);
        await index.WriteAsync(1, 6, [new IndexEntry.Present(Full(1)), new IndexEntry.Present(Full(2))], Ct);
        await index.WriteAsync(1, 7, [new IndexEntry.Present(Full(2)), new IndexEntry.Present(Full(3))], Ct);
        await index.WriteAsync(1, 9, [new IndexEntry.Absent(new(1))], Ct);
        return index;
    }

    private async Task BuildAsync() => await (await BuildOpenAsync()).DisposeAsync();

    private static CustomerDocument Full(long id) =>
        (Customer(id, "张|=zhang 三|=san") with { Remark = Positions("vip") }).With(Status, "active").With(Orders, id);

    private async Task ExpectUnusableAsync(string reason)
    {
        await using var index = LuceneUnderTest.At(Root);
        Assert.Equal(new IndexOpening.Unusable(reason), await LuceneUnderTest.OpenAsync(index));
        var refusal = await Assert.ThrowsAsync<EngineUnavailableException>(() => index.SearchAsync(Everybody, Ct));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<IEnumerable<long>> FoundAsync(LuceneIndex index) =>
        (await index.SearchAsync(Everybody, Ct)).Hits.Select(hit => hit.Id.Value).Order();

    private static void Empty(string file) => File.WriteAllBytes(file, []);

    private static void CutInHalf(string file) =>
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..(int)(new FileInfo(file).Length / 2)]);

    private static void Garble(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (bytes.Length > 0)
            bytes[bytes.Length / 2] ^= 0x5A;
        File.WriteAllBytes(file, bytes);
    }
}
