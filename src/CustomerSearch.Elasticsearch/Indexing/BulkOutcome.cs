namespace CustomerSearch.Elasticsearch.Indexing;

/// <summary>What an answer to a write means for whoever wrote.</summary>
internal enum BulkOutcome
{
    /// <summary>It stands there, or something later does.</summary>
    Done,

    /// <summary>The engine has no room or no time just now.</summary>
    Transient,

    /// <summary>The engine takes no writes until somebody makes room.</summary>
    Blocked,

    /// <summary>The engine will never take this document.</summary>
    BadDocument,

    /// <summary>The request is larger than the engine takes.</summary>
    TooLarge,

    /// <summary>The generation is not what it should be: it is gone, or has another mapping.</summary>
    Structural,

    /// <summary>Who signs in may not write.</summary>
    Configuration,
}

/// <summary>The one table of answers to writes.</summary>
internal static class BulkOutcomes
{
    private const string ClusterBlock = "cluster_block_exception";

    /// <summary>Of one item of a bulk request.</summary>
    public static BulkOutcome OfItem(int status, string type) => (status, type) switch
    {
        (200 or 201, _) or (409, "version_conflict_engine_exception") => BulkOutcome.Done,
        (_, ClusterBlock) => BulkOutcome.Blocked,
        (400, "document_parsing_exception" or "mapper_parsing_exception" or "illegal_argument_exception") => BulkOutcome.BadDocument,
        (400 or 404, _) => BulkOutcome.Structural,
        (401 or 403, _) => BulkOutcome.Configuration,
        _ => BulkOutcome.Transient,
    };

    /// <summary>Of a whole request that was refused; a bad document is one of its lines.</summary>
    public static BulkOutcome OfRequest(int status, string type) => (status, type) switch
    {
        (_, ClusterBlock) => BulkOutcome.Blocked,
        (413, _) => BulkOutcome.TooLarge,
        (400, _) => BulkOutcome.BadDocument,
        (404, _) => BulkOutcome.Structural,
        (401 or 403, _) => BulkOutcome.Configuration,
        _ => BulkOutcome.Transient,
    };
}
