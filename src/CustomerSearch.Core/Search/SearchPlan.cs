using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Indexing;

namespace CustomerSearch.Core.Search;

/// <summary>A search as the engine is asked for it, and how the engine's further counts are read.</summary>
internal sealed class SearchPlan
{
    private readonly List<EngineFilter> scope;
    private readonly List<(string Phrase, EngineFilter Filter)> conditions;
    private readonly ConsentCondition? consent;
    private readonly bool explains;

    /// <param name="query">What finds, orders and counts; its tallies are this plan's affair.</param>
    /// <param name="scope">Whose customers may be found.</param>
    /// <param name="conditions">The conditions in written order, with their phrase in the record's line.</param>
    /// <param name="consent">The consent that is asked for; null where none is.</param>
    /// <param name="explains">Whether the counts behind an explanation are asked for.</param>
    public SearchPlan(
        EngineQuery query, List<EngineFilter> scope, List<(string Phrase, EngineFilter Filter)> conditions,
        ConsentCondition? consent, bool explains)
    {
        (this.scope, this.conditions, this.consent, this.explains) = (scope, conditions, consent, explains);
        Query = query with { Tallies = [.. ConsentTallies(), .. explains ? ExplanationTallies() : []] };
    }

    public EngineQuery Query { get; }

    /// <summary>Whether dropping a condition is a choice at all.</summary>
    public bool HasChoice => conditions.Count > 1;

    /// <summary>The same search only to be explained.</summary>
    public SearchPlan ToExplain() => new(Query with { Size = 0, Facets = [] }, scope, conditions, consent, explains: true);

    public ExcludedForConsent Excluded(EngineAnswer answer)
    {
        if (consent is null)
            return ExcludedForConsent.Nobody;

        var (all, withdrawn) = (answer.Tallies[0], answer.Tallies[1]);
        return new(withdrawn, all - answer.Count - withdrawn);
    }

    /// <summary>Null where none was asked for.</summary>
    public SearchExplanation? Explanation(EngineAnswer answer)
    {
        if (!explains)
            return null;

        var counts = answer.Tallies.Skip(ConsentTallies().Count).ToList();
        List<FunnelStep> funnel = [new("全部范围", counts[0])];
        funnel.AddRange(conditions.Select((condition, i) => new FunnelStep(condition.Phrase, counts[i + 1])));
        if (consent is not null)
            funnel.Add(new($"同意={string.Join('、', consent.Channels)}", answer.Count));
        return new(
            funnel, [.. conditions.Select((condition, i) => new ConditionCount(condition.Phrase, counts[conditions.Count + 1 + i]))]);
    }

    /// <summary>The filter that lets through whom the consent that is asked for was given by.</summary>
    public static EngineFilter Given(ConsentCondition consent) => State(consent, ConsentState.Given);

    private List<IReadOnlyList<EngineFilter>> ConsentTallies()
    {
        if (consent is null)
            return [];

        List<EngineFilter> all = [.. scope, .. conditions.Select(c => c.Filter)];
        return [all, [.. all, State(consent, ConsentState.Withdrawn), new EngineFilter.Not(Given(consent))]];
    }

    private IEnumerable<IReadOnlyList<EngineFilter>> ExplanationTallies()
    {
        List<EngineFilter> consenting = consent is null ? [] : [Given(consent)];
        for (var i = 0; i <= conditions.Count; i++)
            yield return [.. scope, .. conditions.Take(i).Select(c => c.Filter)];
        for (var i = 0; i < conditions.Count; i++)
            yield return [.. scope, .. conditions.Where((_, place) => place != i).Select(c => c.Filter), .. consenting];
    }

    private static EngineFilter.AnyOf State(ConsentCondition consent, ConsentState state) =>
        new(SearchFields.Consent, [.. consent.Channels.Select(channel => DocumentBuilder.ConsentTerm(channel, state))]);
}
