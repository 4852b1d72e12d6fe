using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>Changes what a row names of one customer, when nobody has written it since it was read.</summary>
public sealed class PatchCustomer(
    IDatabase database, DraftContexts contexts, Scopes scopes, CustomerWrites writes, RefusedWrites refusals)
{
    /// <param name="version">The version that the caller read.</param>
    /// <exception cref="DatabaseUnavailableException">Nothing was written.</exception>
    /// <exception cref="RecordUnavailableException">Nothing may be numbered, so nothing was written.</exception>
    public async Task<WriteResult> RunAsync(CustomerNo number, long version, CustomerRow row, Operator caller, CancellationToken ct)
    {
        var context = await contexts.GetAsync(ct);
        var scope = await scopes.OfAsync(caller, ct);
        if (await writes.WaitAsync(row, caller, ct) is { } wait)
            return new WriteResult.TooMany(wait);

        var refused = WriteRights.Refusals(row, context, caller, scope);
        var result = refused.Count > 0
            ? new WriteResult.Denied(refused)
            : await database.WriteAsync(
                WritePriority.Interactive, (db, c) => ChangeAsync(db, number, version, row, context, new Writer(caller, scope), c), ct);
        if (result is WriteResult.Denied or WriteResult.NotFound)
            await refusals.NoteAsync(Operations.ChangeCustomer, number, caller);

        await writes.CountAsync(result, caller, ct);
        return result;
    }

    private async Task<WriteResult> ChangeAsync(
        CustomerDb db, CustomerNo number, long version, CustomerRow row, DraftContext context, Writer writer, CancellationToken ct)
    {
        var text = number.ToString();
        var within = Scopes.Within(db.Customers.Where(c => c.Number == text), writer.Scope);
        if (await CustomerWrites.Whole(within).SingleOrDefaultAsync(ct) is not { } customer)
            return new WriteResult.NotFound();
        if (customer.Version != version)
            return new WriteResult.Stale();

        return DraftReader.Read(row, customer, context) switch
        {
            ReadDraft.Bad(var errors) => new WriteResult.Wrong(errors),
            ReadDraft.Good(var draft) => await writes.ChangeAsync(db, customer, draft, writer, ct),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}

/// <summary>Records that somebody tried to write a customer that is not theirs, or in a way that is not.</summary>
public sealed class RefusedWrites(AuditLog log, BusinessClock clock)
{
    /// <exception cref="RecordUnavailableException">The record cannot be written.</exception>
    public Task NoteAsync(string operation, CustomerNo number, Operator caller) => log.RecordAsync(RecordDrafts.Operation(
        caller, clock, operation, new() { Data = new { customerNo = number.ToString() }, Outcome = Outcome.Denied }));
}
