using System.Text.Json.Nodes;

namespace CustomerSearch.Elasticsearch.Search;

/// <summary>The few shapes of the query language that this program uses, as trees; no text is pasted together.</summary>
internal static class Queries
{
    /// <summary>Everybody who is not gone.</summary>
    public static JsonObject Living => Term(IndexFields.Deleted, false);

    public static JsonObject Nobody => Named("match_none", []);

    public static JsonObject Term(string field, JsonNode value) => Named("term", new() { [field] = value });

    public static JsonObject Terms<T>(string field, IEnumerable<T> values) => Named("terms", new() { [field] = Array(values) });

    public static JsonObject Prefix(string field, string text) => Named("prefix", new() { [field] = text });

    public static JsonObject Exists(string field) => Named("exists", new() { ["field"] = field });

    public static JsonObject Range(string field, long? from, long? to)
    {
        var bounds = new JsonObject();
        if (from is { } least)
            bounds["gte"] = least;
        if (to is { } most)
            bounds["lte"] = most;
        return Named("range", new() { [field] = bounds });
    }

    public static JsonObject Phrase(string field, string text) => Named("match_phrase", new() { [field] = text });

    public static JsonObject All(IEnumerable<JsonObject> queries) => Bool("filter", queries);

    public static JsonObject None(IEnumerable<JsonObject> queries) => Bool("must_not", queries);

    /// <summary>One of them; nobody where there is none.</summary>
    public static JsonObject Either(IEnumerable<JsonObject> queries) => queries.ToArray() switch
    {
        [] => Nobody,
        [var only] => only,
        var several => Bool("should", several),
    };

    public static JsonObject Scored(JsonObject query, int score) =>
        Named("constant_score", new() { ["filter"] = query, ["boost"] = score });

    public static JsonObject Best(IEnumerable<JsonObject> queries) => queries.ToArray() switch
    {
        [] => Nobody,
        [var only] => only,
        var several => Named("dis_max", new() { ["queries"] = new JsonArray(several) }),
    };

    public static JsonArray Array<T>(IEnumerable<T> values) => [.. values.Select(value => (JsonNode?)JsonValue.Create(value))];

    private static JsonObject Bool(string occurrence, IEnumerable<JsonObject> queries) =>
        Named("bool", new() { [occurrence] = new JsonArray([.. queries]) });

    private static JsonObject Named(string name, JsonObject body) => new() { [name] = body };
}
