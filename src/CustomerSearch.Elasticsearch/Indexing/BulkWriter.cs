using System.Buffers;
using System.Text.Json;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Elasticsearch.Rest;

namespace CustomerSearch.Elasticsearch.Indexing;

/// <summary>
/// Writes entries in requests of a size that the engine can take: halved when it says that they are too large or too
/// many, a tenth more after each that went well. One writer at a time.
/// </summary>
internal sealed class BulkWriter(Sender sender, GenerationNames names, TimeSpan timeout, TimeProvider clock)
{
    private const int MostDocuments = 500;
    private const int MostBytes = 5 * 1024 * 1024;
    private const string RequestTooLarge = "request_too_large";

    /// <summary>How many documents the next request may have.</summary>
    public int Most { get; private set; } = MostDocuments;

    /// <returns>The entries that the engine will never take.</returns>
    /// <exception cref="EngineUnavailableException">Nothing may be taken as written.</exception>
    /// <exception cref="GenerationBrokenException">It is gone, or has another mapping.</exception>
    public async Task<IReadOnlyList<RefusedEntry>> WriteAsync(
        int generation, long version, IReadOnlyList<IndexEntry> entries, CancellationToken ct)
    {
        var refused = new List<RefusedEntry>();
        var lines = new List<Line>(entries.Count);
        foreach (var entry in entries)
        {
            if (DocumentLines.Of(entry, version, out var error) is { } bytes)
                lines.Add(new Line(entry.Id, bytes));
            else
                refused.Add(new RefusedEntry(entry.Id, error!));
        }

        for (var at = 0; at < lines.Count;)
        {
            var count = NextChunk(lines, at);
            await SendAsync(generation, lines.GetRange(at, count), refused, ct);
            at += count;
            Most = Math.Min(MostDocuments, Most + Math.Max(1, Most / 10));
        }

        return refused;
    }

    private int NextChunk(List<Line> lines, int at)
    {
        var count = 0;
        for (long bytes = 0; at + count < lines.Count && count < Most; count++)
        {
            bytes += lines[at + count].Bytes.Length;
            if (bytes > MostBytes && count > 0)
                break;
        }

        return count;
    }

    private async Task SendAsync(int generation, List<Line> chunk, List<RefusedEntry> refused, CancellationToken ct)
    {
        try
        {
            var body = new ArrayBufferWriter<byte>(chunk.Sum(line => line.Bytes.Length));
            foreach (var line in chunk)
                body.Write(line.Bytes.Span);
            var path = $"{names.WriteAliasOf(generation)}/_bulk?require_alias=true&timeout={(long)timeout.TotalMilliseconds}ms"
                + "&filter_path=items.index.status,items.index.error.type";
            using var answer = await sender.SendAsync(RestRequest.Bulk(path, body.WrittenMemory), new Deadline(clock, timeout), ct);
            Read(answer.Json, generation, chunk, refused);
        }
        catch (RequestRefusedException e)
        {
            await HandleAsync(e, generation, chunk, refused, ct);
        }
    }

    private async Task HandleAsync(
        RequestRefusedException refusal, int generation, List<Line> chunk, List<RefusedEntry> refused, CancellationToken ct)
    {
        switch (BulkOutcomes.OfRequest(refusal.Status, refusal.Type))
        {
            case BulkOutcome.TooLarge or BulkOutcome.BadDocument when chunk is [var only]:
                refused.Add(new RefusedEntry(only.Id, refusal.Status == 413 ? RequestTooLarge : refusal.Type));
                break;
            case BulkOutcome.TooLarge:
                Shrink(chunk.Count);
                await HalvesAsync(generation, chunk, refused, ct);
                break;
            case BulkOutcome.BadDocument:
                await HalvesAsync(generation, chunk, refused, ct);
                break;
            case var outcome:
                throw Failure(generation, outcome, refusal.Status, refusal.Type, chunk.Count);
        }
    }

    private async Task HalvesAsync(int generation, List<Line> chunk, List<RefusedEntry> refused, CancellationToken ct)
    {
        var half = chunk.Count / 2;
        await SendAsync(generation, chunk[..half], refused, ct);
        await SendAsync(generation, chunk[half..], refused, ct);
    }

    /// <summary>Items come in the order in which they were sent.</summary>
    private void Read(JsonElement answer, int generation, List<Line> chunk, List<RefusedEntry> refused)
    {
        var items = answer.TryGetProperty("items", out var there) ? there.GetArrayLength() : 0;
        if (items != chunk.Count)
            throw new EngineUnavailableException($"Elasticsearch answered {items} of {chunk.Count} writes.");

        Exception? failure = null;
        foreach (var (line, item) in chunk.Zip(there.EnumerateArray()))
        {
            var result = item.GetProperty("index");
            var status = result.GetProperty("status").GetInt32();
            var type = result.TryGetProperty("error", out var error) ? error.GetProperty("type").GetString()! : "none";
            switch (BulkOutcomes.OfItem(status, type))
            {
                case BulkOutcome.Done:
                    break;
                case BulkOutcome.BadDocument:
                    refused.Add(new RefusedEntry(line.Id, type));
                    break;
                case var outcome:
                    failure ??= Failure(generation, outcome, status, type, chunk.Count);
                    break;
            }
        }

        if (failure is not null)
            throw failure;
    }

    private Exception Failure(int generation, BulkOutcome outcome, int status, string type, int documents)
    {
        if (outcome == BulkOutcome.Structural)
            return new GenerationBrokenException(generation, $"not what it was made as: {status} {type}");
        if (status == 429 && outcome == BulkOutcome.Transient)
            Shrink(documents);
        return new EngineUnavailableException($"Elasticsearch does not write: {status} {type}.", trouble: outcome switch
        {
            BulkOutcome.Blocked => EngineTrouble.Blocked,
            BulkOutcome.Configuration => EngineTrouble.Configuration,
            _ => EngineTrouble.Passing,
        });
    }

    private void Shrink(int documents) => Most = Math.Max(1, documents / 2);

    private sealed record Line(CustomerId Id, ReadOnlyMemory<byte> Bytes);
}
