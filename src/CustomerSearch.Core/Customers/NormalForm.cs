using System.Net.Mail;
using System.Text;
using PhoneNumbers;

namespace CustomerSearch.Core.Customers;

/// <summary>The one form in which numbers and addresses are kept and looked up, whatever the spelling.</summary>
public static class NormalForm
{
    private const int FewestPhoneDigits = 7;

    private static readonly PhoneNumberUtil Phones = PhoneNumberUtil.GetInstance();

    /// <summary>
    /// A mainland mobile as its 11 digits, any other phone in E.164 (<c>+862112345678</c>); null for what is no phone.
    /// </summary>
    /// <param name="text">With or without +86, 0086, blanks, dashes, brackets, full-width digits.</param>
    public static (ContactType Type, string Value)? Phone(string text)
    {
        if (text.Length > 40 || text.Count(char.IsDigit) < FewestPhoneDigits || text.Any(char.IsLetter))
            return null;

        PhoneNumber number;
        try
        {
            number = Phones.Parse(text, "CN");
        }
        catch (NumberParseException)
        {
            return null;
        }

        if (!Phones.IsValidNumber(number) || number.HasExtension)
            return null;

        var e164 = Phones.Format(number, PhoneNumberFormat.E164);
        return Phones.GetNumberType(number) switch
        {
            PhoneNumberType.MOBILE when number.CountryCode == 86 => (ContactType.Mobile, e164["+86".Length..]),
            PhoneNumberType.MOBILE or PhoneNumberType.FIXED_LINE_OR_MOBILE => (ContactType.Mobile, e164),
            _ => (ContactType.Landline, e164),
        };
    }

    /// <summary>An e-mail address in lower case, half width; null for what is none.</summary>
    public static string? Email(string text)
    {
        if (text.Length > 254)
            return null;

        var address = HalfWidth(text).Trim().ToLowerInvariant();
        return MailAddress.TryCreate(address, out var mail) && mail.Address == address
            && mail.Host.Contains('.', StringComparison.Ordinal)
            ? address
            : null;
    }

    /// <summary>
    /// A WeChat id in lower case: 6 to 20 letters, digits, underscores or dashes beginning with a letter; null for
    /// what is none.
    /// </summary>
    public static string? Wechat(string text)
    {
        var id = HalfWidth(text).Trim().ToLowerInvariant();
        return id is { Length: >= 6 and <= 20 } && char.IsAsciiLetter(id[0])
            && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? id
            : null;
    }

    /// <summary>
    /// An ID-card number of 18 characters with a valid check digit (GB 11643), X in upper case; null for what is
    /// none.
    /// </summary>
    public static string? IdCard(string text)
    {
        var number = Squeeze(text).ToUpperInvariant();
        return number.Length == 18 && number.AsSpan(0, 17).IndexOfAnyExceptInRange('0', '9') < 0
            && number[17] == CheckDigits.IdCard(number.AsSpan(0, 17))
            && DateOnly.TryParseExact(number.AsSpan(6, 8), "yyyyMMdd", out _)
            ? number
            : null;
    }

    /// <summary>A bank-card number of 12 to 19 digits with a valid Luhn check digit; null for what is none.</summary>
    public static string? BankCard(string text)
    {
        var number = Squeeze(text);
        return number.Length is >= 12 and <= 19 && number.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0
            && number[^1] == CheckDigits.Luhn(number.AsSpan(..^1))
            ? number
            : null;
    }

    /// <summary>
    /// A unified social credit code of 18 characters with a valid check character (GB 32100), in upper case; null for
    /// what is none.
    /// </summary>
    public static string? Licence(string text)
    {
        var code = Squeeze(text).ToUpperInvariant();
        return code.Length == 18 && code.All(c => CheckDigits.CreditAlphabet.Contains(c, StringComparison.Ordinal))
            && code.AsSpan(2, 6).IndexOfAnyExceptInRange('0', '9') < 0 && code[17] == CheckDigits.CreditCode(code.AsSpan(0, 17))
            ? code
            : null;
    }

    private static string Squeeze(string text)
    {
        var squeezed = new StringBuilder(text.Length);
        foreach (var c in HalfWidth(text))
        {
            if (!char.IsWhiteSpace(c) && c != '-')
                squeezed.Append(c);
        }

        return squeezed.ToString();
    }

    /// <summary>Full-width ASCII forms and the ideographic blank as their half-width ones.</summary>
    private static string HalfWidth(string text) => string.Create(text.Length, text, static (half, full) =>
    {
        for (var i = 0; i < half.Length; i++)
        {
            half[i] = full[i] switch
            {
                '\u3000' => ' ',
                >= '\uFF01' and <= '\uFF5E' => (char)(full[i] - 0xFEE0),
                _ => full[i],
            };
        }
    });
}
