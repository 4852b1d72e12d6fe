using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>Erases one customer's data for a reason; number, id and time remain, and the number is never used again.</summary>
public sealed class DeleteCustomer(IDatabase database, Scopes scopes, AuditLog log, BusinessClock clock, RefusedWrites refusals)
{
    /// <param name="version">The version that the caller read.</param>
    /// <param name="reason">Stands in the record, masked like any text.</param>
    /// <exception cref="DatabaseUnavailableException">Nothing was written.</exception>
    /// <exception cref="RecordUnavailableException">Nothing may be numbered, so nothing was written.</exception>
    public async Task<WriteResult> RunAsync(CustomerNo number, long version, string reason, Operator caller, CancellationToken ct)
    {
        var scope = await scopes.OfAsync(caller, ct);
        var result = await database.WriteAsync(
            WritePriority.Interactive, (db, c) => EraseAsync(db, number, version, reason, new Writer(caller, scope), c), ct);
        if (result is WriteResult.NotFound)
            await refusals.NoteAsync(Operations.DeleteCustomer, number, caller);

        return result;
    }

    private async Task<WriteResult> EraseAsync(
        CustomerDb db, CustomerNo number, long version, string reason, Writer writer, CancellationToken ct)
    {
        var text = number.ToString();
        var within = Scopes.Within(db.Customers.Where(c => c.Number == text), writer.Scope);
        if (await CustomerWrites.Whole(within).SingleOrDefaultAsync(ct) is not { } customer)
            return new WriteResult.NotFound();
        if (customer.Version != version)
            return new WriteResult.Stale();

        customer.Erase(clock.Now);
        await db.SaveChangesAsync(ct);
        await db.CustomerEvents.Where(e => e.CustomerId == customer.Id).ExecuteDeleteAsync(ct);
        await db.OrderBaselines.Where(b => b.CustomerId == customer.Id).ExecuteDeleteAsync(ct);
        var record = RecordDrafts.Operation(writer.Caller, clock, Operations.DeleteCustomer, new()
        {
            Data = new { customerNo = text }, Subject = customer.Id, Remark = RecordText.Mask(reason),
        });
        await log.AppendAsync(db, record, ct);
        return new WriteResult.Written(customer.Id, text, customer.Version, false, record.Number, [], []);
    }
}
