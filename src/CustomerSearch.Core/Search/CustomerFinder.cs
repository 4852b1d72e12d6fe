using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Indexing;

namespace CustomerSearch.Core.Search;

/// <summary>What was found, and by what.</summary>
/// <param name="Answer">Hits, counts, facets; one hit more than the page shows where a further page follows.</param>
/// <param name="Engine">The name of what answered.</param>
/// <param name="FromRecord">Whether that was the system of record.</param>
internal sealed record Found(EngineAnswer Answer, string Engine, bool FromRecord)
{
    public ExcludedForConsent Excluded { get; init; } = ExcludedForConsent.Nobody;

    public SearchExplanation? Explanation { get; init; }

    /// <summary>The departments of customers outside the scope that have the whole value.</summary>
    public IReadOnlyList<DepartmentId> Elsewhere { get; init; } = [];
}

/// <summary>Finds hits: whole values in the system of record, everything else in the index.</summary>
public sealed class CustomerFinder(ISearchEngine engine, RecordSearch record, EngineQueries queries, LookUpMeter meter, IndexStatus index)
{
    /// <summary>The name of what answers whole values, in answers and records.</summary>
    internal const string RecordEngine = "record";

    internal string EngineFor(SearchQuery query) => query.FullValues.Count > 0 ? RecordEngine : engine.Name;

    /// <exception cref="EngineUnavailableException">The index is needed and cannot answer.</exception>
    /// <exception cref="Data.DatabaseUnavailableException">
    /// The system of record is needed and cannot answer.
    /// </exception>
    internal async Task<Found> FindAsync(
        SearchQuery query, Scope scope, Operator caller, SearchSurroundings surroundings, CancellationToken ct)
    {
        var role = caller.Role!.Value;
        if (query.FullValues is not { Count: > 0 } values)
            return await AskAsync(queries.Translate(query, scope, role), ct);

        var allowed = values.Where(value => FieldMatrix.MaySearch(role, value.Class)).ToList();
        var found = await record.FindAsync(query, allowed, scope, surroundings.Catalogue, ct);
        if (found.Answer.Count + found.Excluded.Withdrawn + found.Excluded.NeverAsked == 0)
            await meter.CountAsync(caller, ct);
        return found;
    }

    private async Task<Found> AskAsync(SearchPlan plan, CancellationToken ct)
    {
        // What the engine still has then is another database's, or of another release.
        if (index.State == IndexState.Building)
            throw new EngineUnavailableException("The index is being built.");

        var answer = await engine.SearchAsync(plan.Query, ct);
        var explanation = plan.Explanation(answer);
        if (answer.Count == 0 && explanation is null && plan.HasChoice)
        {
            // Nobody was found: which condition to drop is the next question, so it is answered unasked.
            var why = plan.ToExplain();
            explanation = why.Explanation(await engine.SearchAsync(why.Query, ct));
        }

        return new Found(answer, engine.Name, FromRecord: false) { Excluded = plan.Excluded(answer), Explanation = explanation };
    }
}

/// <summary>Reads the hits of a page from the system of record, explains and masks them.</summary>
public sealed class HitPages(CustomerReader customers, HitExplainer explainer, CustomerViewMapper views, MaskingGate gate)
{
    /// <summary>The hits that still are hits, in the order found.</summary>
    internal async Task<List<(CustomerId Id, SearchHit Hit)>> ReadAsync(
        SearchQuery query, IReadOnlyList<EngineHit> hits, Scope scope, Role role, SearchSurroundings surroundings, CancellationToken ct)
    {
        var loaded = await customers.ReadPageAsync([.. hits.Select(hit => hit.Id)], scope, query.Consent, ct);
        var ranked = query.Keyword is not null || query.Name is not null;
        List<(CustomerId, SearchHit)> shown = [];
        foreach (var hit in hits)
        {
            if (!loaded.TryGetValue(hit.Id, out var customer))
                continue;

            var reason = ranked ? explainer.Explain(query, customer, role) : null;
            if (ranked && reason is null)
                continue;

            shown.Add((hit.Id, Show(customer, reason, role, surroundings)));
        }

        return shown;
    }

    private SearchHit Show(Customer customer, HitReason? reason, Role role, SearchSurroundings surroundings)
    {
        var seen = gate.ShowsName(role, customer) ? reason : null;
        return new SearchHit
        {
            Lane = reason?.Lane,
            Reason = seen?.Reason,
            Matched = seen is { Matched.Count: > 0 } ? [.. seen.Matched.Select(range => (int[])[range.Start, range.End])] : null,
            Customer = views.ToListView(customer, surroundings.Organisation, surroundings.Catalogue, role),
        };
    }
}

/// <summary>What a search is read against and shown with.</summary>
public sealed record SearchSurroundings(Organisation Organisation, Tags.TagCatalogue Catalogue);
