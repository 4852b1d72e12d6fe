using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CustomerSearch.Core.Indexing;

namespace CustomerSearch.Elasticsearch;

/// <summary>The literal settings and mappings of a generation, as they stand in <c>index-mappings/customers.json</c>.</summary>
internal static class IndexDefinition
{
    /// <summary>The key of <c>_meta</c> under which a generation holds <see cref="Hash"/>.</summary>
    public const string HashKey = "schema";

    private static readonly byte[] Literal = Read();

    /// <summary>Tells apart indexes whose documents would look different.</summary>
    public static string Hash { get; } = MakeHash();

    /// <summary>The definition as it is sent: with its hash, and as many shards and copies as are set.</summary>
    public static JsonObject Body(int shards, int replicas)
    {
        var body = JsonNode.Parse(Literal)!.AsObject();
        body["settings"]!["number_of_shards"] = shards;
        body["settings"]!["number_of_replicas"] = replicas;
        body["mappings"]!["_meta"] = new JsonObject { [HashKey] = Hash };
        return body;
    }

    private static byte[] Read()
    {
        using var stream = typeof(IndexDefinition).Assembly.GetManifestResourceStream("customers.json")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string MakeHash()
    {
        var version = System.Text.Encoding.ASCII.GetBytes(DocumentBuilder.Version.ToString(CultureInfo.InvariantCulture));
        return Convert.ToHexStringLower(SHA256.HashData([.. Literal, .. version]).AsSpan(0, 16));
    }
}
