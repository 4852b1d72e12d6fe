using System.Globalization;
using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Indexing;

namespace CustomerSearch.Core.Search;

/// <summary>Reads one range of a request: its field, its ends, and what they stand for today.</summary>
internal static class RangeParser
{
    /// <summary>No amount in fen, and no count, goes beyond.</summary>
    private const long Limit = 1_000_000_000_000_000;

    public static Criterion.Range? Parse(RangeRequest? request, string path, ParseContext context, ParseErrors errors)
    {
        if (request is null)
        {
            errors.Add(path, "A range is required.");
            return null;
        }

        if (request.Field is not { } name || SearchFields.FindRange(name) is not { } field)
        {
            errors.Add($"{path}.field", "Not a field that has ranges.");
            return null;
        }

        if (!FieldMatrix.MaySearch(context.Role, field.Class))
        {
            errors.Deny($"{path}.field", $"Your role sees {name} masked and may not search by it.");
            return null;
        }

        var from = ReadEnd(request.From, request.FromInclusive, $"{path}.from", field, context, errors);
        var to = ReadEnd(request.To, request.ToInclusive, $"{path}.to", field, context, errors);
        if (from.Failed || to.Failed)
            return null;

        if (from.End is null && to.End is null)
        {
            errors.Add(path, "At least one end is needed.");
            return null;
        }

        var least = from.End is { } low ? low.Inclusive ? low.Value : low.Value + 1 : (long?)null;
        var most = to.End is { } high ? high.Inclusive ? high.Value : high.Value - 1 : (long?)null;
        var wraps = field.Type == FieldType.Birthday && from.End?.Value > to.End?.Value;
        if (least > most && !wraps)
        {
            errors.Add(path, from.End!.Value > to.End!.Value
                ? "The range is upside down: its lower end lies above its upper one."
                : "The range is empty: an end that is left out leaves nothing.");
            return null;
        }

        return new Criterion.Range(field, from.End, to.End, least, most);
    }

    private static (RangeEnd? End, bool Failed) ReadEnd(
        JsonElement? written, bool? inclusive, string path, SearchField field, ParseContext context, ParseErrors errors)
    {
        if (written is null or { ValueKind: JsonValueKind.Null })
            return (null, false);

        var (text, value, isRelative) = field.Type switch
        {
            FieldType.Number => ReadNumber(written.Value),
            FieldType.Day => ReadDay(written.Value, context.Today),
            FieldType.Birthday => ReadBirthday(written.Value),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (value is not null)
            return (new RangeEnd(text, inclusive ?? true, value.Value, isRelative), false);

        errors.Add(path, field.Type switch
        {
            FieldType.Number => $"Must be a whole number of at most {Limit}; money is in fen, rates in basis points.",
            FieldType.Day => "Must be a day (2026-11-24) from 1900 to 2100, or relative: today, startOfMonth, -30d, -6M, -1y.",
            _ => "Must be month and day (02-29).",
        });
        return (null, true);
    }

    private static (string, long?, bool) ReadNumber(JsonElement written) =>
        written.ValueKind == JsonValueKind.Number && written.TryGetInt64(out var number) && Math.Abs(number) <= Limit
            ? (number.ToString(CultureInfo.InvariantCulture), number, false)
            : ("", null, false);

    private static (string, long?, bool) ReadDay(JsonElement written, DateOnly today) =>
        TextOf(written) is { } text && RelativeDay.Read(text, today) is var (day, isRelative)
            ? (text, day.DayNumber, isRelative)
            : ("", null, false);

    /// <summary>Any leap year will do to read the 29th of February, which counts as the 28th.</summary>
    private static (string, long?, bool) ReadBirthday(JsonElement written) =>
        TextOf(written) is { } text
        && DateOnly.TryParseExact("2000-" + text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (text, DocumentBuilder.Birthday(day), false)
            : ("", null, false);

    private static string? TextOf(JsonElement written) => written.ValueKind == JsonValueKind.String ? written.GetString() : null;
}
