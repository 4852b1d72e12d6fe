using System.Security.Cryptography;
using CustomerSearch.Core.Access;

namespace CustomerSearch.Specs.Access;

public sealed class KeySpecs : IDisposable
{
    private readonly string folder = Path.Combine(Directory.CreateTempSubdirectory("customer-search-").FullName, "keys");

    [Fact]
    public void Keys_are_made_once_each_of_their_own_and_readable_by_their_owner_alone()
    {
        var made = KeyRing.Load(folder, create: true);
        var read = KeyRing.Load(folder, create: false);

        foreach (var purpose in Enum.GetValues<KeyPurpose>())
            Assert.Equal(made.Get(purpose, made.ActiveId(purpose)).ToArray(), read.Get(purpose, read.ActiveId(purpose)).ToArray());
        foreach (var file in Directory.GetFiles(folder))
        {
            if (!OperatingSystem.IsWindows())
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Theory]
    [InlineData("audit.1.key", "")]
    [InlineData("audit.1.key", "00")]
    [InlineData("audit.1.key", "0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("audit.1.key", "not hexadecimal")]
    public void A_key_that_is_short_zero_or_no_key_is_refused_by_the_name_of_its_file(string file, string content)
    {
        KeyRing.Load(folder, create: true);
        File.WriteAllText(Path.Combine(folder, file), content);

        Assert.Contains(file, Assert.Throws<KeyRingException>(() => KeyRing.Load(folder, create: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_equal_keys_and_a_missing_one_are_refused()
    {
        KeyRing.Load(folder, create: true);
        File.Copy(Path.Combine(folder, "audit.1.key"), Path.Combine(folder, "contacts.1.key"), overwrite: true);
        Assert.Throws<KeyRingException>(() => KeyRing.Load(folder, create: false));

        File.Delete(Path.Combine(folder, "contacts.1.key"));
        Assert.Throws<KeyRingException>(() => KeyRing.Load(folder, create: false));
    }

    [Fact]
    public void A_sealed_value_opens_in_its_own_place_and_nowhere_else()
    {
        var cipher = new FieldCipher(KeyRing.Load(folder, create: true));
        var sealedValue = cipher.Seal(KeyPurpose.Contacts, "Contact", "Cipher", "ED2024001", "13812345678");

        Assert.Equal("13812345678", cipher.Open(KeyPurpose.Contacts, "Contact", "Cipher", "ED2024001", sealedValue));
        Assert.NotEqual(sealedValue, cipher.Seal(KeyPurpose.Contacts, "Contact", "Cipher", "ED2024001", "13812345678"));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(KeyPurpose.Contacts, "Contact", "Cipher", "ED2024002", sealedValue));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(KeyPurpose.Contacts, "Customer", "Cipher", "ED2024001", sealedValue));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(KeyPurpose.Identity, "Contact", "Cipher", "ED2024001", sealedValue));
        Assert.ThrowsAny<CryptographicException>(() => cipher.Open(KeyPurpose.Contacts, "Contact", "Cipher", "ED2024001", "13812345678"));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
}
