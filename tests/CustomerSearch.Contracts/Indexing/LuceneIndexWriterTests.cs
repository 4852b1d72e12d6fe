using CustomerSearch.Contracts.Search;

namespace CustomerSearch.Contracts.Indexing;

public sealed class LuceneIndexWriterTests : IndexWriterContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => LuceneUnderTest.OnDiskAsync();
}

public sealed class LuceneInMemoryIndexWriterTests : IndexWriterContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => LuceneUnderTest.InMemoryAsync();
}

public sealed class LuceneGenerationTests : GenerationContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => LuceneUnderTest.OnDiskAsync();
}

public sealed class LuceneInMemoryGenerationTests : GenerationContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => LuceneUnderTest.InMemoryAsync();
}
