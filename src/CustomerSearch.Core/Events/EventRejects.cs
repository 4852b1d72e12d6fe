using System.Text.Json;
using CustomerSearch.Core.Audit;

namespace CustomerSearch.Core.Events;

/// <summary>Makes the rows that say why a line was not taken.</summary>
internal static class EventRejects
{
    public static EventReject Of(long batchId, ReadEvent.Bad bad) => new()
    {
        BatchId = batchId, Row = bad.Row, EventId = bad.EventId, CustomerNo = bad.CustomerNo,
        Errors = JsonSerializer.Serialize(bad.Errors, RecordDrafts.Json),
    };

    /// <summary>The customer number, where a reference is one.</summary>
    public static string? NumberOf(string? reference) =>
        reference is null || reference.Contains('/', StringComparison.Ordinal) ? null : reference;
}
