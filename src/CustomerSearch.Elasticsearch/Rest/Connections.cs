using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CustomerSearch.Elasticsearch.Rest;

/// <summary>Makes the client that all requests go through: connections, certificates, who signs in.</summary>
internal static class Connections
{
    private const int MostPerServer = 80;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(2);

    public static HttpClient Open(ElasticsearchOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = MostPerServer,
            PooledConnectionLifetime = Lifetime,
            ConnectTimeout = ConnectTime,
            AutomaticDecompression = DecompressionMethods.All,
        };
        if (options.CertificateFingerprint is { Length: > 0 } fingerprint)
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                Fits(Plain(fingerprint), certificate, chain);

        var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = SignIn(options);
        return http;
    }

    private static AuthenticationHeaderValue? SignIn(ElasticsearchOptions options) => options switch
    {
        { ApiKey: { Length: > 0 } key } => new("ApiKey", key),
        { UserName: { Length: > 0 } user } =>
            new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{options.Password}"))),
        _ => null,
    };

    /// <summary>Where a certificate is named, it or one above it must be the one: nothing else is vouched for.</summary>
    private static bool Fits(string fingerprint, X509Certificate? certificate, X509Chain? chain) =>
        (certificate is not null && Fingerprint(certificate) == fingerprint)
        || (chain is not null && chain.ChainElements.Any(element => Fingerprint(element.Certificate) == fingerprint));

    private static string Fingerprint(X509Certificate certificate) => certificate.GetCertHashString(HashAlgorithmName.SHA256);

    private static string Plain(string fingerprint) =>
        fingerprint.Replace(":", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}
