using CustomerSearch.Contracts.Search;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using static CustomerSearch.Contracts.Search.Samples;

namespace CustomerSearch.Contracts.Indexing;

/// <summary>What every index writer promises.</summary>
public abstract class IndexWriterContract : EngineSuite
{
    [Fact]
    public async Task What_is_written_is_searchable_when_the_task_ends()
    {
        for (var version = 1; version <= 20; version++)
        {
            await WriteAsync(version, Customer(version).With(Status, "new"));
            Assert.Equal(version, (await SearchAsync(new EngineFilter.AnyOf(Status, ["new"]))).Count);
        }
    }

    [Theory]
    [InlineData(4, "old")]
    [InlineData(5, "old")]
    [InlineData(6, "new")]
    public async Task Only_a_greater_version_replaces_a_document_and_a_lesser_one_counts_as_done(
        long version, string standing)
    {
        await WriteAsync(5, Customer(1).With(Status, "old"));
        await WriteAsync(version, Customer(1).With(Status, "new"));

        await FindsAsync([1], SearchAsync(new EngineFilter.AnyOf(Status, [standing])));
        Assert.Equal(1, (await SearchAsync(Array.Empty<EngineFilter>())).Count);
        Assert.Equal(Math.Max(5, version), Assert.Single(await ReadAllAsync(1)).Version);
    }

    [Fact]
    public async Task An_older_write_never_brings_back_a_customer_who_is_gone_but_a_newer_one_does()
    {
        await WriteAsync(5, Customer(1));
        await RemoveAsync(7, 1, 2);
        await WriteAsync(6, Customer(1), Customer(2));
        Assert.Empty((await SearchAsync(Array.Empty<EngineFilter>())).Hits);

        await WriteAsync(8, Customer(1));
        await FindsAsync([1], SearchAsync(Array.Empty<EngineFilter>()));
    }

    [Fact]
    public async Task An_older_tombstone_does_not_remove_a_newer_document()
    {
        await WriteAsync(5, Customer(1));
        await RemoveAsync(4, 1);

        await FindsAsync([1], SearchAsync(Array.Empty<EngineFilter>()));
    }

    [Fact]
    public async Task Of_two_entries_of_one_customer_in_one_write_the_first_stands()
    {
        await WriteAsync(1, Customer(1).With(Status, "first"), Customer(1).With(Status, "second"));

        await FindsAsync([1], SearchAsync(new EngineFilter.AnyOf(Status, ["first"])));
        Assert.Equal(1, (await SearchAsync(Array.Empty<EngineFilter>())).Count);
    }

    [Fact]
    public async Task A_new_document_leaves_nothing_of_the_one_before()
    {
        await WriteAsync(1,
            (Customer(1, "张 三") with { Remark = Positions("vip") }).With(Status, "old").With(Orders, 5));
        await WriteAsync(2, Customer(1, "李 四"));

        Assert.Equal(0, (await SearchAsync(Name(Term("张")).Scored())).Count);
        Assert.Equal(0, (await SearchAsync(new EngineMatch.Words(TextStream.Remark, Term("vip")).Scored())).Count);
        Assert.Equal(0, (await SearchAsync(new EngineFilter.AnyOf(Status, ["old"]))).Count);
        Assert.Equal(0, (await SearchAsync(new EngineFilter.Between(Orders, null, null))).Count);
    }

    [Fact]
    public async Task A_refused_entry_leaves_the_others_written_and_may_be_written_right_later()
    {
        var refused = await Writer.WriteAsync(1, 1,
        [
            new IndexEntry.Present(Customer(1).With(Status, "active")),
            new IndexEntry.Present(Customer(2).With(SearchFields.FullValue, new string('张', 20_000))),
            new IndexEntry.Present(Customer(3).With(Status, "active")),
        ], Ct);

        var (id, error) = Assert.Single(refused);
        Assert.Equal(2, id.Value);
        Assert.NotEmpty(error);
        Assert.DoesNotContain("张", error, StringComparison.Ordinal);
        await FindsAsync([1, 3], SearchAsync(new EngineFilter.AnyOf(Status, ["active"])));
        Assert.Equal([1, 3], (await ReadAllAsync(1)).Select(c => c.Id.Value).Order());

        await WriteAsync(1, Customer(2).With(Status, "active"));
        await FindsAsync([1, 2, 3], SearchAsync(new EngineFilter.AnyOf(Status, ["active"])));
    }

    [Fact]
    public async Task A_refused_entry_leaves_the_document_before_it_standing()
    {
        await WriteAsync(1, Customer(1).With(Status, "old"));

        var tooLong = Customer(1) with { Name = [[new string('a', 40_000)]] };
        Assert.Single(await Writer.WriteAsync(1, 2, [new IndexEntry.Present(tooLong)], Ct));

        await FindsAsync([1], SearchAsync(new EngineFilter.AnyOf(Status, ["old"])));
        Assert.Equal(1, Assert.Single(await ReadAllAsync(1)).Version);
    }

    [Fact]
    public async Task All_that_stands_is_read_with_versions_and_hashes_and_tombstones_without_a_hash()
    {
        await WriteAsync(3, Customer(1) with { ContentHash = 0 }, Customer(2) with { ContentHash = int.MaxValue });
        await RemoveAsync(4, 2, 9);
        await WriteAsync(5, Customer(3) with { ContentHash = 42 });

        Assert.Equal(
            [new(new(1), 3, 0), new(new(2), 4, null), new(new(3), 5, 42), new(new(9), 4, null)],
            (await ReadAllAsync(1)).OrderBy(c => c.Id));
    }

    [Fact]
    public async Task Writing_nothing_is_done_at_once() => Assert.Empty(await Writer.WriteAsync(1, 1, [], Ct));

    private async Task<List<IndexedCustomer>> ReadAllAsync(int generation) =>
        await Writer.ReadAllAsync(generation, Ct).ToListAsync(Ct);
}
