using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Elasticsearch;

namespace CustomerSearch.Contracts.Elasticsearch;

/// <summary>Who signs in, and whom the program trusts: a real server behind a door that asks for both.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private const string Key = "aWQ6a2V5";

    private readonly string index = ElasticsearchServer.NewIndex();
    private X509Certificate2 certificate = null!;
    private FaultProxy door = null!;

    private string Fingerprint => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public async ValueTask InitializeAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=elasticsearch", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        door = await FaultProxy.StartAsync(await ElasticsearchServer.AddressAsync(), certificate);
        var basic = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("elastic:密码"));
        door.Now = (asked, pass) => asked.Authorization == "ApiKey " + Key || asked.Authorization == basic
            ? pass(asked.Body) : FaultProxy.Says(401, "security_exception")(asked, pass);
    }

    public async ValueTask DisposeAsync()
    {
        if (door is null)
            return;
        await door.DisposeAsync();
        await ElasticsearchServer.RemoveAsync(index);
        certificate.Dispose();
    }

    [Fact]
    public async Task With_the_key_and_the_fingerprint_in_any_spelling_it_works()
    {
        foreach (var spelling in (string[])[Fingerprint, Fingerprint.ToLowerInvariant(), string.Join(':', Fingerprint.Chunk(2).Select(pair => new string(pair)))])
            Assert.IsType<IndexOpening.Unusable>(await OpenAsync(options => (options.ApiKey, options.CertificateFingerprint) = (Key, spelling)));
    }

    [Fact]
    public async Task With_name_and_password_it_works()
    {
        Assert.IsType<IndexOpening.Unusable>(await OpenAsync(options =>
            (options.UserName, options.Password, options.CertificateFingerprint) = ("elastic", "密码", Fingerprint)));
    }

    [Fact]
    public async Task A_wrong_password_or_key_is_a_matter_of_configuration_and_is_not_repeated()
    {
        foreach (var wrong in (Action<ElasticsearchOptions>[])
            [options => (options.UserName, options.Password) = ("elastic", "falsch"), options => options.ApiKey = "eA==", _ => { }])
        {
            var refusal = await Assert.ThrowsAsync<EngineUnavailableException>(() => OpenAsync(options =>
            {
                options.CertificateFingerprint = Fingerprint;
                wrong(options);
            }));
            Assert.Equal(EngineTrouble.Configuration, refusal.Trouble);
            Assert.DoesNotContain("falsch", refusal.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_certificate_that_is_not_the_one_that_was_named_or_that_nobody_vouches_for_is_never_trusted()
    {
        var before = door.Requests;
        foreach (var fingerprint in (string?[])[null, new string('0', 64)])
            await Assert.ThrowsAsync<EngineUnavailableException>(() =>
                OpenAsync(options => (options.ApiKey, options.CertificateFingerprint) = (Key, fingerprint)));

        Assert.Equal(before, door.Requests);
    }

    private async Task<IndexOpening> OpenAsync(Action<ElasticsearchOptions> set)
    {
        var options = new ElasticsearchOptions { Nodes = { door.Address }, Index = index };
        set(options);
        using var opened = ElasticsearchUnderTest.Open(options);
        return await opened.OpenAsync(new Progress<(long, long)>(), TestContext.Current.CancellationToken);
    }
}
