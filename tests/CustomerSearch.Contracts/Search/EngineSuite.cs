using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Contracts.Search;

/// <summary>One engine with nothing in it: generation 1 is not yet made.</summary>
public sealed class EngineUnderTest(ISearchEngine engine, IIndexWriter writer, Func<ValueTask> stop) : IAsyncDisposable
{
    public ISearchEngine Engine => engine;

    public IIndexWriter Writer => writer;

    public ValueTask DisposeAsync() => stop();
}

/// <summary>What both suites of an engine need: a fresh engine whose generation 1 answers searches.</summary>
public abstract class EngineSuite : IAsyncLifetime
{
    private EngineUnderTest? started;

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected ISearchEngine Engine => started!.Engine;

    protected IIndexWriter Writer => started!.Writer;

    public async ValueTask InitializeAsync()
    {
        started = await StartAsync();
        await Writer.CreateAsync(1, Ct);
        await Writer.PromoteAsync(1, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (started is not null)
            await started.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract ValueTask<EngineUnderTest> StartAsync();

    /// <summary>Writes documents that the engine must take.</summary>
    protected async Task WriteAsync(long version, params CustomerDocument[] documents) =>
        Assert.Empty(await Writer.WriteAsync(1, version, [.. documents.Select(d => new IndexEntry.Present(d))], Ct));

    protected async Task RemoveAsync(long version, params long[] ids) =>
        Assert.Empty(await Writer.WriteAsync(1, version, [.. ids.Select(id => new IndexEntry.Absent(new(id)))], Ct));

    protected Task<EngineAnswer> SearchAsync(params EngineFilter[] filters) =>
        Engine.SearchAsync(new() { Filters = filters, Clauses = [], Size = 100 }, Ct);

    protected Task<EngineAnswer> SearchAsync(params ScoredClause[] clauses) =>
        Engine.SearchAsync(new() { Filters = [], Clauses = clauses, Size = 100 }, Ct);

    /// <summary>Asserts whom a search finds, in whatever order.</summary>
    protected static async Task FindsAsync(long[] ids, Task<EngineAnswer> search) =>
        Assert.Equal(ids, Sorted(await search));

    protected static long[] Ids(EngineAnswer answer) => [.. answer.Hits.Select(hit => hit.Id.Value)];

    protected static long[] Sorted(EngineAnswer answer) => [.. Ids(answer).Order()];
}
