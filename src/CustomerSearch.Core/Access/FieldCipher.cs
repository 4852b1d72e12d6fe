using System.Security.Cryptography;
using System.Text;

namespace CustomerSearch.Core.Access;

/// <summary>
/// Seals single field values with AES-256-GCM as <c>v1.{key id}.{nonce}.{cipher text}.{tag}</c>, the last three in
/// base64url. Table, column and customer number are bound in, so that a cipher text moved elsewhere does not open.
/// </summary>
public sealed class FieldCipher(KeyRing keys)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public string Seal(KeyPurpose purpose, string table, string column, string customerNo, string value)
    {
        var keyId = keys.ActiveId(purpose);
        var plain = Encoding.UTF8.GetBytes(value);
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var cipher = new byte[plain.Length];
        var tag = new byte[TagBytes];
        using var aes = new AesGcm(keys.Get(purpose, keyId), TagBytes);
        aes.Encrypt(nonce, plain, cipher, tag, BoundTo(table, column, customerNo, keyId));
        return $"v1.{keyId}.{Encode(nonce)}.{Encode(cipher)}.{Encode(tag)}";
    }

    /// <exception cref="CryptographicException">The text was changed, moved, or sealed under another key.</exception>
    /// <exception cref="KeyRingException">The key it names is missing.</exception>
    public string Open(KeyPurpose purpose, string table, string column, string customerNo, string sealedValue)
    {
        if (sealedValue.Split('.') is not ["v1", var keyId, var nonce, var cipher, var tag])
            throw new CryptographicException("A sealed value is not in the form this version writes.");

        var cipherBytes = Decode(cipher);
        var plain = new byte[cipherBytes.Length];
        using var aes = new AesGcm(keys.Get(purpose, keyId), TagBytes);
        aes.Decrypt(Decode(nonce), cipherBytes, Decode(tag), plain, BoundTo(table, column, customerNo, keyId));
        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] BoundTo(string table, string column, string customerNo, string keyId) =>
        Encoding.UTF8.GetBytes($"{table}|{column}|{customerNo}|{keyId}|v1");

    private static string Encode(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static byte[] Decode(string text) => System.Buffers.Text.Base64Url.DecodeFromChars(text);
}
