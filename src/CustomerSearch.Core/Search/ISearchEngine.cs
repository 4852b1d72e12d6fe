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

/// <summary>Why an engine cannot answer or write, as far as it decides when to ask again.</summary>
public enum EngineTrouble
{
    /// <summary>It is down, slow or busy.</summary>
    Passing,

    /// <summary>It takes no writes until somebody makes room.</summary>
    Blocked,

    /// <summary>It does not let this program in.</summary>
    Configuration,
}

/// <summary>The engine cannot answer now; never an empty or a short answer.</summary>
public sealed class EngineUnavailableException(
    string message, Exception? inner = null, EngineTrouble trouble = EngineTrouble.Passing) : Exception(message, inner)
{
    public EngineTrouble Trouble => trouble;
}
