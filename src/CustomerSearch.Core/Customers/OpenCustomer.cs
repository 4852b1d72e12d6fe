using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Customers;

/// <summary>A customer as its reader may see it.</summary>
public sealed record OpenedCustomer(CustomerView View, long Version, RecordNumber Operation);

/// <summary>Opens one customer for one reason, and records it; not there and not yours look the same.</summary>
public sealed class OpenCustomer(
    CustomerReader customers, CustomerViewMapper views, Scopes scopes, AuditLog log, Openings openings)
{
    /// <returns>The customer; null when there is none of this number, or none that the caller may see.</returns>
    /// <exception cref="RecordUnavailableException">The record cannot be written, so nothing is shown.</exception>
    public async Task<OpenedCustomer?> RunAsync(CustomerNo number, Reason reason, Operator caller, CancellationToken ct)
    {
        var customer = await customers.FindAsync(number, await scopes.OfAsync(caller, ct), ct);
        var receipt = await log.RecordAsync(openings.Draft(caller, Operations.OpenCustomer, number, customer, reason, null));
        if (customer is not null)
            return new OpenedCustomer(await openings.ShowAsync(views, customer, caller, ct), customer.Version, receipt.Number);

        await openings.Meter.CountAsync(caller, ct);
        return null;
    }

    /// <summary>Records that a customer was asked for under a reason, or of a kind, that is not this role's.</summary>
    /// <exception cref="RecordUnavailableException">The record cannot be written.</exception>
    public async Task<RecordNumber> RefuseAsync(CustomerNo number, Operator caller) => (await log.RecordAsync(
        openings.Draft(caller, Operations.OpenCustomer, number, null, new Reason(null, null, null), null))).Number;
}

/// <summary>Shows the clear value of one masked field of one customer, and records it.</summary>
public sealed class RevealValue(CustomerReader customers, CustomerViewMapper views, Scopes scopes, AuditLog log, Openings openings)
{
    /// <returns>The values; null when there is no such customer within the caller's scope.</returns>
    /// <exception cref="RecordUnavailableException">The record cannot be written, so nothing is shown.</exception>
    public async Task<RevealedValue?> RunAsync(
        CustomerNo number, RevealField field, Reason reason, Operator caller, CancellationToken ct)
    {
        var customer = await customers.FindAsync(number, await scopes.OfAsync(caller, ct), ct);
        var receipt = await log.RecordAsync(
            openings.Draft(caller, Operations.RevealValue, number, customer, reason, RevealFields.NameOf(field)));
        return customer is null ? null : new RevealedValue
        {
            Operation = receipt.Number.ToString(),
            Contacts = field == RevealField.Contacts ? views.Contacts(customer) : null,
            IdCardNo = field == RevealField.IdCardNo ? views.IdCardNo(customer) : null,
            BankCardNo = field == RevealField.BankCardNo ? views.BankCardNo(customer) : null,
        };
    }
}

/// <summary>Why a customer is opened: a search of today that showed it, or a purpose of its own.</summary>
/// <param name="Search">The search; null where a purpose is given instead.</param>
/// <param name="Purpose">The purpose, the search's own where one is named.</param>
/// <param name="Remark">More about why.</param>
public sealed record Reason(RecordNumber? Search, string? Purpose, string? Remark);

/// <summary>The clear values of the field asked for; the others are absent.</summary>
public sealed record RevealedValue
{
    /// <summary>The number of the operation record.</summary>
    public required string Operation { get; init; }

    public IReadOnlyList<ContactView>? Contacts { get; init; }

    public string? IdCardNo { get; init; }

    public string? BankCardNo { get; init; }
}

public enum RevealField
{
    Contacts,
    IdCardNo,
    BankCardNo,
}

/// <summary>The names of fields that can be revealed, and their classes.</summary>
public static class RevealFields
{
    public static RevealField? Find(string? name) => name switch
    {
        "contacts" => RevealField.Contacts,
        "idCardNo" => RevealField.IdCardNo,
        "bankCardNo" => RevealField.BankCardNo,
        _ => null,
    };

    public static string NameOf(RevealField field) => field switch
    {
        RevealField.Contacts => "contacts",
        RevealField.IdCardNo => "idCardNo",
        RevealField.BankCardNo => "bankCardNo",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    public static FieldClass ClassOf(RevealField field) =>
        field == RevealField.Contacts ? FieldClass.Contact : FieldClass.Identity;
}

/// <summary>What opening and revealing have in common.</summary>
public sealed class Openings(
    BusinessClock clock, CurrentCatalogue catalogue, CurrentOrganisation organisation, LookUpMeter meter)
{
    /// <summary>Counts who was asked for and was not there, or not the caller's.</summary>
    internal LookUpMeter Meter => meter;

    internal AuditRecord Draft(
        Operator caller, string operation, CustomerNo number, Customer? customer, Reason reason, string? field) =>
        RecordDrafts.Operation(caller, clock, operation, new()
        {
            Data = new { customerNo = number.ToString(), field },
            Subject = customer?.Id,
            Continues = reason.Search,
            Purpose = reason.Purpose,
            Remark = RecordText.Mask(reason.Remark),
            Outcome = customer is null ? Outcome.Denied : Outcome.Ok,
        });

    internal async Task<CustomerView> ShowAsync(
        CustomerViewMapper views, Customer customer, Operator caller, CancellationToken ct) =>
        views.ToView(customer, await organisation.GetAsync(ct), await catalogue.GetAsync(ct), caller.Role!.Value);
}
