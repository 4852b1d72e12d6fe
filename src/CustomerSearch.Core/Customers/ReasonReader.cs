using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Customers;

/// <summary>What became of the reason a caller gave.</summary>
public abstract record ReadReason
{
    private ReadReason()
    {
    }

    public sealed record Good(Reason Reason) : ReadReason;

    /// <param name="Errors">By the field as the request names it.</param>
    /// <param name="Denied">Whether it is a matter of rights.</param>
    public sealed record Bad(IReadOnlyDictionary<string, string[]> Errors, bool Denied) : ReadReason;
}

/// <summary>
/// Reads why a customer is to be opened: the number of a search of the caller, of today, that showed it; or a
/// purpose.
/// </summary>
public sealed class ReasonReader(IDatabase database, BusinessClock clock)
{
    private const int LongestRemark = 200;

    public async Task<ReadReason> ReadAsync(
        CustomerNo customer, string? rx, string? purpose, string? remark, Operator caller, CancellationToken ct)
    {
        if (remark is { Length: > LongestRemark } || remark?.Any(char.IsControl) == true)
            return Bad("remark", $"Must have at most {LongestRemark} characters and no control characters.");
        if (rx is not null && purpose is not null)
            return Bad("purpose", "Give a search number or a purpose, not both: the purpose of a search is its own.");
        if (rx is not null)
            return await ReadSearchAsync(customer, rx, remark, caller, ct);
        if (purpose is null)
            return Bad("purpose", "A purpose, or the number of a search that showed this customer, is required.");
        if (Purposes.Find(purpose) is not { } known)
            return Bad("purpose", "Not a purpose of the catalogue.");
        if (!known.Roles.Contains(caller.Role!.Value) || !known.ShowsCustomers)
            return Bad("purpose", "This purpose is not one of your role.", denied: true);

        return known.NeedsRemark || known.NamesChannel
            ? Bad("purpose", "Under this purpose customers are opened from a search only.")
            : new ReadReason.Good(new Reason(null, purpose, remark));
    }

    private async Task<ReadReason> ReadSearchAsync(
        CustomerNo customer, string rx, string? remark, Operator caller, CancellationToken ct)
    {
        if (!RecordNumber.TryParse(rx, null, out var number) || number.Series != RecordSeries.Search)
            return Bad("rx", "Not a search number.");

        await using var db = database.Open();
        var steps = await db.Records.AsNoTracking()
            .Where(r => r.Series == RecordSeries.Search && r.Day == number.Day && r.Running == number.Running
                && r.OperatorId == caller.Id)
            .Select(r => new { r.Shown, r.Purpose }).ToListAsync(ct);
        var no = customer.ToString();
        var id = await db.Customers.Where(c => c.Number == no).Select(c => (CustomerId?)c.Id).SingleOrDefaultAsync(ct);
        var step = steps.Find(s => id is { } one && RecordDrafts.ReadIds(s.Shown).Contains(one));
        return number.Day == clock.Today && step is { Purpose: { } purpose }
            ? new ReadReason.Good(new Reason(number, purpose, remark))
            : Bad("rx", "Not a search of yours of today that showed this customer.");
    }

    private static ReadReason.Bad Bad(string field, string message, bool denied = false) =>
        new(new Dictionary<string, string[]> { [field] = [message] }, denied);
}
