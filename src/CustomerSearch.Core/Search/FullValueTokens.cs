using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Search;

/// <summary>
/// The tokens under which the index holds full values: a blind for what is secret, the value for the rest.
/// </summary>
public static class FullValueTokens
{
    /// <param name="blind">The 32 bytes of a blind column.</param>
    public static string Blind(byte[] blind) => Convert.ToBase64String(blind);

    public static string Licence(string licenceNo) => "licence:" + licenceNo.ToUpperInvariant();

    public static string External(string system, string id) => $"external:{system}/{id}";

    /// <summary>
    /// The token by which a whole value is looked for; a customer number has none, it has a field of its own.
    /// </summary>
    public static string Of(FullValue value, BlindIndex blinds) => value switch
    {
        FullValue.ContactValue contact => Blind(blinds.Token(BlindDomain.Contact, contact.Value)),
        FullValue.IdCard card => Blind(blinds.Token(BlindDomain.IdCard, card.Value)),
        FullValue.BankCard card => Blind(blinds.Token(BlindDomain.BankCard, card.Value)),
        FullValue.Licence licence => Licence(licence.Value),
        FullValue.External external => External(external.System, external.Value),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Every token of a customer.</summary>
    /// <param name="customer">With contacts and external ids loaded.</param>
    public static IEnumerable<string> Of(Customer customer) =>
    [
        .. customer.Contacts.Select(c => Blind(c.Blind)).Distinct(),
        .. customer.IdCardBlind is { } idCard ? [Blind(idCard)] : (string[])[],
        .. customer.BankCardBlind is { } bankCard ? [Blind(bankCard)] : (string[])[],
        .. customer.LicenceNo is { } licence ? [Licence(licence)] : (string[])[],
        .. customer.ExternalIds.Select(e => External(e.System, e.Value)),
    ];
}
