using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Customers;

/// <summary>Reads customers to be shown, always within a scope: who is outside is as good as not there.</summary>
public sealed class CustomerReader(IDatabase database)
{
    /// <summary>The customers of a page with what a list view and an explanation need, by id; absent are those gone or outside.</summary>
    public async Task<Dictionary<CustomerId, Customer>> ReadPageAsync(
        IReadOnlyList<CustomerId> ids, Scope scope, CancellationToken ct)
    {
        if (ids.Count == 0)
            return [];

        await using var db = database.Open();
        return await Scopes.Within(db.Customers.AsNoTracking().Where(c => ids.Contains(c.Id)), scope)
            .Include(c => c.Contacts).Include(c => c.Owners).Include(c => c.Tags).Include(c => c.ExternalIds)
            .AsSingleQuery().ToDictionaryAsync(c => c.Id, ct);
    }

    /// <summary>One customer with every part; null when there is none of this number within the scope.</summary>
    public async Task<Customer?> FindAsync(CustomerNo number, Scope scope, CancellationToken ct)
    {
        var text = number.ToString();
        await using var db = database.Open();
        return await Scopes.Within(db.Customers.AsNoTracking().Where(c => c.Number == text), scope)
            .Include(c => c.Contacts).Include(c => c.Owners).Include(c => c.Tags).Include(c => c.ExternalIds)
            .Include(c => c.Sources).Include(c => c.Interests).Include(c => c.Consents)
            .AsSplitQuery().SingleOrDefaultAsync(ct);
    }
}
