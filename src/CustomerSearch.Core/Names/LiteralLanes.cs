using System.Numerics;

namespace CustomerSearch.Core.Names;

/// <summary>The lanes 1 to 3 of a query: its elements as they are, or in another variant form.</summary>
/// <remarks>
/// Characters equal only after variant folding are counted by asking for each set of them. Up to three characters with
/// variants that count is exact; up to six it tells none, one and more apart; beyond, none and some. So a query has at
/// most eight forms, whatever its length, and most of those with another form in them are led by its rare token.
/// </remarks>
/// <param name="query">The query.</param>
/// <param name="count">How many of its elements are looked for: all, or those before an honorific.</param>
internal sealed class LiteralLanes(NameText query, int count)
{
    private readonly List<NameWay> ways = [];

    private enum Form
    {
        /// <summary>As typed in the query.</summary>
        Typed,

        /// <summary>In another form than typed; where the query has no standard form, also as typed.</summary>
        Other,

        /// <summary>In whatever form.</summary>
        Any,
    }

    public List<NameWay> Ways()
    {
        foreach (var (forms, changes) in AllForms())
        {
            AddWhole(forms, changes);
            AddPart(LaneScore.Begins, NameToken.First, forms, changes, "开头");
            AddPart(LaneScore.Begins, NameToken.AfterPlace, forms, changes, "地名后开头");
            AddPart(LaneScore.Contains, "", forms, changes, "包含");
        }

        return ways;
    }

    private void AddWhole(Form[] forms, int changes)
    {
        var chain = Chain(NameToken.First, forms);
        if (changes == 0 && count == query.Elements.Count)
            Add(LaneScore.Exact, 0, 0, [.. chain, [NameToken.IdenticalEnd(query)]], "完全一致");
        Add(LaneScore.Exact, changes, LaneScore.Part, [.. chain, [NameToken.End]], "一致");
    }

    /// <summary>The elements at one place of the name; the last may be the beginning of a word there.</summary>
    private void AddPart(int lane, string mark, Form[] forms, int changes, string reason)
    {
        var place = mark == NameToken.AfterPlace ? LaneScore.Change : 0;
        var chain = Chain(mark, forms);
        Add(lane, changes, place, chain, reason);

        var last = query.Elements[count - 1];
        if (!last.IsWord || last.Length > NameToken.LongestBeginning)
            return;
        chain[^1] = [(count == 1 ? mark : "") + NameToken.Beginning + last.Typed];
        Add(lane, changes, place + LaneScore.Part, chain, reason, last.Length);
    }

    private void Add(
        int lane,
        int changes,
        int penalty,
        List<IReadOnlyList<string>> chain,
        string reason,
        int? partOfLastWord = null) =>
        ways.Add(new NameWay(
            lane,
            (changes * LaneScore.Change) + penalty,
            chain is [[var token]] ? new NameMatch.Term(token) : new NameMatch.Phrase([.. chain]))
        {
            Reason = changes == 0 ? reason : reason + "（异体字）",
            PartOfLastWord = partOfLastWord,
        });

    private IEnumerable<(Form[] Forms, int Changes)> AllForms()
    {
        var free = Enumerable.Range(0, count).Where(i => query.Elements[i].HasVariants).ToArray();
        var told = free.Length switch { <= 3 => free.Length, <= 6 => 1, _ => 0 };
        for (var set = 0u; set < (told == 0 ? 1u : 1u << free.Length); set++)
        {
            if (BitOperations.PopCount(set) > told)
                continue;
            var forms = new Form[count];
            for (var i = 0; i < free.Length; i++)
                if ((set & (1u << i)) != 0)
                    forms[free[i]] = Form.Other;
            yield return (forms, BitOperations.PopCount(set));
        }

        if (told == free.Length)
            yield break;
        var any = new Form[count];
        Array.Fill(any, Form.Any);
        yield return (any, told + 1);
    }

    private List<IReadOnlyList<string>> Chain(string mark, Form[] forms)
    {
        var chain = new List<IReadOnlyList<string>>(count + 1);
        for (var i = 0; i < count; i++)
            chain.Add(Alternatives(i == 0 ? mark : "", query.Elements[i], forms[i]));
        return chain;
    }

    private static string[] Alternatives(string mark, NameElement element, Form form)
    {
        if (form == Form.Typed || !element.HasVariants)
            return [mark + NameToken.Typed(element)];
        var other = mark + NameToken.Variant + element.Folded;
        return form == Form.Other && element.Typed == element.Folded ? [other] : [mark + element.Folded, other];
    }
}
