using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// Reads whole customers for their documents: several statements, none in an older snapshot than its call.
/// </summary>
/// <remarks>The parts are read flat and put together here: an Include builds its delegates anew for each row.</remarks>
internal static class IndexFeed
{
    /// <summary>The customers of the ids; who is missing is deleted.</summary>
    public static Task<List<Customer>> ReadAsync(CustomerDb db, IReadOnlyList<CustomerId> ids, CancellationToken ct) =>
        WithPartsAsync(db, db.Customers.Where(c => ids.Contains(c.Id)), ct);

    /// <summary>The next customers in order of id.</summary>
    public static Task<List<Customer>> ReadPageAsync(CustomerDb db, CustomerId after, int most, CancellationToken ct) =>
        WithPartsAsync(db, db.Customers.Where(c => c.Id > after).OrderBy(c => c.Id).Take(most), ct);

    private static async Task<List<Customer>> WithPartsAsync(
        CustomerDb db, IQueryable<Customer> which, CancellationToken ct)
    {
        var customers = await which.AsNoTracking().ToListAsync(ct);
        var byId = customers.ToDictionary(c => c.Id);
        List<CustomerId> ids = [.. byId.Keys];
        await AddAsync(db.Contacts.Where(p => ids.Contains(p.CustomerId)), p => byId[p.CustomerId].Contacts.Add(p), ct);
        await AddAsync(db.ExternalIds.Where(p => ids.Contains(p.CustomerId)), p => byId[p.CustomerId].ExternalIds.Add(p), ct);
        await AddAsync(db.CustomerSources.Where(p => ids.Contains(p.CustomerId)), p => byId[p.CustomerId].Sources.Add(p), ct);
        await AddAsync(db.CustomerOwners.Where(p => ids.Contains(p.CustomerId)), p => byId[p.CustomerId].Owners.Add(p), ct);
        await AddAsync(db.CustomerTags.Where(p => ids.Contains(p.CustomerId)), p => byId[p.CustomerId].Tags.Add(p), ct);
        await AddAsync(db.CustomerInterests.Where(p => ids.Contains(p.CustomerId)), p => byId[p.CustomerId].Interests.Add(p), ct);
        await AddAsync(db.ConsentChanges.Where(p => ids.Contains(p.CustomerId)), p => byId[p.CustomerId].Consents.Add(p), ct);
        return customers;
    }

    private static async Task AddAsync<T>(IQueryable<T> parts, Action<T> add, CancellationToken ct)
        where T : class
    {
        await foreach (var part in parts.AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
            add(part);
    }
}
