namespace CustomerSearch.Core.Search;

/// <summary>The search side of an engine. The contract suite says what every implementation promises.</summary>
public interface ISearchEngine
{
    /// <summary>The name that stands in the search record.</summary>
    string Name { get; }

    /// <exception cref="EngineUnavailableException">
    /// The engine is down, too slow, still building, or answered in part.
    /// </exception>
    Task<EngineAnswer> SearchAsync(EngineQuery query, CancellationToken ct);
}

/// <summary>The engine cannot answer now; never an empty or a short answer.</summary>
public sealed class EngineUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
