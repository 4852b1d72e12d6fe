using CustomerSearch.Contracts.Search;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using static CustomerSearch.Contracts.Search.Samples;

namespace CustomerSearch.Contracts.Indexing;

/// <summary>What every index writer promises of generations: built beside each other, swapped, kept, proven, dropped.</summary>
public abstract class GenerationContract : EngineSuite
{
    private static readonly EngineQuery Everybody = new() { Filters = [], Clauses = [], Size = 100 };

    [Fact]
    public async Task A_building_generation_answers_no_search_until_it_is_promoted_and_then_alone()
    {
        await WriteAsync(1, Customer(1));
        await Writer.CreateAsync(2, Ct);
        await Writer.WriteAsync(2, 1, [new IndexEntry.Present(Customer(2)), new IndexEntry.Present(Customer(3))], Ct);

        var before = await SearchAsync(Array.Empty<EngineFilter>());
        Assert.Equal(1, await Writer.AnsweringAsync(Ct));
        await Writer.PromoteAsync(2, Ct);
        var after = await SearchAsync(Array.Empty<EngineFilter>());
        Assert.Equal(2, await Writer.AnsweringAsync(Ct));

        Assert.Equal([1], Ids(before));
        Assert.Equal(1, before.Generation);
        Assert.Equal([2, 3], Ids(after));
        Assert.Equal(2, after.Generation);
    }

    [Fact]
    public async Task Versions_of_one_generation_say_nothing_about_another()
    {
        await WriteAsync(9, Customer(1));
        await Writer.CreateAsync(2, Ct);

        await Writer.WriteAsync(2, 3, [new IndexEntry.Present(Customer(1))], Ct);

        Assert.Equal(3, Assert.Single(await ReadAllAsync(2)).Version);
        Assert.Equal(9, Assert.Single(await ReadAllAsync(1)).Version);
    }

    [Fact]
    public async Task Making_a_generation_again_begins_with_nothing()
    {
        await Writer.CreateAsync(2, Ct);
        await Writer.WriteAsync(2, 1, [new IndexEntry.Present(Customer(1))], Ct);

        await Writer.CreateAsync(2, Ct);

        Assert.Empty(await ReadAllAsync(2));
        Assert.Empty(await Writer.WriteAsync(2, 1, [new IndexEntry.Present(Customer(1))], Ct));
        Assert.Single(await ReadAllAsync(2));
    }

    [Fact]
    public async Task The_one_before_stands_after_a_promotion_is_written_and_can_be_promoted_again()
    {
        await WriteAsync(1, Customer(1));
        await Writer.CreateAsync(2, Ct);
        await Writer.WriteAsync(2, 2, [new IndexEntry.Present(Customer(2))], Ct);
        await Writer.PromoteAsync(2, Ct);

        await WriteAsync(3, Customer(3));
        await FindsAsync([2], SearchAsync(Array.Empty<EngineFilter>()));

        await Writer.PromoteAsync(1, Ct);
        var back = await SearchAsync(Array.Empty<EngineFilter>());
        Assert.Equal([1, 3], Sorted(back));
        Assert.Equal(1, back.Generation);
        Assert.Equal([1, 2], await ListAsync());
    }

    [Fact]
    public async Task Promoting_what_answers_already_changes_nothing()
    {
        await WriteAsync(1, Customer(1));

        await Writer.PromoteAsync(1, Ct);

        await FindsAsync([1], SearchAsync(Array.Empty<EngineFilter>()));
    }

    [Fact]
    public async Task A_generation_that_was_dropped_is_gone_and_writing_to_it_is_no_outage_and_makes_none()
    {
        await Writer.CreateAsync(2, Ct);
        await Writer.PromoteAsync(2, Ct);
        await Writer.DropAsync(1, Ct);

        var broken = await Assert.ThrowsAsync<GenerationBrokenException>(() =>
            Writer.WriteAsync(1, 1, [new IndexEntry.Present(Customer(1))], Ct));
        Assert.Equal(1, broken.Generation);
        await Assert.ThrowsAsync<GenerationBrokenException>(() => ReadAllAsync(1));
        Assert.Equal([2], await ListAsync());
    }

    [Fact]
    public async Task Dropping_what_is_gone_or_never_was_is_no_error()
    {
        await Writer.CreateAsync(2, Ct);
        await Writer.DropAsync(2, Ct);

        await Writer.DropAsync(2, Ct);
        await Writer.DropAsync(7, Ct);

        Assert.Equal([1], await ListAsync());
    }

