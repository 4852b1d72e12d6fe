using System.ComponentModel.DataAnnotations;

namespace CustomerSearch.Elasticsearch;

/// <summary>Settings of the section <c>Search:Elasticsearch</c>.</summary>
public sealed class ElasticsearchOptions
{
    /// <summary>Addresses of the nodes, taken in turn.</summary>
    public IList<Uri> Nodes { get; } = [];

    /// <summary>The key to sign in with: <c>id:api_key</c> in Base64, as Elasticsearch gives it.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The account to sign in with where there is no key.</summary>
    public string? UserName { get; set; }

    /// <summary>The password of <see cref="UserName"/>.</summary>
    public string? Password { get; set; }

    /// <summary>
    /// SHA-256 of the server's certificate or of the one that signed it, in hexadecimal: for a certificate that the machine
    /// does not trust by itself.
    /// </summary>
    public string? CertificateFingerprint { get; set; }

    /// <summary>The alias that is searched, and how the names of indexes begin.</summary>
    [Required, RegularExpression("^[a-z][a-z0-9-]{0,99}$")]
    public string Index { get; set; } = "customers";

    /// <summary>How many shards a new generation has.</summary>
    [Range(1, 64)]
    public int Shards { get; set; } = 1;

    /// <summary>How many copies of each shard a new generation has beside the first.</summary>
    [Range(0, 8)]
    public int Replicas { get; set; }

    /// <summary>After this many milliseconds a request that writes counts as failed, and is sent again later.</summary>
    [Range(1_000, 600_000)]
    public int WriteTimeoutMs { get; set; } = 30_000;
}
