using System.Xml.Linq;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Service.Access;

/// <summary>
/// Keeps the keys of cookies and cursors in the database: what one instance gives out all of them take.
/// </summary>
internal sealed class ProtectionKeys(IDatabase database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var db = database.Open();
        var stored = db.ProtectionKeys.AsNoTracking().OrderBy(key => key.Id).Select(key => key.Xml).ToList();
        return [.. stored.Select(xml => XElement.Parse(xml))];
    }

    public void StoreElement(XElement element, string friendlyName) => database.WriteAsync(
        WritePriority.Record,
        (db, ct) =>
        {
            db.ProtectionKeys.Add(new ProtectionKey { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
            return db.SaveChangesAsync(ct);
        },
        CancellationToken.None).GetAwaiter().GetResult();
}

/// <summary>Seals the secret of a key by a key file, so that whoever has the database alone cannot make a cookie.</summary>
internal sealed class ProtectionKeySeal(FieldCipher cipher) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
        new XElement("sealed", cipher.Seal(
            KeyPurpose.Tokens, Place.Table, Place.Column, Place.Row, plaintextElement.ToString(SaveOptions.DisableFormatting))),
        typeof(Opener));

    /// <summary>Made by name, with the container alone.</summary>
    private sealed class Opener(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => XElement.Parse(services.GetRequiredService<FieldCipher>().Open(
            KeyPurpose.Tokens, Place.Table, Place.Column, Place.Row, encryptedElement.Value));
    }

    /// <summary>What a sealed key is bound to.</summary>
    private static class Place
    {
        public const string Table = "ProtectionKey";
        public const string Column = "Xml";
        public const string Row = "";
    }
}
