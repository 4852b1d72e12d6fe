using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Search;

/// <summary>
/// Says whether a search is a step of the number it names: one look-up, one number. It is one of the same operator,
/// purpose and channel, of this business day, and soon enough; anything else draws a number of its own.
/// </summary>
public sealed class SearchSteps(IDatabase database, BusinessClock clock)
{
    /// <summary>How soon a text is typed further.</summary>
    private static readonly TimeSpan Typing = TimeSpan.FromSeconds(60);

    /// <summary>How soon a page follows, a search is shown again, a draft is counted again.</summary>
    public static TimeSpan Working { get; } = TimeSpan.FromMinutes(30);

    /// <returns>The number it is a step of; null where it draws its own.</returns>
    internal async Task<RecordNumber?> FindAsync(SearchQuery query, string? criteria, Operator caller, CancellationToken ct)
    {
        if (query.Continuation is not { Number: var number } continuation || number.Day != clock.Today)
            return null;

        await using var db = database.Open();
        var last = await ReadRecords.Steps(db, number).Where(r => r.OperatorId == caller.Id)
            .OrderByDescending(r => r.Step)
            .Select(r => new { r.Purpose, r.Channel, r.At, r.Criteria }).FirstOrDefaultAsync(ct);
        if (last is null || last.Purpose != query.Purpose.Name || last.Channel != query.Channel)
            return null;

        var since = clock.Now - last.At;
        var goesOn = continuation switch
        {
            Continuation.NextPage or Continuation.Again => since <= Working,
            Continuation.Changed => (query.PageSize == 0 && since <= Working)
                || (since <= Typing && IsTypedFurther(last.Criteria, criteria)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return goesOn ? number : null;
    }

    /// <summary>
    /// Whether two searches differ in one text alone, of which one begins with the other. What the record masked of it is
    /// left out of the comparison.
    /// </summary>
    private static bool IsTypedFurther(string? before, string? after)
    {
        if (before is null || after is null)
            return false;

        var (old, young) = (JsonNode.Parse(before)!.AsObject(), JsonNode.Parse(after)!.AsObject());
        var (oldText, youngText) = (TakeText(old), TakeText(young));
        return oldText is { Length: > 0 } && youngText is { Length: > 0 } && JsonNode.DeepEquals(old, young)
            && (youngText.StartsWith(oldText, StringComparison.Ordinal) || oldText.StartsWith(youngText, StringComparison.Ordinal));
    }

    private static string? TakeText(JsonObject criteria)
    {
        const string masked = "*";
        string? text = null;
        if (criteria["keyword"] is { } keyword)
        {
            text = keyword.GetValueKind() == JsonValueKind.String ? keyword.GetValue<string>() : keyword["masked"]?.GetValue<string>();
            criteria.Remove("keyword");
        }
        else if (criteria["name"] is JsonObject name)
        {
            text = name["text"]?.GetValue<string>();
            name.Remove("text");
        }

        return text?.Split(masked)[0];
    }
}
