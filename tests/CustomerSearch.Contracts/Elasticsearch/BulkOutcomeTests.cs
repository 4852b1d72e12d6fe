using CustomerSearch.Elasticsearch.Indexing;

namespace CustomerSearch.Contracts.Elasticsearch;

public sealed class BulkOutcomeTests
{
    [Theory]
    [InlineData(200, "none", "Done")]
    [InlineData(201, "none", "Done")]
    [InlineData(409, "version_conflict_engine_exception", "Done")]
    [InlineData(429, "es_rejected_execution_exception", "Transient")]
    [InlineData(429, "circuit_breaking_exception", "Transient")]
    [InlineData(503, "unavailable_shards_exception", "Transient")]
    [InlineData(500, "whatever", "Transient")]
    [InlineData(429, "cluster_block_exception", "Blocked")]
    [InlineData(403, "cluster_block_exception", "Blocked")]
    [InlineData(400, "document_parsing_exception", "BadDocument")]
    [InlineData(400, "mapper_parsing_exception", "BadDocument")]
    [InlineData(400, "illegal_argument_exception", "BadDocument")]
    [InlineData(400, "strict_dynamic_mapping_exception", "Structural")]
    [InlineData(404, "index_not_found_exception", "Structural")]
    [InlineData(403, "security_exception", "Configuration")]
    public void An_item_is_what_the_table_says(int status, string type, string outcome) =>
        Assert.Equal(outcome, BulkOutcomes.OfItem(status, type).ToString());

    [Theory]
    [InlineData(408, "none", "Transient")]
    [InlineData(429, "es_rejected_execution_exception", "Transient")]
    [InlineData(502, "none", "Transient")]
    [InlineData(503, "cluster_block_exception", "Blocked")]
    [InlineData(400, "illegal_argument_exception", "BadDocument")]
    [InlineData(404, "index_not_found_exception", "Structural")]
    [InlineData(413, "none", "TooLarge")]
    [InlineData(401, "security_exception", "Configuration")]
    [InlineData(403, "security_exception", "Configuration")]
    public void A_request_is_what_the_table_says(int status, string type, string outcome) =>
        Assert.Equal(outcome, BulkOutcomes.OfRequest(status, type).ToString());
}
