using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>Brings the parts of a customer - contacts, owners, tags and the like - to what a draft says.</summary>
internal sealed class PartChanges(Customer customer, CustomerDraft draft, ChangeLog changes, DateTimeOffset now)
{
    public void Apply(SecretValues secrets, BlindIndex blinds, Operator caller)
    {
        ApplyContacts(secrets, blinds);
        ApplyExternalIds();
        ApplySources();
        ApplyOwners();
        ApplyTags(caller);
        ApplyConsents(caller);
    }

    /// <summary>A contact that is there already keeps its row.</summary>
    private void ApplyContacts(SecretValues secrets, BlindIndex blinds)
    {
        if (draft.ContactTypes.Count == 0)
            return;

        var wanted = draft.Contacts.Select(c => (Draft: c, Blind: blinds.Token(BlindDomain.Contact, c.Value))).ToList();
        var gone = customer.Contacts.FindAll(c => draft.ContactTypes.Contains(c.Type) && !wanted.Exists(w => Is(c, w)));
        List<ChangeLog.Masked> removed = gone.ConvertAll(c => Mask(c, secrets.OpenContact(customer.Number, c.Cipher)));
        customer.Contacts.RemoveAll(gone.Contains);
        List<ChangeLog.Masked> added = [];
        foreach (var want in wanted.Where(w => !customer.Contacts.Exists(c => Is(c, w))))
        {
            var contact = secrets.NewContact(customer.Number, want.Draft.Type, want.Draft.Value, primary: false);
            customer.Contacts.Add(contact);
            added.Add(Mask(contact, want.Draft.Value));
        }

        var chosen = wanted.Find(w => w.Draft.Primary) is { Draft: not null } first ? customer.Contacts.Find(c => Is(c, first)) : null;
        var movesPrimary = ChoosePrimary(chosen);
        changes.NoteParts("contacts", added, removed);
        if (movesPrimary && added.Count + removed.Count == 0)
            changes.Note("contacts.primary", plain: true, from: null, to: true);
    }

    /// <returns>Whether another contact is the primary one now.</returns>
    private bool ChoosePrimary(Contact? chosen)
    {
        var before = customer.Contacts.Find(c => c.IsPrimary);
        var after = chosen ?? before ?? customer.Contacts.Find(c => c.Type == ContactType.Mobile) ?? customer.Contacts.FirstOrDefault();
        foreach (var contact in customer.Contacts.Where(c => c.IsPrimary != ReferenceEquals(c, after)))
            contact.IsPrimary = !contact.IsPrimary;

        return !ReferenceEquals(before, after);
    }

    private void ApplyExternalIds()
    {
        ReplaceExternalIds();
        if (draft.Source is { Version: { } version } source
            && customer.ExternalIds.Find(e => e.System == source.System && e.Value == source.Id) is { } sender)
            sender.SourceVersion = version;
    }

    private void ReplaceExternalIds()
    {
        if (draft.ExternalIds is not { } wanted)
            return;

        var gone = customer.ExternalIds.FindAll(e => !wanted.Contains((e.System, e.Value)));
        var fresh = wanted.Where(w => !customer.ExternalIds.Exists(e => (e.System, e.Value) == w)).ToList();
        customer.ExternalIds.RemoveAll(gone.Contains);
        customer.ExternalIds.AddRange(fresh.Select(w => new ExternalId { System = w.System, Value = w.Id }));
        changes.NoteParts("externalIds", fresh.Select(w => Mask(w.System, w.Id)), gone.Select(e => Mask(e.System, e.Value)));
    }

    private void ApplySources()
    {
        if (draft.Sources is not { } wanted)
            return;

        var gone = customer.Sources.FindAll(s => !wanted.Contains(s.Source));
        var fresh = wanted.Where(w => !customer.Sources.Exists(s => s.Source == w)).ToList();
        customer.Sources.RemoveAll(gone.Contains);
        customer.Sources.AddRange(fresh.Select(w => new CustomerSource { Source = w }));
        changes.NoteParts("sources", fresh, gone.Select(s => s.Source));
    }

    private void ApplyOwners()
    {
        if (draft.Owners is not { } wanted)
            return;

        var gone = customer.Owners.FindAll(o => !wanted.Contains(o.AccountId));
        var fresh = wanted.Where(w => !customer.Owners.Exists(o => o.AccountId == w)).ToList();
        customer.Owners.RemoveAll(gone.Contains);
        customer.Owners.AddRange(fresh.Select(w => new CustomerOwner { AccountId = w }));
        changes.NoteParts("owners", fresh.Select(w => (object)w.Value), gone.Select(o => (object)o.AccountId.Value));
    }

    private void ApplyTags(Operator caller)
    {
        if (draft.Tags is not { } wanted)
            return;

        var gone = customer.Tags.FindAll(t => !wanted.Contains(t.TagId));
        var fresh = wanted.Where(w => !customer.Tags.Exists(t => t.TagId == w)).ToList();
        customer.Tags.RemoveAll(gone.Contains);
        customer.Tags.AddRange(fresh.Select(w => new CustomerTag
        {
            TagId = w, At = now, SetBy = caller.Role is Role.System ? null : caller.Id,
        }));
        changes.NoteParts("tags", fresh.Select(w => (object)w.Value), gone.Select(t => (object)t.TagId.Value));
    }

    /// <summary>Consents are never taken back out of their history: what differs from the latest state is added.</summary>
    private void ApplyConsents(Operator caller)
    {
        List<object> added = [];
        foreach (var consent in draft.Consents)
        {
            var at = consent.At ?? now;
            var holds = ConsentCondition.Latest(customer.Consents, consent.Channel)?.State ?? ConsentState.Unknown;
            if (consent.At is null
                ? holds == consent.State
                : customer.Consents.Exists(c => c.Channel == consent.Channel && c.At == at && c.State == consent.State))
                continue;

            customer.Consents.Add(new ConsentChange
            {
                Channel = consent.Channel, State = consent.State, At = at, Wording = consent.Wording,
                Source = consent.Source ?? (caller.Role is Role.System or null ? "导入" : "客服"),
            });
            added.Add(new { consent.Channel, state = consent.State.ToString().ToLowerInvariant(), at });
        }

        changes.NoteParts("consents", added, []);
    }

    private static bool Is(Contact contact, (ContactDraft Draft, byte[] Blind) wanted) =>
        contact.Type == wanted.Draft.Type && contact.Blind.AsSpan().SequenceEqual(wanted.Blind);

    private static ChangeLog.Masked Mask(Contact contact, string value) =>
        new(Masks.Contact(contact.Type, value), ChangeLog.Token(contact.Blind));

    private ChangeLog.Masked Mask(string system, string id) =>
        changes.Personal("externalIds", $"{system}/{id}") with { Value = $"{system}/***" };
}
