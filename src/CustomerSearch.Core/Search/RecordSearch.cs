using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Tags;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Search;

/// <summary>
/// Finds customers by a whole value in the system of record itself: indexed reads that work while the engine is down and
/// see what was written a moment ago.
/// </summary>
public sealed class RecordSearch(IDatabase database, BlindIndex blinds, DocumentBuilder documents)
{
    /// <summary>The customers within the scope that have one of the values, and where others are that have it.</summary>
    /// <param name="query">What else is asked: order, place, facets, consent.</param>
    /// <param name="values">The values the caller may search by.</param>
    /// <param name="scope">Whose customers may be found.</param>
    /// <param name="catalogue">The rules of the tags that hits are counted by.</param>
    /// <exception cref="DatabaseUnavailableException">The database cannot be read.</exception>
    internal async Task<Found> FindAsync(
        SearchQuery query, IReadOnlyList<FullValue> values, Scope scope, TagCatalogue catalogue, CancellationToken ct)
    {
        await using var db = database.Open();
        List<CustomerId> having = [];
        List<CustomerId> telling = [];
        foreach (var value in values)
        {
            var ids = await Candidates(db, value).ToListAsync(ct);
            having.AddRange(ids);
            telling.AddRange(TellsElsewhere(value) ? ids : []);
        }

        var within = Scopes.Within(db.Customers.Where(c => having.Contains(c.Id)), scope);
        var found = query is { Sort.Count: 0, Facets.Count: 0, Consent: null }
            ? await ReadPlaceAsync(within, ct)
            : await ReadWholeAsync(db, await within.Select(c => c.Id).ToListAsync(ct), catalogue, ct);
        var consenting = query.Consent is { } consent
            ? found.FindAll(f => consent.Of(f.Consents) == ConsentState.Given) : found;
        return new Found(
            RecordAnswer.Of(query, consenting.ConvertAll(f => f.Document)), CustomerFinder.RecordEngine, FromRecord: true)
        {
            Excluded = query.Consent is { } asked ? Excluded(found, asked) : ExcludedForConsent.Nobody,
            Elsewhere = await DepartmentsAsync(db, [.. telling.Except(found.Select(f => f.Document.Id))], ct),
        };
    }

    /// <summary>As much of the documents as the default order needs.</summary>
    private static async Task<List<Having>> ReadPlaceAsync(IQueryable<Customer> within, CancellationToken ct) =>
        (await within.Select(c => new { c.Id, c.LastContactOn }).ToListAsync(ct)).ConvertAll(c => new Having([], new CustomerDocument
        {
            Id = c.Id, Name = [], LegalRepresentative = [], Remark = [], NameLength = 0, LastContactOn = 0, Exact = [],
            Numbers = c.LastContactOn is { } day ? [(RecordAnswer.LastContactOn, day.DayNumber)] : [], ContentHash = 0,
        }));

    private async Task<List<Having>> ReadWholeAsync(
        CustomerDb db, List<CustomerId> ids, TagCatalogue catalogue, CancellationToken ct) =>
        (await IndexFeed.ReadAsync(db, ids, ct)).ConvertAll(c => new Having(c.Consents, documents.Build(c, catalogue)));

    /// <summary>A number is there or is not: only what a stranger may have told the caller says where it belongs.</summary>
    private static bool TellsElsewhere(FullValue value) => value is FullValue.ContactValue or FullValue.IdCard or FullValue.Licence;

    private static ExcludedForConsent Excluded(List<Having> customers, ConsentCondition consent) => new(
        customers.Count(c => consent.Of(c.Consents) == ConsentState.Withdrawn),
        customers.Count(c => consent.Of(c.Consents) == ConsentState.Unknown));

    private static async Task<IReadOnlyList<DepartmentId>> DepartmentsAsync(CustomerDb db, List<CustomerId> ids, CancellationToken ct) =>
        ids.Count == 0 ? [] : await db.Customers.Where(c => ids.Contains(c.Id)).Select(c => c.DepartmentId).Distinct().ToListAsync(ct);

    private IQueryable<CustomerId> Candidates(CustomerDb db, FullValue value)
    {
        switch (value)
        {
            case FullValue.Number(var number):
                var text = number.ToString();
                return db.Customers.Where(c => c.Number == text).Select(c => c.Id);
            case FullValue.ContactValue contact:
                var contactBlind = blinds.Token(BlindDomain.Contact, contact.Value);
                return db.Contacts.Where(c => c.Blind == contactBlind).Select(c => c.CustomerId);
            case FullValue.IdCard card:
                var idBlind = blinds.Token(BlindDomain.IdCard, card.Value);
                return db.Customers.Where(c => c.IdCardBlind == idBlind).Select(c => c.Id);
            case FullValue.BankCard card:
                var bankBlind = blinds.Token(BlindDomain.BankCard, card.Value);
                return db.Customers.Where(c => c.BankCardBlind == bankBlind).Select(c => c.Id);
            case FullValue.Licence(var licence):
                return db.Customers.Where(c => c.LicenceNo == licence).Select(c => c.Id);
            case FullValue.External(var system, var id):
                return db.ExternalIds.Where(e => e.System == system && e.Value == id).Select(e => e.CustomerId);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>A customer who has the value.</summary>
    private sealed record Having(IReadOnlyList<ConsentChange> Consents, CustomerDocument Document);
}

/// <summary>
/// Orders, counts and pages over the few documents that share a whole value, as an engine does over its index. All of them are
/// equally relevant, so that the latest contact decides.
/// </summary>
internal static class RecordAnswer
{
    public static SearchField LastContactOn { get; } = SearchFields.FindRange("lastContactOn")!;

    private static readonly SearchSort LatestContact = new(LastContactOn, Descending: true, SearchSort.ByRelevance);

    public static EngineAnswer Of(SearchQuery query, List<CustomerDocument> documents)
    {
        List<SearchSort> order = [.. query.Sort.DefaultIfEmpty(LatestContact).Select(key => key.Field is null ? LatestContact : key)];
        var hits = documents.ConvertAll(document => new EngineHit(
            document.Id, KeywordLanes.FullValue, [.. order.Select(key => ValueOf(document, key)), document.Id.Value]));
        hits.Sort((left, right) => Compare(order, left.Keys, right.Keys));
        return new EngineAnswer(
            [.. hits.Where(hit => query.Cursor is null || Compare(order, hit.Keys, query.Cursor.Keys) > 0).Take(query.RowsToFind)],
            hits.Count,
            hits.Count == 0 ? new Dictionary<int, long>() : new() { [LaneScore.Number] = hits.Count },
            [.. query.Facets.Select(facet => Count(facet, documents))],
            [],
            Generation: 0);
    }

    private static long ValueOf(CustomerDocument document, SearchSort key) =>
        document.Numbers.Where(number => number.Field == key.Field).Select(number => number.Value).FirstOrDefault(-1);

    private static int Compare(IReadOnlyList<SearchSort> order, IReadOnlyList<long> left, IReadOnlyList<long> right)
    {
        for (var i = 0; i < order.Count; i++)
        {
            if (left[i] != right[i])
                return left[i] < right[i] == order[i].Descending ? 1 : -1;
        }

        return left[^1].CompareTo(right[^1]);
    }

    private static Dictionary<string, long> Count(SearchFacet facet, List<CustomerDocument> documents) => documents
        .SelectMany(document => document.Exact)
        .Where(value => value.Field == facet.Field && value.Value.StartsWith(facet.Prefix, StringComparison.Ordinal))
        .GroupBy(value => value.Value).ToDictionary(values => values.Key, values => values.LongCount());
}