    [Fact]
    public async Task What_answers_searches_is_neither_dropped_nor_made_again()
    {
        await WriteAsync(1, Customer(1));

        await Assert.ThrowsAsync<InvalidOperationException>(() => Writer.DropAsync(1, Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Writer.CreateAsync(1, Ct));

        await FindsAsync([1], SearchAsync(Array.Empty<EngineFilter>()));
    }

    [Fact]
    public async Task A_generation_says_what_it_would_answer_before_it_answers_anybody()
    {
        await WriteAsync(1, Customer(1));
        await Writer.CreateAsync(2, Ct);
        await Writer.WriteAsync(2, 1, [new IndexEntry.Present(Customer(2)), new IndexEntry.Present(Customer(3))], Ct);

        var asked = await Writer.AskAsync(2, Everybody, Ct);

        Assert.Equal([2, 3], Sorted(asked));
        Assert.Equal(2, asked.Generation);
        await FindsAsync([1], SearchAsync(Array.Empty<EngineFilter>()));
    }

    [Fact]
    public async Task Bucket_sums_count_the_living_and_add_up_their_hashes()
    {
        var ids = Enumerable.Range(1, 40).Select(i => (long)i * i).ToList();
        await WriteAsync(1, [.. ids.Select(id => Customer(id) with { ContentHash = int.MaxValue - (int)id })]);
        await RemoveAsync(2, ids[0], ids[39], 77_777);

        var sums = await Writer.BucketSumsAsync(1, Ct);

        var expected = new BucketSum[CustomerBucket.Count];
        foreach (var id in ids.Skip(1).Take(38))
            expected[CustomerBucket.Of(new(id))] = expected[CustomerBucket.Of(new(id))].With(int.MaxValue - (int)id);
        Assert.Equal(expected, sums);
    }

    [Fact]
    public async Task A_bucket_reads_as_what_stands_in_it_tombstones_too()
    {
        // As many in one bucket that more than one page of any engine may be needed.
        var bucket = CustomerBucket.Of(new(1));
        long[] inside = [.. Enumerable.Range(1, 200_000).Select(i => (long)i).Where(i => CustomerBucket.Of(new(i)) == bucket)];
        long[] outside = [.. Enumerable.Range(1, 500).Select(i => (long)i).Except(inside)];
        await WriteAsync(5, [.. inside.Concat(outside).Select(id => Customer(id) with { ContentHash = (int)id })]);
        await RemoveAsync(6, inside[0]);

        var read = await Writer.ReadBucketsAsync(1, new HashSet<int> { bucket }, Ct).ToListAsync(Ct);

        Assert.True(inside.Length > 100);
        Assert.Equal(inside, read.Select(c => c.Id.Value).Order());
        Assert.Equal(new IndexedCustomer(new(1), 6, null), Assert.Single(read, c => c.Id.Value == 1));
        Assert.All(read.Where(c => c.Id.Value != 1), c => Assert.Equal(new(c.Id, 5, (int)c.Id.Value), c));
    }

    [Fact]
    public async Task Old_tombstones_are_purged_younger_ones_and_the_living_stay()
    {
        await WriteAsync(1, Customer(1), Customer(2), Customer(3));
        await RemoveAsync(4, 2);
        await RemoveAsync(6, 3, 9);

        Assert.Equal(1, await Writer.PurgeTombstonesAsync(1, 6, Ct));

        Assert.Equal([1, 3, 9], (await ReadAllAsync(1)).Select(c => c.Id.Value).Order());
        await WriteAsync(7, Customer(2));
        await FindsAsync([1, 2], SearchAsync(Array.Empty<EngineFilter>()));
    }

    [Fact]
    public async Task Two_writers_of_one_generation_at_once_leave_the_greatest_version_of_each_customer()
    {
        await Writer.CreateAsync(2, Ct);
        await Task.WhenAll(Enumerable.Range(1, 20).Select(version => Task.Run(() => Writer.WriteAsync(
            2, version, [new IndexEntry.Present(Customer(1)), new IndexEntry.Present(Customer(version))], Ct))));

        var standing = (await ReadAllAsync(2)).ToDictionary(c => c.Id.Value, c => c.Version);
        Assert.Equal(20, standing.Count);
        Assert.All(standing, pair => Assert.Equal(pair.Key == 1 ? 20 : pair.Key, pair.Value));
    }

    [Fact]
    public async Task Writes_go_on_while_a_generation_is_promoted()
    {
        await Writer.CreateAsync(2, Ct);
        for (var version = 1; version <= 30; version++)
            await Writer.WriteAsync(2, version, [.. Enumerable.Range(1, 50).Select(i => new IndexEntry.Present(Customer((version * 100) + i)))], Ct);

        var promoting = Task.Run(() => Writer.PromoteAsync(2, Ct));
        for (var version = 101; version <= 120; version++)
            await Writer.WriteAsync(2, version, [new IndexEntry.Present(Customer(version * 100)), new IndexEntry.Absent(new(101))], Ct);
        await promoting;

        Assert.Equal((30 * 50) + 20 - 1, (await SearchAsync(Array.Empty<EngineFilter>())).Count);
    }

    private async Task<IEnumerable<int>> ListAsync() => (await Writer.ListAsync(Ct)).Order();

    private async Task<List<IndexedCustomer>> ReadAllAsync(int generation) =>
        await Writer.ReadAllAsync(generation, Ct).ToListAsync(Ct);
}
