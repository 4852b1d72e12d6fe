using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>A value that another customer has already: whose, where the caller may know, otherwise only where.</summary>
/// <param name="Field">contacts, idCardNo or licenceNo.</param>
/// <param name="CustomerNo">Null where the customer is outside the caller's scope.</param>
/// <param name="Department">Null where the number is told.</param>
public sealed record Duplicate(string Field, string? CustomerNo, string? Department);

/// <summary>Looks for customers who have a mobile, ID number or licence already.</summary>
public sealed class Duplicates(BlindIndex blinds, IOptions<CustomersOptions> options)
{
    public bool AreRefused => options.Value.Duplicates == DuplicatePolicy.Refuse;

    /// <summary>Inside the unit of work that writes, so that of two writers at once the second sees the first.</summary>
    /// <param name="draft">What is to be written.</param>
    /// <param name="customer">Whose own values do not count; null for a new one.</param>
    internal async Task<List<Duplicate>> FindAsync(
        CustomerDb db, CustomerDraft draft, Customer? customer, Scope scope, CancellationToken ct)
    {
        List<Duplicate> found = [];
        var self = customer?.Id ?? default;
        var mobiles = draft.Contacts.Where(c => c.Type == ContactType.Mobile);
        foreach (var mobile in mobiles.Select(c => blinds.Token(BlindDomain.Contact, c.Value)))
        {
            if (customer is null || !customer.Contacts.Exists(c => c.Blind.AsSpan().SequenceEqual(mobile)))
                await AddAsync("contacts", db.Customers.Where(c => c.Contacts.Any(x => x.Blind == mobile)));
        }

        if (draft.IdCardNo is { Value: { } idCard } && blinds.Token(BlindDomain.IdCard, idCard) is var blind
            && !blind.AsSpan().SequenceEqual(customer?.IdCardBlind))
            await AddAsync("idCardNo", db.Customers.Where(c => c.IdCardBlind == blind));

        if (draft.LicenceNo is { } licence && licence != customer?.LicenceNo)
            await AddAsync("licenceNo", db.Customers.Where(c => c.LicenceNo == licence));

        return found;

        async Task AddAsync(string field, IQueryable<Customer> query)
        {
            var others = query.AsNoTracking().Where(c => c.Id != self);
            var within = await Scopes.Within(others, scope).Select(c => c.Number).ToListAsync(ct);
            found.AddRange(within.Select(number => new Duplicate(field, number, null)));
            var foreign = await others.Where(c => !within.Contains(c.Number)).Select(c => c.DepartmentId).Distinct().ToListAsync(ct);
            found.AddRange(await db.Departments.Where(d => foreign.Contains(d.Id)).OrderBy(d => d.Id)
                .Select(d => new Duplicate(field, null, d.Name)).ToListAsync(ct));
        }
    }
}
