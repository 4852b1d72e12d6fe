using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers.Writing;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Customers.Import;

/// <summary>A value that only one customer may have.</summary>
/// <param name="Field">As the sheet heads it.</param>
/// <param name="Token">By which it is told from others.</param>
/// <param name="Blind">As its column keeps it; null where that keeps the value itself.</param>
/// <param name="IsRefused">Whether a row does not go in where another customer has it; otherwise it goes in, and is reported.</param>
internal sealed record UniqueValue(string Field, string Token, byte[]? Blind, bool IsRefused)
{
    public static UniqueValue Of(string field, byte[] blind, bool isRefused) => new(field, Convert.ToHexString(blind), blind, isRefused);

    /// <summary>Whether the customer has it already, so that nothing is written of it.</summary>
    public bool IsOf(Customer customer) => Blind is { } blind
        ? blind.AsSpan().SequenceEqual(customer.IdCardBlind) || customer.Contacts.Exists(c => blind.AsSpan().SequenceEqual(c.Blind))
        : Token == customer.LicenceNo || customer.ExternalIds.Exists(e => Token == ExternalToken(e.System, e.Value));

    /// <summary>By which an id of another system is told from others.</summary>
    public static string ExternalToken(string system, string id) => $"{system}/{id}";
}

/// <summary>Looks, for a whole batch at once, who is there already and has what the rows bring.</summary>
public sealed class ImportObstacles(BlindIndex blinds, Duplicates duplicates)
{
    private const string Mobile = "mobile";
    private const string IdCard = "idCardNo";
    private const string Licence = "licenceNo";
    private const string ExternalIds = "externalIds";

    /// <summary>What of the draft only one customer may have.</summary>
    internal List<UniqueValue> ValuesOf(CustomerDraft draft)
    {
        var areRefused = duplicates.AreRefused;
        List<UniqueValue> values =
        [
            .. (draft.ExternalIds ?? []).Select(e =>
                new UniqueValue(ExternalIds, UniqueValue.ExternalToken(e.System, e.Id), null, IsRefused: true)),
        ];
        values.AddRange(draft.Contacts.Where(c => c.Type == ContactType.Mobile)
            .Select(c => UniqueValue.Of(Mobile, blinds.Token(BlindDomain.Contact, c.Value), areRefused)));
        if (draft.IdCardNo?.Value is { } idCard)
            values.Add(UniqueValue.Of(IdCard, blinds.Token(BlindDomain.IdCard, idCard), areRefused));
        if (draft.LicenceNo is { } licence)
            values.Add(new UniqueValue(Licence, licence, null, areRefused));
        return values;
    }

    /// <summary>Inside the unit of work that writes the batch.</summary>
    internal static async Task<World> LookAsync(CustomerDb db, List<PreparedImportRow> batch, CancellationToken ct)
    {
        var numbers = batch.Select(row => row.Number).OfType<string>().ToList();
        var known = await db.Customers.IgnoreQueryFilters().AsNoTracking().Where(c => numbers.Contains(c.Number))
            .Select(c => new { c.Number, IsDeleted = c.DeletedAt != null }).ToListAsync(ct);
        var living = known.Where(c => !c.IsDeleted).Select(c => c.Number).ToList();
        var world = new World
        {
            Deleted = known.Where(c => c.IsDeleted).Select(c => c.Number).ToHashSet(),
            Existing = living.Count == 0 ? [] : await CustomerWrites.Whole(db.Customers.Where(c => living.Contains(c.Number)))
                .ToDictionaryAsync(c => c.Number, ct),
        };
        await LookForHoldersAsync(db, batch.SelectMany(row => row.Values).ToLookup(value => value.Field), world, ct);
        return world;
    }

    private static async Task LookForHoldersAsync(CustomerDb db, ILookup<string, UniqueValue> values, World world, CancellationToken ct)
    {
        if (Blinds(Mobile) is { Count: > 0 } mobiles)
        {
            foreach (var held in await (
                from contact in db.Contacts
                join c in db.Customers on contact.CustomerId equals c.Id
                where mobiles.Contains(contact.Blind)
                select new { contact.Blind, c.Number, c.DepartmentId }).ToListAsync(ct))
                world.Hold(Convert.ToHexString(held.Blind), held.Number, held.DepartmentId);
        }

        if (Blinds(IdCard) is { Count: > 0 } idCards)
        {
            foreach (var held in await db.Customers.Where(c => idCards.Contains(c.IdCardBlind!))
                .Select(c => new { c.IdCardBlind, c.Number, c.DepartmentId }).ToListAsync(ct))
                world.Hold(Convert.ToHexString(held.IdCardBlind!), held.Number, held.DepartmentId);
        }

        if (values[Licence].Select(value => value.Token).ToList() is { Count: > 0 } licences)
        {
            foreach (var held in await db.Customers.Where(c => licences.Contains(c.LicenceNo!))
                .Select(c => new { c.LicenceNo, c.Number, c.DepartmentId }).ToListAsync(ct))
                world.Hold(held.LicenceNo!, held.Number, held.DepartmentId);
        }

        var idOf = (string token) => token[(token.IndexOf('/', StringComparison.Ordinal) + 1)..];
        if (values[ExternalIds].Select(value => idOf(value.Token)).ToList() is { Count: > 0 } ids)
        {
            foreach (var held in await (
                from e in db.ExternalIds
                join c in db.Customers.IgnoreQueryFilters() on e.CustomerId equals c.Id
                where ids.Contains(e.Value)
                select new { e.System, e.Value, c.Number }).ToListAsync(ct))
                world.Hold(UniqueValue.ExternalToken(held.System, held.Value), held.Number, null);
        }

        List<byte[]> Blinds(string field) => [.. values[field].Select(value => value.Blind!)];
    }

    /// <summary>What stands in the database before a batch, and what the batch itself has brought so far.</summary>
    internal sealed class World
    {
        private readonly Dictionary<string, (string Number, DepartmentId? Department)> holders = [];

        public required HashSet<string> Deleted { get; init; }

        public required Dictionary<string, Customer> Existing { get; init; }

        public void Hold(string token, string number, DepartmentId? department) => holders[token] = (number, department);

        /// <summary>
        /// What stands against a row, and what is only to be said of it. Where nothing stands against it, its values are its
        /// customer's from now on.
        /// </summary>
        public (FieldErrors Errors, FieldErrors Warnings) Find(PreparedImportRow row, Customer? existing, Organisation organisation)
        {
            var (errors, warnings) = (new FieldErrors(), new FieldErrors());
            if (Deleted.Contains(row.Number!))
                errors.Add("customerNo", "The customer was deleted; a number is never used again.");

            foreach (var value in row.Values)
            {
                if (!holders.TryGetValue(value.Token, out var holder) || holder.Number == row.Number
                    || (existing is not null && value.IsOf(existing)))
                    continue;

                var department = holder.Department is { } id ? organisation.DepartmentNames.GetValueOrDefault(id) : null;
                (value.IsRefused ? errors : warnings).Add(
                    value.Field, department is null ? "Is another customer's." : $"Is another customer's, of {department}.");
            }

            if (!errors.Any)
            {
                var department = row.Draft.Draft.Department ?? existing?.DepartmentId ?? row.Fresh!.DepartmentId;
                foreach (var value in row.Values)
                    Hold(value.Token, row.Number!, value.Field == ExternalIds ? null : department);
            }

            return (errors, warnings);
        }
    }
}
