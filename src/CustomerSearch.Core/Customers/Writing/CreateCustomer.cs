using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>Creates one customer; who works in the front line owns whom they create.</summary>
public sealed class CreateCustomer(IDatabase database, DraftContexts contexts, Scopes scopes, CustomerWrites writes)
{
    /// <exception cref="DatabaseUnavailableException">Nothing was written.</exception>
    /// <exception cref="Audit.RecordUnavailableException">Nothing may be numbered, so nothing was written.</exception>
    public async Task<WriteResult> RunAsync(CustomerRow row, Operator caller, CancellationToken ct)
    {
        var context = await contexts.GetAsync(ct);
        var scope = await scopes.OfAsync(caller, ct);
        if (WriteRights.Refusals(row, context, caller, scope) is { Count: > 0 } refused)
            return new WriteResult.Denied(refused);
        if (await writes.WaitAsync(row, caller, ct) is { } wait)
            return new WriteResult.TooMany(wait);

        WriteResult result = DraftReader.Read(row, null, context) switch
        {
            ReadDraft.Bad(var errors) => new WriteResult.Wrong(errors),
            ReadDraft.Good(var draft) => await database.WriteAsync(
                WritePriority.Interactive, (db, c) => writes.CreateAsync(db, draft, new Writer(caller, scope), c), ct),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        await writes.CountAsync(result, caller, ct);
        return result;
    }
}
