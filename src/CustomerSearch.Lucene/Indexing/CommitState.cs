using System.Globalization;
using Lucene.Net.Index;

namespace CustomerSearch.Lucene.Indexing;

/// <summary>What a commit says of its generation; it is read before anything of the index is.</summary>
internal static class CommitState
{
    /// <summary>The key under which a commit holds <see cref="Schema.Hash"/>.</summary>
    private const string SchemaKey = "schema";

    /// <summary>The key that a commit has once the generation is merged and fit to answer searches.</summary>
    private const string SettledKey = "settled";

    /// <summary>The key under which a commit holds the highest version of anything that was ever written.</summary>
    private const string HighestKey = "highest";

    /// <summary>Has the next commit of a writer say it.</summary>
    public static void Note(IndexWriter writer, long highest, bool settled)
    {
        var state = new Dictionary<string, string>
        {
            [SchemaKey] = Schema.Hash, [HighestKey] = highest.ToString(CultureInfo.InvariantCulture),
        };
        if (settled)
            state[SettledKey] = "1";
        writer.SetCommitData(state);
    }

    public static bool IsOfThisSchema(IDictionary<string, string> commit) =>
        commit.TryGetValue(SchemaKey, out var hash) && hash == Schema.Hash;

    public static bool IsSettled(IDictionary<string, string> commit) => commit.ContainsKey(SettledKey);

    public static long HighestOf(IDictionary<string, string> commit) => long.Parse(commit[HighestKey], CultureInfo.InvariantCulture);
}
