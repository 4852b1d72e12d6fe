using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>Puts drafts into customers, and says what that changed.</summary>
public sealed class ApplyDraft(SecretValues secrets, BlindIndex blinds, BusinessClock clock)
{
    /// <summary>A customer with nothing but what it needs before a draft is put into it.</summary>
    internal Customer NewCustomer(string number, DepartmentId department) => new()
    {
        Number = number, CreatedAt = clock.Now, UpdatedAt = clock.Now, Name = "", Industry = "", Status = Vocabulary.Statuses[0],
        DepartmentId = department,
    };

    /// <summary>
    /// Changes what differs from the draft and nothing else; a customer that is so already stays as it is, version and
    /// all.
    /// </summary>
    /// <param name="customer">With every part loaded.</param>
    /// <param name="draft">What is to be.</param>
    /// <param name="caller">Who writes: stands beside tags, and tells where a consent came from.</param>
    internal ChangeLog Apply(Customer customer, CustomerDraft draft, Operator caller)
    {
        var changes = new ChangeLog(blinds);
        ApplyValues(customer, draft, changes);
        ApplyIdentity(customer, draft, changes);
        new PartChanges(customer, draft, changes, clock.Now).Apply(secrets, blinds, caller);
        if (!changes.IsEmpty && customer.Id.Value != 0)
            (customer.Version, customer.UpdatedAt) = (customer.Version + 1, clock.Now);

        return changes;
    }

    private void ApplyValues(Customer customer, CustomerDraft draft, ChangeLog changes)
    {
        foreach (var (field, value) in draft.Values)
        {
            var present = field.Get(customer);
            if (Equals(present, value))
                continue;

            field.Set(customer, value);
            if (field.Name == "status")
                customer.StatusSetAt = clock.Now;
            changes.Note(field.Name, field.Class == FieldClass.Plain, present is "" ? null : present, value);
        }

        if (draft.Department is { } department && department != customer.DepartmentId)
        {
            changes.Note("department", plain: true, customer.DepartmentId.Value, department.Value);
            customer.DepartmentId = department;
        }
    }

    private void ApplyIdentity(Customer customer, CustomerDraft draft, ChangeLog changes)
    {
        if (draft.IdCardNo is { Value: var idCard } && !Same(customer.IdCardBlind, Blind(BlindDomain.IdCard, idCard)))
        {
            var before = Mask(customer.IdCardCipher is { } old ? secrets.OpenIdCard(customer.Number, old) : null, customer.IdCardBlind);
            secrets.SetIdCard(customer, idCard);
            changes.NoteSecret("idCardNo", before, Mask(idCard, customer.IdCardBlind));
        }

        if (draft.BankCardNo is { Value: var bankCard }
            && !Same(customer.BankCardBlind, Blind(BlindDomain.BankCard, bankCard)))
        {
            var before = Mask(
                customer.BankCardCipher is { } old ? secrets.OpenBankCard(customer.Number, old) : null, customer.BankCardBlind);
            secrets.SetBankCard(customer, bankCard);
            changes.NoteSecret("bankCardNo", before, Mask(bankCard, customer.BankCardBlind));
        }
    }

    private byte[]? Blind(BlindDomain domain, string? value) => value is null ? null : blinds.Token(domain, value);

    private static bool Same(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

    private static ChangeLog.Masked? Mask(string? value, byte[]? blind) =>
        value is null ? null : new(Masks.Tail(value), ChangeLog.Token(blind!));
}
