namespace CustomerSearch.Core.Customers;

/// <summary>Check characters of the numbers that customers carry.</summary>
public static class CheckDigits
{
    /// <summary>The characters of a unified social credit code in the order of their values (GB 32100).</summary>
    public const string CreditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private const string OrganisationAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <summary>Check character of the first 17 digits of an ID-card number (GB 11643: ISO 7064 MOD 11-2).</summary>
    public static char IdCard(ReadOnlySpan<char> digits)
    {
        ReadOnlySpan<int> weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += (digits[i] - '0') * weights[i];

        return "10X98765432"[sum % 11];
    }

    /// <summary>Check character of the first 17 characters of a unified credit code (GB 32100, modulus 31).</summary>
    public static char CreditCode(ReadOnlySpan<char> body)
    {
        ReadOnlySpan<int> weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += CreditAlphabet.IndexOf(body[i], StringComparison.Ordinal) * weights[i];

        return CreditAlphabet[(31 - (sum % 31)) % 31];
    }

    /// <summary>Check character of the first eight characters of an organisation code (GB 11714, modulus 11).</summary>
    public static char OrganisationCode(ReadOnlySpan<char> body)
    {
        ReadOnlySpan<int> weights = [3, 7, 9, 10, 5, 8, 4, 2];
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
            sum += OrganisationAlphabet.IndexOf(body[i], StringComparison.Ordinal) * weights[i];

        return "0123456789X"[(11 - (sum % 11)) % 11];
    }

    /// <summary>Check digit that makes a number valid by Luhn's rule.</summary>
    public static char Luhn(ReadOnlySpan<char> body)
    {
        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            var digit = body[^(i + 1)] - '0';
            var doubled = i % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }
}
