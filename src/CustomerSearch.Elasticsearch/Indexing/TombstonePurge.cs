using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Elasticsearch.Rest;

namespace CustomerSearch.Elasticsearch.Indexing;

/// <summary>
/// Removes tombstones for good. Each is removed only under the version it was found with: one that a customer has taken
/// the place of meanwhile stays.
/// </summary>
internal sealed class TombstonePurge(
    Sender sender, GenerationReader reader, GenerationNames names, TimeSpan timeout, TimeProvider clock)
{
    private const int Chunk = 500;

    /// <returns>How many there were.</returns>
    /// <exception cref="EngineUnavailableException">Some could not be removed just now.</exception>
    public async Task<long> RunAsync(int generation, long below, CancellationToken ct)
    {
        var removed = 0L;
        var tombstones = await reader.ReadTombstonesAsync(generation, below, ct).ToListAsync(ct);
        foreach (var chunk in tombstones.Chunk(Chunk))
        {
            var path = $"{names.WriteAliasOf(generation)}/_bulk?require_alias=true&filter_path=items.delete.status";
            using var answer = await sender.SendAsync(RestRequest.Bulk(path, Lines(chunk)), new Deadline(clock, timeout), ct);
            foreach (var item in answer.Json.GetProperty("items").EnumerateArray())
                removed += Removed(item.GetProperty("delete").GetProperty("status").GetInt32());
        }

        return removed;
    }

    private static int Removed(int status) => status switch
    {
        200 => 1,
        404 or 409 => 0,
        _ => throw new EngineUnavailableException($"Elasticsearch did not remove a tombstone: {status}."),
    };

    private static ReadOnlyMemory<byte> Lines(IndexedCustomer[] tombstones)
    {
        var lines = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(lines);
        foreach (var tombstone in tombstones)
        {
            json.WriteStartObject();
            json.WriteStartObject("delete");
            json.WriteString("_id", tombstone.Id.Value.ToString(CultureInfo.InvariantCulture));
            json.WriteNumber("version", tombstone.Version);
            json.WriteString("version_type", "external_gte");
            json.WriteEndObject();
            json.WriteEndObject();
            json.Flush();
            lines.Write("\n"u8);
            json.Reset();
        }

        return lines.WrittenMemory;
    }
}
