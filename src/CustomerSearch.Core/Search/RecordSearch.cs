using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Names;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Search;

/// <summary>
/// Finds customers by a whole value in the system of record itself: indexed reads that work while the engine is
/// down and
/// see what was written a moment ago.
/// </summary>
public sealed class RecordSearch(IDatabase database, BlindIndex blinds)
{
    /// <summary>
    /// The customers within the scope that have one of the values: later last contact first, then the smaller id.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">The database cannot be read.</exception>
    public async Task<EngineAnswer> FindAsync(IReadOnlyList<FullValue> values, Scope scope, int size, CancellationToken ct)
    {
        await using var db = database.Open();
        List<CustomerId> found = [];
        foreach (var value in values)
            found.AddRange(await Candidates(db, value).ToListAsync(ct));

        found = [.. found.Distinct()];
        if (found.Count == 0)
            return new EngineAnswer([], 0, new Dictionary<int, long>(), 0);

        var within = await Scopes.Within(db.Customers.AsNoTracking().Where(c => found.Contains(c.Id)), scope)
            .OrderByDescending(c => c.LastContactOn).ThenBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
        return new EngineAnswer(
            [.. within.Take(size).Select(id => new EngineHit(id, KeywordLanes.FullValue))],
            within.Count,
            within.Count == 0 ? new Dictionary<int, long>() : new() { [LaneScore.Number] = within.Count },
            Generation: 0);
    }

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
}
