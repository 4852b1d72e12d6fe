using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Indexing;

/// <summary>
/// Reads whole customers for their documents: several statements, none in an older snapshot than its call.
/// </summary>
internal static class IndexFeed
{
    /// <summary>The customers of the ids; who is missing is deleted.</summary>
    public static Task<List<Customer>> ReadAsync(CustomerDb db, IReadOnlyList<CustomerId> ids, CancellationToken ct) =>
        WithParts(db.Customers.Where(c => ids.Contains(c.Id))).ToListAsync(ct);

    /// <summary>The next customers in order of id.</summary>
    public static Task<List<Customer>> ReadPageAsync(CustomerDb db, CustomerId after, int most, CancellationToken ct) =>
        WithParts(db.Customers.Where(c => c.Id > after).OrderBy(c => c.Id).Take(most)).ToListAsync(ct);

    private static IQueryable<Customer> WithParts(IQueryable<Customer> customers) => customers.AsNoTracking().AsSplitQuery()
        .Include(c => c.Contacts).Include(c => c.ExternalIds).Include(c => c.Sources)
        .Include(c => c.Owners).Include(c => c.Tags).Include(c => c.Interests).Include(c => c.Consents);
}
