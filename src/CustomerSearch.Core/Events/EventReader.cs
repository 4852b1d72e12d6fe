using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Events;

/// <summary>What became of a line: an event whose customer is still only named, or everything that is wrong with it.</summary>
internal abstract record ReadEvent(int Row)
{
    public sealed record Good(int Row, CustomerEvent Event) : ReadEvent(Row);

    public sealed record Bad(int Row, string? EventId, string? CustomerNo, IReadOnlyDictionary<string, string[]> Errors) : ReadEvent(Row);
}

/// <summary>Reads the lines of one batch.</summary>
internal sealed class EventReader(BusinessClock clock, AccountId account, long batchId, DateTimeOffset receivedAt)
{
    private const int LongestId = 100;
    private const int LongestSystem = 50;
    private const int LongestExternalId = 200;
    private const int LongestCategory = 50;
    private const int MostCategories = 20;

    /// <summary>Ten billion yuan: more than any order.</summary>
    private const long LargestAmount = 1_000_000_000_000;

    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly FrozenDictionary<string, EventType> Types = new Dictionary<string, EventType>
    {
        ["order"] = EventType.Order, ["order-cancelled"] = EventType.OrderCancelled, ["return"] = EventType.Return,
        ["login"] = EventType.Login, ["view"] = EventType.View, ["contact"] = EventType.Contact, ["consent"] = EventType.Consent,
    }.ToFrozenDictionary();

    public ReadEvent Read(int row, ReadOnlySpan<byte> json)
    {
        var (line, wrongAt) = EventLine.Read(json);
        if (line is null)
            return new ReadEvent.Bad(row, null, null, Error(wrongAt!, "Malformed, unknown, doubled, or of another type."));

        Dictionary<string, string[]> errors = [];
        var (type, at, reference) = (ReadType(line, errors), ReadAt(line, errors), ReadReference(line, errors));
        Require(
            IsText(line.EventId, LongestId), "eventId", $"1 to {LongestId} characters, no control characters, are required.", errors);
        if (type is { } known)
            CheckFields(line, known, errors);
        if (errors.Count > 0)
            return new ReadEvent.Bad(row, IsText(line.EventId, LongestId) ? line.EventId : null, NumberOf(line), errors);

        return new ReadEvent.Good(row, Make(row, line, type!.Value, at!.Value, reference!));
    }

    public static Dictionary<string, string[]> Error(string field, string message) => new() { [field] = [message] };

    private CustomerEvent Make(int row, EventLine line, EventType type, DateTimeOffset at, string reference)
    {
        var categories = line.Categories is { Count: > 0 } named ? string.Join(CustomerEvent.CategorySeparator, named.Distinct()) : null;
        return new CustomerEvent
        {
            AccountId = account,
            EventId = line.EventId!,
            ContentHash = HashOf(
                reference, line.Type!, at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture), line.OrderId,
                line.AmountFen?.ToString(CultureInfo.InvariantCulture), categories, line.Channel, line.State),
            Reference = reference,
            Type = type,
            At = at,
            Day = clock.DayOf(at),
            OrderId = line.OrderId,
            AmountFen = line.AmountFen,
            Categories = categories,
            Channel = line.Channel,
            State = line.State is { } state ? Enum.Parse<ConsentState>(state, ignoreCase: true) : null,
            BatchId = batchId,
            Row = row,
        };
    }

    /// <summary>Over the parts with their lengths, so that no two contents read alike.</summary>
    private static byte[] HashOf(params ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(part?.Length ?? -1).Append(':').Append(part);

        return SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()))[..16];
    }

    private static EventType? ReadType(EventLine line, Dictionary<string, string[]> errors)
    {
        if (line.Type is not null && Types.TryGetValue(line.Type, out var type))
            return type;

        errors["type"] = [$"Must be one of {string.Join(", ", Types.Keys.Order(StringComparer.Ordinal))}."];
        return null;
    }

    private DateTimeOffset? ReadAt(EventLine line, Dictionary<string, string[]> errors)
    {
        var text = line.At;
        var hasOffset = text is { Length: >= 20 and <= 40 } && (text[^1] is 'Z' or 'z' || text[^6] is '+' or '-');
        if (!hasOffset || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
        {
            errors["at"] = ["An instant with an offset is required: 2026-11-24T10:00:00+08:00."];
            return null;
        }

        if (at > receivedAt + Ahead)
            errors["at"] = ["Lies more than five minutes in the future."];
        if (at < Earliest)
            errors["at"] = ["Lies before the year 2000."];
        return DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
    }

    private static string? NumberOf(EventLine line) =>
        CustomerNo.TryParse(line.CustomerNo, null, out var number) ? number.ToString() : null;

    private static string? ReadReference(EventLine line, Dictionary<string, string[]> errors)
    {
        if (line.CustomerNo is null == line.External is null)
        {
            errors["customerNo"] = ["Either customerNo or external is required."];
            return null;
        }

        if (line.External is { } external)
        {
            Require(
                IsText(external.System, LongestSystem) && !external.System!.Contains('/', StringComparison.Ordinal)
                    && IsText(external.Id, LongestExternalId),
                "external",
                $"A system (at most {LongestSystem} characters, no slash) and an id (at most {LongestExternalId}) are required.",
                errors);
            return $"{external.System}/{external.Id}";
        }

        if (NumberOf(line) is { } number)
            return number;

        errors["customerNo"] = ["Not a customer number."];
        return null;
    }

    private static void CheckFields(EventLine line, EventType type, Dictionary<string, string[]> errors)
    {
        var isOrder = type is EventType.Order or EventType.OrderCancelled or EventType.Return;
        Require(isOrder ? IsText(line.OrderId, LongestId) : line.OrderId is null,
            "orderId", isOrder ? $"1 to {LongestId} characters are required." : "Not a field of this type.", errors);
        Require(
            type switch
            {
                EventType.Order => line.AmountFen is >= 0 and <= LargestAmount,
                EventType.Return => line.AmountFen is null or (>= 0 and <= LargestAmount),
                _ => line.AmountFen is null,
            },
            "amountFen", $"Fen from 0 to {LargestAmount}: required for an order, possible for a return.", errors);
        Require(
            type switch
            {
                EventType.Order => line.Categories is null || AreCategories(line.Categories),
                EventType.View => line.Categories is { Count: > 0 } && AreCategories(line.Categories),
                _ => line.Categories is not { Count: > 0 },
            },
            "categories", $"At most {MostCategories} of at most {LongestCategory} characters: required for a view, possible for an order.",
            errors);
        Require(
            type switch
            {
                EventType.Consent => line.Channel is not null && Vocabulary.Channels.Contains(line.Channel),
                EventType.Contact => line.Channel is null || Vocabulary.Channels.Contains(line.Channel),
                _ => line.Channel is null,
            },
            "channel", $"One of {string.Join(", ", Vocabulary.Channels)}: required for consent, possible for a contact.", errors);
        Require(
            type == EventType.Consent ? line.State is "given" or "withdrawn" or "unknown" : line.State is null,
            "state", "given, withdrawn or unknown: required for consent alone.", errors);
    }

    private static bool AreCategories(IReadOnlyList<string?> categories) =>
        categories.Count <= MostCategories && categories.All(c => IsText(c, LongestCategory) && c!.Trim() == c);

    private static bool IsText(string? text, int longest) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= longest && !text.Any(char.IsControl)
        && text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar);

    private static void Require(bool holds, string field, string message, Dictionary<string, string[]> errors)
    {
        if (!holds)
            errors.TryAdd(field, [message]);
    }
}
