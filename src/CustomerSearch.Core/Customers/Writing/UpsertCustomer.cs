using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>
/// Writes the customer whom another system knows by its own id: creates who is not there, changes who is. What that system
/// sent earlier and comes later changes nothing.
/// </summary>
public sealed class UpsertCustomer(IDatabase database, DraftContexts contexts, CustomerWrites writes)
{
    /// <param name="sourceVersion">The version of the customer in that system; null where it tells none.</param>
    /// <exception cref="DatabaseUnavailableException">Nothing was written.</exception>
    /// <exception cref="Audit.RecordUnavailableException">Nothing may be numbered, so nothing was written.</exception>
    public async Task<WriteResult> RunAsync(
        string system, string id, long? sourceVersion, CustomerRow row, Operator caller, CancellationToken ct)
    {
        if (ExternalIdForm.Error(system, id) is { } error)
            return new WriteResult.Wrong(new Dictionary<string, string[]> { ["externalIds"] = [error] });

        var context = await contexts.GetAsync(ct);
        return await database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var known = await db.ExternalIds.AsNoTracking().SingleOrDefaultAsync(e => e.System == system && e.Value == id, c);
            var customer = known is null
                ? null
                : await CustomerWrites.Whole(db.Customers.Where(x => x.Id == known.CustomerId)).SingleOrDefaultAsync(c);
            if (customer is not null && sourceVersion < known!.SourceVersion)
                return new WriteResult.Written(customer.Id, customer.Number, customer.Version, false, null, [], []);

            return DraftReader.Read(row, customer, context) switch
            {
                ReadDraft.Bad(var errors) => new WriteResult.Wrong(errors),
                ReadDraft.Good(var draft) => await WriteAsync(
                    db, customer, Naming(draft, customer, system, id) with { Source = new(system, id, sourceVersion) }, caller, c),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
        }, ct);
    }

    /// <summary>The id by which the customer is written is one of its own, whatever the row says of the others.</summary>
    private static CustomerDraft Naming(CustomerDraft draft, Customer? customer, string system, string id) =>
        draft.ExternalIds is null && customer is not null || draft.ExternalIds?.Contains((system, id)) == true
            ? draft
            : draft with { ExternalIds = [.. draft.ExternalIds ?? [], (system, id)] };

    private Task<WriteResult> WriteAsync(CustomerDb db, Customer? customer, CustomerDraft draft, Operator caller, CancellationToken ct)
    {
        var writer = new Writer(caller, new Scope.Nobody());
        return customer is null ? writes.CreateAsync(db, draft, writer, ct) : writes.ChangeAsync(db, customer, draft, writer, ct);
    }
}
