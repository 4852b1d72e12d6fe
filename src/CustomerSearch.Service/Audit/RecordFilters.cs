using System.Globalization;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Service.Audit;

/// <summary>The filters of record lists as they stand in the query string; all are optional.</summary>
/// <param name="Operator">A user name, or <c>me</c>.</param>
/// <param name="Department">A department's name.</param>
/// <param name="Purpose">One of the purposes.</param>
/// <param name="From">First day (2026-11-24).</param>
/// <param name="To">Last day, included.</param>
/// <param name="Outcome">ok, rejected, denied or failed.</param>
/// <param name="Kind">A part of the search (keyword, name, tags, ranges, filters), or a kind of operation.</param>
/// <param name="RxNumber">A search number.</param>
/// <param name="MinCount">Only searches that found at least so many.</param>
/// <param name="CustomerNo">Only operations on this customer.</param>
/// <param name="Address">Only operations from this network address.</param>
/// <param name="PageSize">20 when absent; at most 200.</param>
/// <param name="Cursor">From the page before.</param>
internal sealed record RecordListRequest(
    string? Operator, string? Department, string? Purpose, string? From, string? To, string? Outcome, string? Kind,
    string? RxNumber, string? MinCount, string? CustomerNo, string? Address, string? PageSize, string? Cursor);

/// <summary>Reads the filters of a list, collecting every error.</summary>
internal static class RecordFilters
{
    private const int LongestText = 100;
    private static readonly string[] SearchKinds = ["keyword", "name", "tags", "ranges", "filters", "all"];

    public static (RecordFilter? Filter, Dictionary<string, string[]> Errors) Parse(
        RecordListRequest request, Operator caller, RecordSeries series)
    {
        Dictionary<string, string[]> errors = [];
        var filter = new RecordFilter
        {
            Operator = request.Operator == "me" ? caller.UserName : Text("operator", request.Operator),
            Department = Text("department", request.Department),
            Purpose = Text("purpose", request.Purpose),
            Address = Text("address", request.Address),
            From = Day("from", request.From),
            To = Day("to", request.To),
            Outcome = Read("outcome", request.Outcome, OutcomeOf, "Must be ok, rejected, denied or failed."),
            Kind = request.Kind is null || series == RecordSeries.Operation || SearchKinds.Contains(request.Kind)
                ? Text("kind", request.Kind) : Wrong("kind", $"Must be one of {string.Join(", ", SearchKinds)}."),
            Number = Read("rxNumber", request.RxNumber, NumberOf, "Not a search number."),
            MinCount = Number("minCount", request.MinCount, 0, long.MaxValue),
            CustomerNo = Read("customerNo", request.CustomerNo, CustomerOf, "Not a customer number.")?.ToString(),
            PageSize = (int)(Number("pageSize", request.PageSize, 1, RecordFilter.LargestPage) ?? RecordFilter.DefaultPageSize),
            Before = Number("cursor", request.Cursor, 1, long.MaxValue),
        };
        if (filter.From > filter.To)
            errors["from"] = ["The period is upside down."];

        return (errors.Count == 0 ? filter : null, errors);

        string? Wrong(string field, string message)
        {
            errors[field] = [message];
            return null;
        }

        string? Text(string field, string? text) => text is { Length: > LongestText } || text?.Any(char.IsControl) == true
            ? Wrong(field, $"Must have at most {LongestText} characters and no control characters.") : text;

        T? Read<T>(string field, string? text, Func<string, T?> read, string message)
            where T : struct
        {
            if (text is null)
                return null;

            var value = read(text);
            if (value is null)
                Wrong(field, message);
            return value;
        }

        DateOnly? Day(string field, string? text) => Read(field, text, DayOf, "Must be a day (2026-11-24).");

        long? Number(string field, string? text, long least, long most) => Read<long>(
            field, text,
            t => long.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most ? number : null,
            $"Must be a whole number from {least} to {most}.");
    }

    private static DateOnly? DayOf(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static Outcome? OutcomeOf(string text) => text switch
    {
        "ok" => Outcome.Ok,
        "rejected" => Outcome.Rejected,
        "denied" => Outcome.Denied,
        "failed" => Outcome.Failed,
        _ => null,
    };

    private static RecordNumber? NumberOf(string text) =>
        RecordNumber.TryParse(text, null, out var number) && number.Series == RecordSeries.Search ? number : null;

    private static CustomerNo? CustomerOf(string text) => CustomerNo.TryParse(text, null, out var number) ? number : null;
}
