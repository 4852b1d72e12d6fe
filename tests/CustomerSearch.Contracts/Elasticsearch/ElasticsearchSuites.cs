using CustomerSearch.Contracts.Indexing;
using CustomerSearch.Contracts.Names;
using CustomerSearch.Contracts.Search;

namespace CustomerSearch.Contracts.Elasticsearch;

public sealed class ElasticsearchSearchEngineTests : SearchEngineContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => ElasticsearchUnderTest.StartAsync();
}

public sealed class ElasticsearchQueryCaseTests : QueryCaseContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => ElasticsearchUnderTest.StartAsync();
}

public sealed class ElasticsearchRandomQueryTests : RandomQueryContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => ElasticsearchUnderTest.StartAsync();
}

public sealed class ElasticsearchNameTableTests : NameTableContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => ElasticsearchUnderTest.StartAsync();
}

public sealed class ElasticsearchIndexWriterTests : IndexWriterContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => ElasticsearchUnderTest.StartAsync();
}

public sealed class ElasticsearchGenerationTests : GenerationContract
{
    protected override ValueTask<EngineUnderTest> StartAsync() => ElasticsearchUnderTest.StartAsync();
}
