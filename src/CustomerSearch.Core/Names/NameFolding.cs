using System.Runtime.InteropServices;
using System.Text;

namespace CustomerSearch.Core.Names;

/// <summary>
/// Turns a text into elements: NFKC, lower case, marks of Latin letters dropped, separators and invisible characters
/// left out. Works on clusters (a code point and what NFKC may join to it), so that each element knows its source.
/// </summary>
internal sealed class NameFolding(string raw, int longest)
{
    private const int Diaeresis = 0x308;

    // string.Normalize refuses this noncharacter, which no normalisation changes.
    private const char Refused = '\uFFFE';

    private readonly List<NameElement> elements = [];
    private readonly StringBuilder word = new();
    private readonly List<int> wordEnds = [];
    private int wordStart;
    private int normalised;

    /// <summary>The elements of a text without lone surrogates; null where NFKC makes it longer than allowed.</summary>
    public List<NameElement>? Run()
    {
        for (int at = 0, codePoint = 0; at < raw.Length;)
        {
            var cluster = ClusterAt(at);
            if (cluster.Length == 1 && NameCharacters.StandsAlone(raw[at]))
            {
                normalised++;
                Add(new Rune(raw[at]), codePoint, codePoint + 1);
            }
            else
            {
                AddNormalised(raw.Substring(at, cluster.Length), codePoint, codePoint + cluster.Visible);
            }

            if (normalised > longest)
                return null;
            at += cluster.Length;
            codePoint += cluster.CodePoints;
        }

        EndWord();
        return elements;
    }

    /// <summary>Visible: without the invisible code points at the end, which are not shown as matched.</summary>
    private (int Length, int CodePoints, int Visible) ClusterAt(int start)
    {
        var first = Rune.GetRuneAt(raw, start);
        var (end, codePoints, visible) = (start + first.Utf16SequenceLength, 1, 1);
        while (end < raw.Length && !NameCharacters.StandsAlone(raw[end]) && first.Value != Refused)
        {
            var next = Rune.GetRuneAt(raw, end);
            var category = Rune.GetUnicodeCategory(next);
            var joins = NameCharacters.JoinsTheOneBefore(next.Value, category);
            if (!joins && !NameCharacters.IsInvisible(next.Value, category))
                break;
            end += next.Utf16SequenceLength;
            codePoints++;
            if (joins)
                visible = codePoints;
        }

        return (end - start, codePoints, visible);
    }

    private void AddNormalised(string cluster, int start, int end)
    {
        var visible = new StringBuilder(cluster.Length);
        foreach (var rune in cluster.EnumerateRunes())
            if (!NameCharacters.IsInvisible(rune.Value, Rune.GetUnicodeCategory(rune)))
                visible.Append(rune.ToString());
        var text = visible.Replace(NameCharacters.KoreanDot, '·').ToString();
        if (!text.StartsWith(Refused))
            text = text.Normalize(NormalizationForm.FormKC);
        foreach (var rune in text.EnumerateRunes())
        {
            normalised++;
            Add(rune, start, end);
        }
    }

    private void Add(Rune rune, int start, int end)
    {
        if (NameCharacters.IsHan(rune.Value))
        {
            EndWord();
            elements.Add(NameElement.Han(rune, start, end));
            return;
        }

        var category = Rune.GetUnicodeCategory(rune);
        if (NameCharacters.IsMark(category))
        {
            AddMark(rune, end);
        }
        else if (NameCharacters.IsLetterOrDigit(category))
        {
            if (!rune.IsAscii && NameCharacters.IsLatin(rune.Value))
                AddWithMarks(rune, start, end);
            else
                AddLetter(rune, start, end);
        }
        else if (NameCharacters.IsSeparator(rune.Value, category))
        {
            EndWord();
        }
        else if (!NameCharacters.IsInvisible(rune.Value, category))
        {
            EndWord();
            elements.Add(NameElement.Symbol(rune, start, end));
        }
    }

    private void AddWithMarks(Rune rune, int start, int end)
    {
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes())
            if (NameCharacters.IsMark(Rune.GetUnicodeCategory(part)))
                AddMark(part, end);
            else
                AddLetter(part, start, end);
    }

    private void AddLetter(Rune rune, int start, int end)
    {
        if (word.Length == 0)
            wordStart = start;
        if (rune.IsAscii)
            word.Append((char)Rune.ToLowerInvariant(rune).Value);
        else
            word.Append(Rune.ToLowerInvariant(rune).ToString());
        wordEnds.Add(end);
    }

    /// <summary>
    /// A mark belongs to the word before it and is dropped everywhere else. On a Latin letter or an ASCII digit it is
    /// dropped too, but that u with a diaeresis is ü; other scripts (й, が, ไม้) spell with their marks.
    /// </summary>
    private void AddMark(Rune mark, int end)
    {
        if (word.Length == 0)
            return;
        var last = word[^1];
        if (!NameCharacters.IsLatin(last) && !char.IsAsciiDigit(last))
        {
            word.Append(mark.ToString());
            wordEnds.Add(end);
            return;
        }

        if (mark.Value == Diaeresis && last == 'u')
            word[^1] = 'ü';
        CollectionsMarshal.AsSpan(wordEnds)[^1] = end;
    }

    private void EndWord()
    {
        if (word.Length == 0)
            return;
        elements.Add(NameElement.Word(word.ToString(), wordStart, [.. wordEnds]));
        word.Clear();
        wordEnds.Clear();
    }
}
