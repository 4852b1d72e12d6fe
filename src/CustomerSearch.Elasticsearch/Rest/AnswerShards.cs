using System.Text.Json;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Elasticsearch.Rest;

/// <summary>Whether all shards took part in an answer.</summary>
internal static class AnswerShards
{
    /// <exception cref="EngineUnavailableException">Some did not.</exception>
    public static void Check(JsonElement answer)
    {
        if (answer.GetProperty("_shards").GetProperty("failed").GetInt32() > 0)
            throw new EngineUnavailableException("Elasticsearch answered from some of its shards only.");
    }
}
