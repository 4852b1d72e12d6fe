using System.Globalization;

namespace CustomerSearch.Elasticsearch.Indexing;

/// <summary>What generations are called: each an index, with an alias of its own that it is written by.</summary>
/// <param name="search">The alias that is searched, and how all names begin.</param>
internal sealed class GenerationNames(string search)
{
    private const string Write = "-write";

    /// <summary>The alias that is searched; nothing is ever written by it.</summary>
    public string Search => search;

    public string IndexOf(int generation) => $"{search}-{generation.ToString("D6", CultureInfo.InvariantCulture)}";

    public string WriteAliasOf(int generation) => IndexOf(generation) + Write;

    /// <summary>The number of an index; null where it is none of ours.</summary>
    public int? NumberOf(string index) => index.StartsWith(search + "-", StringComparison.Ordinal)
        && int.TryParse(index.AsSpan(search.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
