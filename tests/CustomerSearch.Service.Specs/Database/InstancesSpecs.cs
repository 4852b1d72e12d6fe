using CustomerSearch.Core.Access;
using CustomerSearch.Core.Data;
using CustomerSearch.Service.Access;
using CustomerSearch.Service.Hosting;
using CustomerSearch.Service.Jobs;
using Hangfire;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerSearch.Service.Specs.Database;

/// <summary>Instances share the database and the key files, and nothing else.</summary>
public sealed class InstancesSpecs(RunningService service)
{
    private readonly string[] here =
    [
        $"--Data:Directory={Path.GetDirectoryName(service.DatabaseFile)}", "--Urls=http://127.0.0.1:0",
    ];

    [Fact]
    public void What_one_instance_seals_another_opens()
    {
        using var one = OwnHost.Build(here);
        using var other = OwnHost.Build(here);

        var cursor = Protector(one).Protect("cursor");

        Assert.Equal("cursor", Protector(other).Unprotect(cursor));
        Assert.Equal("cursor", Protector(service.Get<IDataProtectionProvider>()).Unprotect(cursor));
    }

    [Fact]
    public async Task A_key_stands_in_the_database_with_its_secret_sealed_by_a_key_file_and_nowhere_else()
    {
        using var one = OwnHost.Build(here);
        _ = Protector(one).Protect("anything");

        await using var db = service.Get<IDatabase>().Open();
        var keys = await db.ProtectionKeys.AsNoTracking().ToListAsync();
        Assert.NotEmpty(keys);
        Assert.All(keys, key =>
        {
            Assert.Contains(">v1.1.", key.Xml, StringComparison.Ordinal);
            Assert.DoesNotContain("masterKey", key.Xml, StringComparison.Ordinal);
        });
        var folders = service.Get<DataPaths>();
        Assert.DoesNotContain(
            Directory.EnumerateFiles(folders.Directory, "*.xml", SearchOption.AllDirectories)
                .Concat(Directory.EnumerateFiles(folders.Keys, "*.xml", SearchOption.AllDirectories)), _ => true);
    }

    [Fact]
    public void Another_key_file_opens_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("customer-search-").FullName;
        try
        {
            var seal = new ProtectionKeySeal(new FieldCipher(KeyRing.Load(Path.Combine(folder, "a"), create: true)));
            var stored = seal.Encrypt(new System.Xml.Linq.XElement("masterKey", "secret"));
            using var services = new ServiceCollection()
                .AddSingleton(new FieldCipher(KeyRing.Load(Path.Combine(folder, "b"), create: true))).BuildServiceProvider();
            var opener = (Microsoft.AspNetCore.DataProtection.XmlEncryption.IXmlDecryptor)Activator.CreateInstance(
                stored.DecryptorType, services)!;

            Assert.DoesNotContain("secret", stored.EncryptedElement.ToString(), StringComparison.Ordinal);
            Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => opener.Decrypt(stored.EncryptedElement));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Its_own_look_at_the_index_is_no_job_that_another_instance_could_take()
    {
        var done = service.Get<JobStorage>().GetMonitoringApi().SucceededJobs(0, 1000);
        var opening = Assert.Single(done, job => job.Value.Job?.Method.Name == "OpenIndexAsync");

        Assert.Equal(InstanceQueue.Name, opening.Value.Job.Queue);
        Assert.StartsWith("instance-", InstanceQueue.Name, StringComparison.Ordinal);
    }

    private static IDataProtector Protector(Microsoft.AspNetCore.Builder.WebApplication app) =>
        Protector(app.Services.GetRequiredService<IDataProtectionProvider>());

    private static IDataProtector Protector(IDataProtectionProvider provider) => provider.CreateProtector("search-cursor.v1");
}
