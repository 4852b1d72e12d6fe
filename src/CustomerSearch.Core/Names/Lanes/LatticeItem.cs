using System.Text;

namespace CustomerSearch.Core.Names;

/// <summary>What one element of a name must be (two of them for <see cref="Initials"/>).</summary>
internal abstract record LatticeItem
{
    private LatticeItem()
    {
    }

    /// <summary>A Han character read as this syllable.</summary>
    public sealed record Sound(int Syllable) : LatticeItem;

    /// <summary>A Han character whose reading begins so.</summary>
    public sealed record Part(string Letters) : LatticeItem;

    /// <summary>Two Han characters whose readings begin with these letters.</summary>
    public sealed record Initials(char One, char Next) : LatticeItem;

    /// <summary>This element as it was typed; in another variant form for a penalty.</summary>
    public sealed record Typed(NameElement Element, int PenaltyOfVariant) : LatticeItem;

    /// <summary>This Han character in whatever form.</summary>
    public sealed record Han(string Folded) : LatticeItem;

    /// <summary>The beginning of a word.</summary>
    public sealed record BeginningOfWord(string Letters) : LatticeItem;

    /// <summary>Whatever Han character.</summary>
    public sealed record Any : LatticeItem
    {
        public static Any One { get; } = new();
    }
}

/// <summary>What a step knows of the element behind it, so that its token can say both: rarer tokens are found faster.</summary>
internal abstract record Lookahead
{
    private Lookahead()
    {
    }

    /// <summary>Nothing that a token could say.</summary>
    public sealed record Nothing : Lookahead
    {
        public static Nothing Known { get; } = new();
    }

    /// <summary>A Han character whose reading begins with a letter.</summary>
    public sealed record Letter(char First) : Lookahead;

    /// <summary>A Han character in whatever form.</summary>
    public sealed record Han(string Folded) : Lookahead;

    /// <summary>Any character, and behind it this one in whatever form.</summary>
    public sealed record Around(string Folded) : Lookahead;
}

/// <summary>The tokens that stand for an item at a place.</summary>
internal static class ItemTokens
{
    private static readonly HashSet<string> OfLegalForms = ReadLegalForms();

    /// <summary>Whether a token of the item can say something of the element behind it.</summary>
    public static bool Sees(LatticeItem item) => item is LatticeItem.Sound or LatticeItem.Han
        || (item is LatticeItem.Typed { Element.IsHan: true });

    public static int LengthOf(LatticeItem item) => item is LatticeItem.Initials ? 2 : 1;

    /// <summary>Each token with its penalty.</summary>
    /// <param name="mark">How the token is marked at this place; null where it does not begin a match.</param>
    public static IEnumerable<(string Token, int Penalty)> Of(LatticeItem item, Lookahead next, string? mark)
    {
        foreach (var (token, penalty) in Marked(item, next, mark ?? ""))
        {
            yield return (token, penalty);
            if (mark is null && item is LatticeItem.Sound or LatticeItem.Part or LatticeItem.Initials
                && OfLegalForms.Contains(NameToken.LegalForm + token))
                yield return (NameToken.LegalForm + token, penalty);
        }
    }

    private static IEnumerable<(string Token, int Penalty)> Marked(LatticeItem item, Lookahead next, string mark) => item switch
    {
        LatticeItem.Sound(var syllable) => ByRank(NameReadings.WorstRank, rank => next is Lookahead.Letter(var letter)
            ? SoundTokens.Syllable(mark, syllable, letter, rank)
            : SoundTokens.Syllable(mark, syllable, rank)),
        LatticeItem.Part(var letters) => ByRank(NameReadings.WorstRank, rank => SoundTokens.Part(mark, letters, rank)),
        LatticeItem.Initials(var one, var other) =>
            ByRank(2 * NameReadings.WorstRank, ranks => SoundTokens.Initials(mark, one, other, ranks)),
        LatticeItem.Typed(var element, var penalty) => AsTyped(element, penalty, next, mark),
        LatticeItem.Han(var folded) => next switch
        {
            Lookahead.Han(var other) => [(mark + folded + other, 0)],
            Lookahead.Around(var other) => [(mark + folded + NameToken.Around + other, 0)],
            _ => InAnyForm(folded, next, mark),
        },
        LatticeItem.BeginningOfWord(var letters) => [(mark + NameToken.Beginning + letters, 0)],
        LatticeItem.Any => [(mark + NameToken.Any, 0)],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static IEnumerable<(string Token, int Penalty)> ByRank(int worst, Func<int, string> token) =>
        Enumerable.Range(0, worst + 1).Select(rank => (token(rank), rank * LaneScore.Rank));

    private static IEnumerable<(string Token, int Penalty)> InAnyForm(string folded, Lookahead next, string mark)
    {
        var behind = Behind(next);
        yield return (mark + folded + behind, 0);
        if (HanVariants.HasVariants(Rune.GetRuneAt(folded, 0)))
            yield return (mark + NameToken.Variant + folded + behind, 0);
    }

    private static IEnumerable<(string Token, int Penalty)> AsTyped(
        NameElement element, int penaltyOfVariant, Lookahead next, string mark)
    {
        var behind = Behind(next);
        yield return (mark + NameToken.Typed(element) + behind, 0);
        if (!element.HasVariants)
            yield break;
        if (element.Typed != element.Folded)
            yield return (mark + element.Folded + behind, penaltyOfVariant);
        yield return (mark + NameToken.Variant + element.Folded + behind, penaltyOfVariant);
    }

    private static string Behind(Lookahead next) =>
        next is Lookahead.Letter(var letter) ? NameToken.Next + letter : "";

    private static HashSet<string> ReadLegalForms()
    {
        var tokens = new HashSet<string>();
        foreach (var form in EmbeddedText.Lines("legal-forms.txt"))
            if (NameText.TryParse("一" + form, out var text, out _))
                tokens.UnionWith(NameTerms.ForIndex(text, company: true).SelectMany(position => position)
                    .Where(token => token.Length > 1 && token.StartsWith(NameToken.LegalForm, StringComparison.Ordinal)));
        return tokens;
    }
}
