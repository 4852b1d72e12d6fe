using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Customers;

/// <summary>
/// Puts contacts and identity numbers into a customer sealed beside their tokens, and opens them again.
/// </summary>
/// <remarks>Every value given here is in its normal form already, see <see cref="NormalForm"/>.</remarks>
public sealed class SecretValues(FieldCipher cipher, BlindIndex blinds)
{
    private const int TailDigits = 4;

    public Contact NewContact(string customerNo, ContactType type, string value, bool primary) => new()
    {
        Type = type,
        IsPrimary = primary,
        Cipher = cipher.Seal(KeyPurpose.Contacts, "Contact", "Cipher", customerNo, value),
        Blind = blinds.Token(BlindDomain.Contact, value),
        TailBlind = type is ContactType.Mobile or ContactType.Landline && value.Length > TailDigits
            ? blinds.Token(BlindDomain.PhoneTail, value[^TailDigits..])
            : null,
    };

    public void SetIdCard(Customer customer, string? idCardNo)
    {
        customer.IdCardCipher = idCardNo is null
            ? null
            : cipher.Seal(KeyPurpose.Identity, "Customer", "IdCardCipher", customer.Number, idCardNo);
        customer.IdCardBlind = idCardNo is null ? null : blinds.Token(BlindDomain.IdCard, idCardNo);
    }

    public void SetBankCard(Customer customer, string? bankCardNo)
    {
        customer.BankCardCipher = bankCardNo is null
            ? null
            : cipher.Seal(KeyPurpose.Identity, "Customer", "BankCardCipher", customer.Number, bankCardNo);
        customer.BankCardBlind = bankCardNo is null ? null : blinds.Token(BlindDomain.BankCard, bankCardNo);
    }

    public string OpenContact(string customerNo, string sealedValue) =>
        cipher.Open(KeyPurpose.Contacts, "Contact", "Cipher", customerNo, sealedValue);

    public string OpenIdCard(string customerNo, string sealedValue) =>
        cipher.Open(KeyPurpose.Identity, "Customer", "IdCardCipher", customerNo, sealedValue);

    public string OpenBankCard(string customerNo, string sealedValue) =>
        cipher.Open(KeyPurpose.Identity, "Customer", "BankCardCipher", customerNo, sealedValue);
}
