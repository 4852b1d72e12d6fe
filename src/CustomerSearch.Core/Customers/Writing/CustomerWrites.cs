using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>Who writes, and whose customers that is allowed to be.</summary>
internal sealed record Writer(Operator Caller, Scope Scope);

/// <summary>What creating and changing a customer have in common: each inside a unit of work, its record last.</summary>
public sealed class CustomerWrites(
    ApplyDraft apply, Duplicates duplicates, AuditLog log, BusinessClock clock, LookUpMeter meter)
{
    /// <summary>
    /// How long a person whose meter of look-ups is full must wait before a row that may meet a foreign customer: whether
    /// it would is not told either. Null where nobody must.
    /// </summary>
    internal Task<TimeSpan?> WaitAsync(CustomerRow row, Operator caller, CancellationToken ct) =>
        row.Contacts.Count > 0 || row.Values.ContainsKey("idCardNo") || row.Values.ContainsKey("licenceNo")
            ? meter.WaitAsync(caller, ct)
            : Task.FromResult<TimeSpan?>(null);

    /// <summary>Counts a foreign customer that a person was told of.</summary>
    internal Task CountAsync(WriteResult result, Operator caller, CancellationToken ct)
    {
        var told = result switch
        {
            WriteResult.Refused refused => refused.Duplicates,
            WriteResult.Written written => written.Duplicates,
            _ => [],
        };
        return told.Any(d => d.CustomerNo is null) ? meter.CountAsync(caller, ct) : Task.CompletedTask;
    }

    /// <summary>A customer with every part.</summary>
    internal static IQueryable<Customer> Whole(IQueryable<Customer> customers) => customers
        .Include(c => c.Contacts).Include(c => c.Owners).Include(c => c.Tags).Include(c => c.ExternalIds)
        .Include(c => c.Sources).Include(c => c.Interests).Include(c => c.Consents).AsSplitQuery();

    internal async Task<WriteResult> CreateAsync(CustomerDb db, CustomerDraft draft, Writer writer, CancellationToken ct)
    {
        var (obstacle, found) = await ObstacleAsync(db, draft, null, writer, ct);
        if (obstacle is not null)
            return obstacle;

        var number = draft.Number ?? await CustomerNumbers.DrawAsync(db, draft.Industry!, clock.Today.Year, ct);
        var department = draft.Department ?? writer.Caller.DepartmentId ?? await HeadAsync(db, ct);
        var customer = apply.NewCustomer(number.ToString(), department);
        var changes = apply.Apply(customer, draft, writer.Caller);
        if (writer.Caller is { Role: Role.FrontLine, Id: { } creator })
            customer.Owners.Add(new CustomerOwner { AccountId = creator });

        db.Add(customer);
        await db.SaveChangesAsync(ct);
        return await RecordAsync(db, customer, changes, Operations.CreateCustomer, found, writer, ct);
    }

    internal async Task<WriteResult> ChangeAsync(
        CustomerDb db, Customer customer, CustomerDraft draft, Writer writer, CancellationToken ct)
    {
        var (obstacle, found) = await ObstacleAsync(db, draft, customer, writer, ct);
        if (obstacle is not null)
            return obstacle;

        var changes = apply.Apply(customer, draft, writer.Caller);
        await db.SaveChangesAsync(ct);
        return changes.IsEmpty
            ? new WriteResult.Written(customer.Id, customer.Number, customer.Version, false, null, [], found)
            : await RecordAsync(db, customer, changes, Operations.ChangeCustomer, found, writer, ct);
    }

    /// <summary>What stands against the write; nothing is written yet but the record of a refused duplicate.</summary>
    private async Task<(WriteResult? Result, IReadOnlyList<Duplicate> Found)> ObstacleAsync(
        CustomerDb db, CustomerDraft draft, Customer? customer, Writer writer, CancellationToken ct)
    {
        var taken = await TakenAsync(db, draft, customer, ct);
        if (taken.Any)
            return (new WriteResult.Conflict(taken.ToDictionary()), []);

        var found = await duplicates.FindAsync(db, draft, customer, writer.Scope, ct);
        if (found.Count == 0 || !duplicates.AreRefused)
            return (null, found);

        await log.AppendAsync(db, RecordDrafts.Operation(
            writer.Caller, clock, customer is null ? Operations.CreateCustomer : Operations.ChangeCustomer, new()
            {
                Data = new { customerNo = customer?.Number, duplicates = found }, Subject = customer?.Id, Outcome = Outcome.Rejected,
            }), ct);
        return (new WriteResult.Refused(found), found);
    }

    private static async Task<FieldErrors> TakenAsync(CustomerDb db, CustomerDraft draft, Customer? customer, CancellationToken ct)
    {
        var taken = new FieldErrors();
        if (customer is null && draft.Number?.ToString() is { } number
            && await db.Customers.IgnoreQueryFilters().AnyAsync(c => c.Number == number, ct))
            taken.Add("customerNo", "Is taken, or was: a number is never used again.");

        var self = customer?.Id ?? default;
        foreach (var (system, id) in draft.ExternalIds ?? [])
        {
            if (await db.ExternalIds.AnyAsync(e => e.System == system && e.Value == id && e.CustomerId != self, ct))
                taken.Add("externalIds", $"An id of {system} is another customer's.");
        }

        return taken;
    }

    private async Task<WriteResult> RecordAsync(
        CustomerDb db, Customer customer, ChangeLog changes, string operation, IReadOnlyList<Duplicate> found, Writer writer,
        CancellationToken ct)
    {
        var record = RecordDrafts.Operation(writer.Caller, clock, operation, new()
        {
            Data = new { customerNo = customer.Number, changed = changes.Data }, Subject = customer.Id,
        });
        await log.AppendAsync(db, record, ct);
        return new WriteResult.Written(
            customer.Id, customer.Number, customer.Version, operation == Operations.CreateCustomer, record.Number, changes.Fields, found);
    }

    /// <summary>The head of the tree, for who has no department: the command line.</summary>
    internal static Task<DepartmentId> HeadAsync(CustomerDb db, CancellationToken ct) =>
        db.Departments.Where(d => d.ParentId == null).OrderBy(d => d.Id).Select(d => d.Id).FirstAsync(ct);
}
