using System.Globalization;
using System.Text.Json.Nodes;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Search;

/// <summary>
/// Criteria as the record keeps them: canonical JSON, one Chinese line, resolved days. A phone, e-mail, ID or card
/// number
/// stands there masked beside its token, whatever else the text may be.
/// </summary>
public sealed class CriteriaText(BlindIndex blinds)
{
    /// <summary>
    /// The criteria as JSON in the shape of a request, with keys in fixed order; null where there are none.
    /// </summary>
    /// <param name="sort">The order asked for, where it is not the default.</param>
    public string? ToJson(IReadOnlyList<Criterion> criteria, IReadOnlyList<string>? sort = null)
    {
        var json = new JsonObject();
        foreach (var criterion in criteria)
            Add(json, criterion);
        if (sort is { Count: > 0 })
            json["sort"] = new JsonArray([.. sort.Select(word => (JsonNode?)word)]);

        return json.Count == 0 ? null : json.ToJsonString(RecordDrafts.Json);
    }

    /// <summary><c>行业=制造业 且 价值层级=高价值</c></summary>
    public string? ToLine(IReadOnlyList<Criterion> criteria) =>
        criteria.Count == 0 ? null : string.Join(" 且 ", criteria.SelectMany(Phrases));

    /// <summary>A phrase for each condition, as <see cref="EngineQueries"/> takes them apart.</summary>
    internal IEnumerable<string> Phrases(IReadOnlyList<Criterion> criteria) => criteria.SelectMany(Phrases);

    /// <summary>What relative days stood for when the search ran, as JSON; null where none is relative.</summary>
    public static string? ResolvedDates(IReadOnlyList<Criterion> criteria)
    {
        var resolved = new JsonObject();
        foreach (var range in criteria.OfType<Criterion.Range>())
        {
            foreach (var end in (RangeEnd?[])[range.From, range.To])
            {
                if (end is { IsRelative: true })
                    resolved[end.Written] = DateOnly.FromDayNumber((int)end.Value).ToString("O", CultureInfo.InvariantCulture);
            }
        }

        return resolved.Count == 0 ? null : resolved.ToJsonString(RecordDrafts.Json);
    }

    /// <summary>The parts of a search, joined: <c>keyword+tags</c>; <c>all</c> where there is none.</summary>
    public static string KindOf(IReadOnlyList<Criterion> criteria) => criteria.Count == 0 ? "all" : string.Join('+', criteria
        .Select(criterion => criterion switch
        {
            Criterion.Keyword => "keyword",
            Criterion.Name => "name",
            Criterion.Tags => "tags",
            Criterion.Range => "ranges",
            Criterion.Filter => "filters",
            _ => throw new System.Diagnostics.UnreachableException(),
        }).Distinct());

    private void Add(JsonObject json, Criterion criterion)
    {
        switch (criterion)
        {
            case Criterion.Keyword(var query):
                json["keyword"] = KeywordNode(query);
                break;
            case Criterion.Name(var query):
                json["name"] = new JsonObject
                {
                    ["text"] = RecordText.Mask(query.Text.Raw),
                    ["mode"] = query.Mode.ToString().ToLowerInvariant(),
                };
                break;
            case Criterion.Tags tags:
                json["tags"] = new JsonObject
                {
                    ["all"] = Array(tags.All),
                    ["any"] = new JsonArray([.. tags.Any.Select(Array)]),
                    ["none"] = Array(tags.None),
                };
                break;
            case Criterion.Range range:
                ((JsonArray)(json["ranges"] ??= new JsonArray())).Add(RangeNode(range));
                break;
            case Criterion.Filter filter:
                (json["filters"] ??= new JsonObject())[filter.Field.Name] =
                    new JsonArray([.. filter.Values.Select(value => (JsonNode?)RecordText.Mask(value))]);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private JsonNode? KeywordNode(KeywordQuery query)
    {
        var secrets = query.FullValues.Where(value => value is not (FullValue.Number or FullValue.Licence or FullValue.External)).ToList();
        if (secrets.Count == 0)
            return RecordText.Mask(query.Text);

        return new JsonObject
        {
            ["masked"] = MaskOf(secrets[0]),
            ["tokens"] = new JsonArray([.. secrets.Select(value => (JsonNode?)FullValueTokens.Of(value, blinds))]),
        };
    }

    private static string MaskOf(FullValue value) => value switch
    {
        FullValue.ContactValue { IsEmail: true } email => Masks.Contact(Customers.ContactType.Email, email.Value),
        FullValue.ContactValue phone => Masks.Contact(Customers.ContactType.Mobile, phone.Value),
        FullValue.IdCard card => Masks.Tail(card.Value),
        FullValue.BankCard card => Masks.Tail(card.Value),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static JsonObject RangeNode(Criterion.Range range)
    {
        var node = new JsonObject { ["field"] = range.Field.Name };
        if (range.From is { } from)
            (node["from"], node["fromInclusive"]) = (Written(range.Field, from), from.Inclusive);
        if (range.To is { } to)
            (node["to"], node["toInclusive"]) = (Written(range.Field, to), to.Inclusive);
        return node;
    }

    private static JsonNode Written(SearchField field, RangeEnd end) =>
        field.Type == FieldType.Number ? end.Value : end.Written;

    private IEnumerable<string> Phrases(Criterion criterion) => criterion switch
    {
        Criterion.Keyword(var query) => [$"关键字={KeywordLine(query)}"],
        Criterion.Name(var query) => [$"姓名{(query.Mode == Names.NameMode.Fuzzy ? "≈" : "=")}{RecordText.Mask(query.Text.Raw)}"],
        Criterion.Tags tags => [.. tags.All.Select(Equality), .. tags.Any.Select(Group), .. tags.None.Select(tag => "非 " + Equality(tag))],
        Criterion.Range range => [RangeLine(range)],
        Criterion.Filter filter => [$"{FieldLabels.Of(filter.Field.Name)}={string.Join('、', filter.Values.Select(Shown))}"],
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private string? KeywordLine(KeywordQuery query) =>
        KeywordNode(query) is JsonObject secret ? secret["masked"]!.GetValue<string>() : RecordText.Mask(query.Text);

    private static string RangeLine(Criterion.Range range)
    {
        var label = FieldLabels.Of(range.Field.Name);
        var from = range.From is { } low ? $"{(low.Inclusive ? "≥" : ">")}{Shown(range.Field, low)}" : null;
        var to = range.To is { } high ? $"{(high.Inclusive ? "≤" : "<")}{Shown(range.Field, high)}" : null;
        return from is not null && to is not null ? $"{label}{from} 且 {label}{to}" : $"{label}{from ?? to}";
    }

    private static string Shown(SearchField field, RangeEnd end) => field.Type == FieldType.Day && end.IsRelative
        ? $"{DateOnly.FromDayNumber((int)end.Value):yyyy-MM-dd}({end.Written})"
        : end.Written;

    private static string? Shown(string value) => RecordText.Mask(FieldLabels.Of(value));

    private static string Equality(TagName tag) => $"{tag.Dimension}={tag.Code}";

    private static string Group(IReadOnlyList<TagName> tags) =>
        tags.Count == 1 ? Equality(tags[0]) : $"({string.Join(" 或 ", tags.Select(Equality))})";

    private static JsonArray Array(IReadOnlyList<TagName> tags) => new([.. tags.Select(tag => (JsonNode?)tag.ToString())]);
}
