using CustomerSearch.Contracts.Indexing;

namespace CustomerSearch.Contracts.Search;

public sealed class LuceneSearchEngineTests : SearchEngineContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => LuceneUnderTest.InMemoryAsync();
}

public sealed class LuceneQueryCaseTests : QueryCaseContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => LuceneUnderTest.InMemoryAsync();
}

public sealed class LuceneRandomQueryTests : RandomQueryContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => LuceneUnderTest.InMemoryAsync();
}
