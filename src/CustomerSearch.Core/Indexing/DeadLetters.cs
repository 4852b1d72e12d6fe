using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Indexing;

/// <summary>A dead letter as an administrator sees it.</summary>
/// <param name="Id">Names it to be tried again or discarded.</param>
/// <param name="CustomerNo">Whose document is refused; null where nothing is left of the customer.</param>
/// <param name="Error">The engine's class of error.</param>
/// <param name="At">When it was given up.</param>
public sealed record DeadLetterView(long Id, string? CustomerNo, string Error, DateTimeOffset At);

/// <summary>Lists the documents that the engine refuses, newest first.</summary>
public sealed class ReadDeadLetters(IDatabase database)
{
    /// <param name="most">How many at most.</param>
    /// <param name="before">Only those with a lesser id.</param>
    public async Task<IReadOnlyList<DeadLetterView>> RunAsync(int most, long before, CancellationToken ct)
    {
        await using var db = database.Open();
        return await (
            from letter in db.DeadLetters.AsNoTracking()
            where letter.Id < before
            orderby letter.Id descending
            select new DeadLetterView(
                letter.Id,
                db.Customers.IgnoreQueryFilters().Where(c => c.Id == letter.CustomerId).Select(c => c.Number).FirstOrDefault(),
                letter.Error,
                letter.At)).Take(most).ToListAsync(ct);
    }
}

/// <summary>Takes a dead letter away: for its customer to be indexed once more, or for good.</summary>
public sealed class SettleDeadLetter(IDatabase database, AuditLog log, BusinessClock clock)
{
    /// <param name="id">The dead letter.</param>
    /// <param name="again">Whether its customer is queued as if he had changed.</param>
    /// <returns>Whether there was one.</returns>
    /// <exception cref="RecordUnavailableException">Nothing may be numbered, so it stays.</exception>
    public Task<bool> RunAsync(long id, bool again, Operator caller, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            if (await db.DeadLetters.SingleOrDefaultAsync(letter => letter.Id == id, c) is not { } letter)
                return false;

            db.Remove(letter);
            if (again)
                db.Add(new IndexChange { CustomerId = letter.CustomerId, At = clock.Now });
            await db.SaveChangesAsync(c);
            var kind = again ? Operations.RetryDeadLetter : Operations.DiscardDeadLetter;
            await log.AppendAsync(
                db, RecordDrafts.Operation(caller, clock, kind, new() { Data = new { deadLetter = id, error = letter.Error } }), c);
            return true;
        }, ct);
}
