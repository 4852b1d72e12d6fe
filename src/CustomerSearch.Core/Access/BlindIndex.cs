using System.Security.Cryptography;
using System.Text;

namespace CustomerSearch.Core.Access;

/// <summary>What a blind token is taken of; equal values of different domains have different tokens.</summary>
public enum BlindDomain
{
    /// <summary>A phone, e-mail address or WeChat id in its normal form.</summary>
    Contact,

    /// <summary>The last four digits of a phone.</summary>
    PhoneTail,
    IdCard,
    BankCard,

    /// <summary>A personal value as records keep it, behind the name of its field.</summary>
    Personal,
}

/// <summary>
/// Keyed tokens by which a sealed value is found again: HMAC-SHA256 over the domain and the normal form, 32 bytes.
/// </summary>
public sealed class BlindIndex(KeyRing keys)
{
    private readonly byte[] key = keys.Get(KeyPurpose.BlindIndex, keys.ActiveId(KeyPurpose.BlindIndex)).ToArray();

    public byte[] Token(BlindDomain domain, string normalForm) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Prefix(domain) + normalForm));

    private static string Prefix(BlindDomain domain) => domain switch
    {
        BlindDomain.Contact => "contact|v1|",
        BlindDomain.PhoneTail => "phone_tail|v1|",
        BlindDomain.IdCard => "id_no|v1|",
        BlindDomain.BankCard => "bank_card|v1|",
        BlindDomain.Personal => "personal|v1|",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
