using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;

namespace CustomerSearch.Core.Search;

/// <summary>Where a search goes on: what the next page needs to know of the one before. Whoever hands it out seals it.</summary>
public sealed record SearchCursor
{
    /// <summary>How many rows a search pages to; who needs more makes an audience.</summary>
    public const int MostRows = 1000;

    /// <summary>How long a cursor can be used.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(12);

    /// <summary>The number of the first page.</summary>
    public required RecordNumber Number { get; init; }

    /// <summary>Whose it is.</summary>
    public required AccountId Operator { get; init; }

    /// <summary>The hash of the search it belongs to, see <see cref="HashOf"/>.</summary>
    public required string Search { get; init; }

    /// <summary>The day from which relative days count on all pages.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>How many rows of the engine the pages so far have taken.</summary>
    public required int Rows { get; init; }

    /// <summary>The keys of the engine's last hit, shown or not.</summary>
    public required IReadOnlyList<long> Keys { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Tells searches apart by what finds and orders: purpose, channel, criteria, sort.</summary>
    public static string HashOf(SearchRequest request) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        request.Purpose,
        request.Channel,
        request.Keyword,
        request.Name,
        request.Tags,
        request.Ranges,
        Filters = request.Filters?.OrderBy(filter => filter.Key, StringComparer.Ordinal),
        Sort = request.Sort is { Count: > 0 } sort ? sort : [SearchSort.ByRelevance],
    })).AsSpan(0, 16));

    public string ToText() => JsonSerializer.Serialize(new Wire(
        Number.ToString(), Operator.Value, Search, Day.DayNumber, Rows, Keys, MadeAt.ToUnixTimeSeconds()));

    /// <summary>Reads what <see cref="ToText"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SearchCursor? cursor)
    {
        cursor = Read(text) is { Number: var rx } wire && RecordNumber.TryParse(rx, null, out var number)
            ? new SearchCursor
            {
                Number = number,
                Operator = new(wire.Operator),
                Search = wire.Search,
                Day = DateOnly.FromDayNumber(wire.Day),
                Rows = wire.Rows,
                Keys = wire.Keys,
                MadeAt = DateTimeOffset.FromUnixTimeSeconds(wire.MadeAt),
            }
            : null;
        return cursor is not null;
    }

    private static Wire? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Wire>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Wire(string Number, long Operator, string Search, int Day, int Rows, IReadOnlyList<long> Keys, long MadeAt);
}
