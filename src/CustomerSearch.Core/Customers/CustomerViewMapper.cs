using CustomerSearch.Core.Access;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Customers;

/// <summary>Maps customers to their views, everything clear; what a role may see is the gate's affair.</summary>
public sealed class CustomerViewMapper(SecretValues secrets, MaskingGate gate)
{
    public CustomerListView ToListView(Customer customer, Organisation organisation, TagCatalogue catalogue, Role role)
    {
        var core = catalogue.Dimensions.Where(d => d.Core).Select(d => d.Name).ToHashSet();
        var view = new CustomerListView
        {
            CustomerNo = customer.Number,
            Kind = KindOf(customer),
            Name = customer.Name,
            Region = customer.Region,
            City = customer.City,
            Status = customer.Status,
            Department = organisation.DepartmentNames.GetValueOrDefault(customer.DepartmentId),
            Owners = Owners(customer, organisation),
            PrimaryContact = customer.Contacts.OrderByDescending(c => c.IsPrimary).ThenBy(c => c.Id).FirstOrDefault() is { } contact
                ? ToView(customer, contact) : null,
            LastContactOn = customer.LastContactOn,
            LastOrderOn = customer.LastOrderOn,
            Tags = [.. catalogue.Rules.Of(customer, catalogue.Day).Where(tag => core.Contains(TagName.Parse(tag).Dimension))],
        };
        return gate.Show(view, role, Showing.List, customer);
    }

    public CustomerView ToView(Customer customer, Organisation organisation, TagCatalogue catalogue, Role role)
    {
        var view = new CustomerView
        {
            CustomerNo = customer.Number,
            Kind = KindOf(customer),
            Name = customer.Name,
            Reading = customer.Reading,
            Gender = customer.Gender,
            BornOn = customer.BornOn,
            Occupation = customer.Occupation,
            CityTier = customer.CityTier,
            Size = customer.Size,
            Ownership = customer.Ownership,
            LegalRepresentative = customer.LegalRepresentative,
            LicenceNo = customer.LicenceNo,
            ExternalIds = [.. customer.ExternalIds.Select(e => new ExternalIdView(e.System, e.Value))],
            Contacts = Contacts(customer),
            IdCardNo = IdCardNo(customer),
            BankCardNo = BankCardNo(customer),
            Industry = customer.Industry,
            Region = customer.Region,
            Province = customer.Province,
            City = customer.City,
            Address = customer.Address,
            Sources = [.. customer.Sources.Select(s => s.Source)],
            Owners = Owners(customer, organisation),
            Department = organisation.DepartmentNames.GetValueOrDefault(customer.DepartmentId),
            Status = customer.Status,
            FirstContactOn = customer.FirstContactOn,
            LastContactOn = customer.LastContactOn,
            FirstOrderOn = customer.FirstOrderOn,
            LastOrderOn = customer.LastOrderOn,
            CooperationSince = customer.CooperationSince,
            Remark = customer.Remark,
            Certification = new(customer.Certification.Status, customer.Certification.Level, customer.Certification.ValidUntil),
            CreditGrade = customer.CreditGrade,
            RiskLevel = customer.RiskLevel,
            Metrics = ToView(customer.Metrics),
            Rfm = Rfm(customer, catalogue.Day),
            Consents = Consents(customer),
            Tags = catalogue.Rules.Of(customer, catalogue.Day),
        };
        return gate.Show(view, role, Showing.Opened, customer);
    }

    /// <summary>All contacts in clear, the primary one first.</summary>
    public IReadOnlyList<ContactView> Contacts(Customer customer) =>
        [.. customer.Contacts.OrderByDescending(c => c.IsPrimary).ThenBy(c => c.Id).Select(c => ToView(customer, c))];

    /// <summary>The ID-card number in clear; null where there is none.</summary>
    public string? IdCardNo(Customer customer) =>
        customer.IdCardCipher is { } cipher ? secrets.OpenIdCard(customer.Number, cipher) : null;

    /// <summary>The bank-card number in clear; null where there is none.</summary>
    public string? BankCardNo(Customer customer) =>
        customer.BankCardCipher is { } cipher ? secrets.OpenBankCard(customer.Number, cipher) : null;

    private ContactView ToView(Customer customer, Contact contact) =>
        new(ContactView.NameOf(contact.Type), secrets.OpenContact(customer.Number, contact.Cipher), contact.IsPrimary);

    private static string KindOf(Customer customer) => customer.Kind == CustomerKind.Enterprise ? "enterprise" : "individual";

    private static List<string> Owners(Customer customer, Organisation organisation) =>
    [
        .. customer.Owners.Select(o => organisation.UserNames.GetValueOrDefault(o.AccountId)).OfType<string>()
            .Order(StringComparer.Ordinal),
    ];

    private static MetricsView ToView(Metrics m) => new(
        m.Orders6m, m.Logins30d, m.Spend12mFen, m.ArpuFen, m.LifetimeSpendFen, m.AverageOrderFen, m.ReturnRateBp);

    private static RfmView? Rfm(Customer customer, TagDay day)
    {
        return customer.LastOrderOn is null ? null : new(Sign("recencyGood"), Sign("frequencyGood"), Sign("spendGood"));

        string Sign(string fact) => RuleFacts.Number(fact)(customer, day) == 1 ? "+" : "-";
    }

    private static List<ConsentView> Consents(Customer customer) =>
    [
        .. Vocabulary.Channels.Select(channel => ConsentCondition.Latest(customer.Consents, channel) is { } latest
            ? new ConsentView(channel, latest.State.ToString().ToLowerInvariant(), latest.At, latest.Source, latest.Wording)
            : new ConsentView(channel, "unknown", null, null, null)),
    ];
}
