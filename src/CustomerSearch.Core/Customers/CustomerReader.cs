using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers.Writing;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Customers;

/// <summary>Reads customers to be shown, always within a scope: who is outside is as good as not there.</summary>
public sealed class CustomerReader(IDatabase database)
{
    // The parts of a page are read flat and put together here: an Include builds its delegates anew for each row.
    private static readonly Func<CustomerDb, List<CustomerId>, IAsyncEnumerable<Contact>> ContactsOf = EF.CompileAsyncQuery(
        (CustomerDb db, List<CustomerId> ids) => db.Contacts.AsNoTracking().Where(c => ids.Contains(c.CustomerId)));

    private static readonly Func<CustomerDb, List<CustomerId>, IAsyncEnumerable<CustomerOwner>> OwnersOf = EF.CompileAsyncQuery(
        (CustomerDb db, List<CustomerId> ids) => db.CustomerOwners.AsNoTracking().Where(o => ids.Contains(o.CustomerId)));

    private static readonly Func<CustomerDb, List<CustomerId>, IAsyncEnumerable<CustomerTag>> TagsOf = EF.CompileAsyncQuery(
        (CustomerDb db, List<CustomerId> ids) => db.CustomerTags.AsNoTracking().Where(t => ids.Contains(t.CustomerId)));

    private static readonly Func<CustomerDb, List<CustomerId>, IAsyncEnumerable<ExternalId>> ExternalIdsOf = EF.CompileAsyncQuery(
        (CustomerDb db, List<CustomerId> ids) => db.ExternalIds.AsNoTracking().Where(e => ids.Contains(e.CustomerId)));

    private static readonly Func<CustomerDb, List<CustomerId>, IAsyncEnumerable<ConsentChange>> ConsentsOf = EF.CompileAsyncQuery(
        (CustomerDb db, List<CustomerId> ids) => db.ConsentChanges.AsNoTracking().Where(c => ids.Contains(c.CustomerId)));

    /// <summary>
    /// The customers of a page with what a list view and an explanation need, by id; absent are those gone, outside, or
    /// without the consent that is asked for.
    /// </summary>
    public async Task<Dictionary<CustomerId, Customer>> ReadPageAsync(
        IReadOnlyList<CustomerId> ids, Scope scope, ConsentCondition? consent, CancellationToken ct)
    {
        if (ids.Count == 0)
            return [];

        await using var db = database.Open();
        var page = await Scopes.Within(db.Customers.AsNoTracking().Where(c => ids.Contains(c.Id)), scope)
            .ToDictionaryAsync(c => c.Id, ct);
        if (consent is not null)
            await KeepConsentingAsync(db, page, consent, ct);
        List<CustomerId> within = [.. page.Keys];
        await foreach (var contact in ContactsOf(db, within).WithCancellation(ct))
            page[contact.CustomerId].Contacts.Add(contact);
        await foreach (var owner in OwnersOf(db, within).WithCancellation(ct))
            page[owner.CustomerId].Owners.Add(owner);
        await foreach (var tag in TagsOf(db, within).WithCancellation(ct))
            page[tag.CustomerId].Tags.Add(tag);
        await foreach (var externalId in ExternalIdsOf(db, within).WithCancellation(ct))
            page[externalId.CustomerId].ExternalIds.Add(externalId);
        return page;
    }

    private static async Task KeepConsentingAsync(
        CustomerDb db, Dictionary<CustomerId, Customer> page, ConsentCondition consent, CancellationToken ct)
    {
        await foreach (var change in ConsentsOf(db, [.. page.Keys]).WithCancellation(ct))
            page[change.CustomerId].Consents.Add(change);
        foreach (var customer in page.Values.Where(c => consent.Of(c.Consents) != ConsentState.Given).ToList())
            page.Remove(customer.Id);
    }

    /// <summary>One customer with every part; null when there is none of this number within the scope.</summary>
    public async Task<Customer?> FindAsync(CustomerNo number, Scope scope, CancellationToken ct)
    {
        var text = number.ToString();
        await using var db = database.Open();
        return await CustomerWrites.Whole(Scopes.Within(db.Customers.AsNoTracking().Where(c => c.Number == text), scope))
            .SingleOrDefaultAsync(ct);
    }
}
