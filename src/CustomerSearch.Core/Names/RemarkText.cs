using System.Text;

namespace CustomerSearch.Core.Names;

/// <summary>
/// Remarks and queries for them (lane 12): Han characters in pairs, Latin and digits as whole words, found as one
/// phrase. Folded like names; symbols are left out too, so that punctuation never keeps a phrase apart.
/// </summary>
/// <remarks>
/// A run of Han characters is indexed as its first character, its pairs and its last character, so that a phrase may
/// cross from a run to a word without finding more than was typed. A query leaves out the single character at its own
/// ends, where the run may go on in the remark. A query of a single Han character finds nothing: it would find too
/// much.
/// </remarks>
public static class RemarkText
{
    /// <summary>The tokens of a remark, one a position, without blanks; none where it has no letter or digit.</summary>
    public static IReadOnlyList<string> Terms(string text) => Tokens(Read(text), openEnds: false);

    /// <summary>What to look for in the tokens of a remark; null where the query finds no remark at all.</summary>
    public static NameMatch? Query(string text) => Tokens(Read(text), openEnds: true) switch
    {
        [] => null,
        [var token] => new NameMatch.Term(token),
        var tokens => new NameMatch.Phrase([.. tokens.Select(token => (IReadOnlyList<string>)[token])]),
    };

    /// <summary>Whether a query finds a remark: exactly when its <see cref="Query"/> matches the tokens.</summary>
    public static bool Matches(string remark, string query)
    {
        var wanted = Read(query);
        if (wanted is [] or [{ IsHan: true }])
            return false;
        var there = Read(remark);
        for (var at = 0; at + wanted.Count <= there.Count; at++)
        {
            var length = 0;
            while (length < wanted.Count && wanted[length].Folded == there[at + length].Folded)
                length++;
            if (length == wanted.Count)
                return true;
        }

        return false;
    }

    private static List<string> Tokens(List<NameElement> elements, bool openEnds)
    {
        var tokens = new List<string>(elements.Count + 1);
        for (var i = 0; i < elements.Count; i++)
        {
            var element = elements[i];
            if (!element.IsHan)
            {
                tokens.Add(element.Folded);
                continue;
            }

            var (first, last) = (i == 0, i == elements.Count - 1);
            if (first ? !openEnds : !elements[i - 1].IsHan)
                tokens.Add(element.Folded);
            if (last ? !openEnds : !elements[i + 1].IsHan)
                tokens.Add(element.Folded);
            else if (!last)
                tokens.Add(element.Folded + elements[i + 1].Folded);
        }

        return tokens;
    }

    /// <summary>No remark is refused: what no text may hold counts as a blank, and no length is too long.</summary>
    private static List<NameElement> Read(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(Rune.IsControl(rune) || rune == Rune.ReplacementChar ? " " : rune.ToString());
        var elements = new NameFolding(clean.ToString(), int.MaxValue).Run()!;
        elements.RemoveAll(element => !element.IsHan && !element.IsWord);
        return elements;
    }
}
