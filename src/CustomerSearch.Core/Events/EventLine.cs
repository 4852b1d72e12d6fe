using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerSearch.Core.Audit;

namespace CustomerSearch.Core.Events;

/// <summary>One line of a batch on the wire.</summary>
internal sealed record EventLine
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web)
    {
        PropertyNameCaseInsensitive = false,
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        MaxDepth = 8,
    };

    public string? EventId { get; init; }

    public string? CustomerNo { get; init; }

    public ExternalReference? External { get; init; }

    public string? Type { get; init; }

    public string? At { get; init; }

    public string? OrderId { get; init; }

    public long? AmountFen { get; init; }

    public IReadOnlyList<string?>? Categories { get; init; }

    public string? Channel { get; init; }

    public string? State { get; init; }

    /// <returns>The line, or where it is no line of the contract.</returns>
    public static (EventLine? Line, string? WrongAt) Read(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<EventLine>(json, Wire) is { } line ? (line, null) : (null, "");
        }
        catch (JsonException exception)
        {
            var path = exception.Path is { Length: > 2 } found ? found[2..] : "";
            return (null, RecordText.Mask(new string([.. path.Where(c => !char.IsControl(c)).Take(100)])));
        }
    }

    internal sealed record ExternalReference(string? System, string? Id);
}
