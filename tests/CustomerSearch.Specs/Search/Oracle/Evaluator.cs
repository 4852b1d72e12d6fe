using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Specs.Search.Oracle;

/// <summary>
/// Answers a request by looking at every customer: written from the contract, it shares with the product only the rules
/// of tags and the explanation of names.
/// </summary>
internal sealed class Evaluator(OracleWorld around, Scope.Of managed)
{
    /// <summary>Everything the answer must say.</summary>
    internal sealed record Expected(
        IReadOnlyList<string> Numbers, long Withdrawn, long NeverAsked, IReadOnlyDictionary<int, long> Lanes,
        IReadOnlyDictionary<string, Dictionary<string, long>> Facets, IReadOnlyList<long> Funnel, IReadOnlyList<long> Without);

    public Expected Answer(SearchRequest request, SearchQuery query, Operator caller)
    {
        var scope = around.Subjects.Where(s => InScope(s.Customer, caller)).ToList();
        var conditions = Conditions(request, query, caller.Role!.Value);
        var fulfilled = scope.ConvertAll(s => conditions.ConvertAll(condition => condition(s)));
        List<Subject> matching = [.. scope.Where((_, i) => fulfilled[i].TrueForAll(holds => holds))];
        var states = matching.ToDictionary(s => s, s => Consent(s.Customer, request));
        var found = matching.FindAll(s => states[s] == ConsentState.Given);
        var ranked = Ranked(found, query, caller.Role!.Value);
        return new Expected(
            [.. Ordered(ranked, request).Select(r => r.Subject.Customer.Number)],
            states.Values.LongCount(state => state == ConsentState.Withdrawn),
            states.Values.LongCount(state => state == ConsentState.Unknown),
            query.Keyword is null && query.Name is null
                ? new Dictionary<int, long>() : ranked.CountBy(r => 15 - (r.Score >> 20)).ToDictionary(p => p.Key, p => (long)p.Value),
            (request.Facets ?? []).ToDictionary(name => name, name => Facet(name, found)),
            [.. Enumerable.Range(0, conditions.Count + 1).Select(n => fulfilled.LongCount(f => f.Take(n).All(holds => holds)))],
            [.. Enumerable.Range(0, conditions.Count).Select(n => scope.Where((s, i) => fulfilled[i].Where((_, place) => place != n)
                .All(holds => holds) && Consent(s.Customer, request) == ConsentState.Given).LongCount())]);
    }

    /// <summary>In the written order: keyword, name, tags, ranges, filters.</summary>
    private List<Predicate<Subject>> Conditions(SearchRequest request, SearchQuery query, Role role)
    {
        List<Predicate<Subject>> conditions = [];
        if (query.Keyword is not null)
            conditions.Add(s => Explain(query with { Criteria = [query.Criteria.OfType<Criterion.Keyword>().Single()] }, s, role) > 0);
        if (query.Name is not null)
            conditions.Add(s => Explain(query with { Criteria = [query.Criteria.OfType<Criterion.Name>().Single()] }, s, role) > 0);
        conditions.AddRange((request.Tags?.All ?? []).Select(tag => (Predicate<Subject>)(s => s.Tags.Contains(tag))));
        conditions.AddRange((request.Tags?.Any ?? []).Select(group => (Predicate<Subject>)(s => s.Tags.Overlaps(group))));
        conditions.AddRange((request.Tags?.None ?? []).Select(tag => (Predicate<Subject>)(s => !s.Tags.Contains(tag))));
        conditions.AddRange((request.Ranges ?? []).Select(range => (Predicate<Subject>)(s => InRange(s.Customer, range))));
        foreach (var (field, values) in request.Filters ?? new Dictionary<string, IReadOnlyList<string>>())
            conditions.Add(s => Fields.ValuesOf(s.Customer, field, around.Organisation).Intersect(values).Any());
        return conditions;
    }

    private int Explain(SearchQuery query, Subject subject, Role role) =>
        around.World.Get<HitExplainer>().Explain(query, subject.Customer, role)?.Score ?? 0;

    private List<(Subject Subject, int Score)> Ranked(List<Subject> found, SearchQuery query, Role role) =>
        found.ConvertAll(s => (s, query.Keyword is null && query.Name is null ? 0 : Explain(query, s, role)));

    private static IEnumerable<(Subject Subject, int Score)> Ordered(List<(Subject Subject, int Score)> ranked, SearchRequest request)
    {
        var text = request.Keyword is not null || request.Name is not null;
        var ordered = ranked.OrderBy(_ => 0);
        foreach (var word in request.Sort is { Count: > 0 } sort ? sort : ["relevance"])
        {
            if (word == "relevance" && text)
                ordered = ordered.ThenByDescending(r => r.Score).ThenBy(r => r.Subject.NameLength)
                    .ThenByDescending(r => r.Subject.Customer.LastContactOn ?? DateOnly.MinValue);
            else if (word == "relevance")
                ordered = ordered.ThenByDescending(r => Fields.OrderOf(r.Subject.Customer, "lastContactOn"));
            else if (word[0] == '-')
                ordered = ordered.ThenByDescending(r => Fields.OrderOf(r.Subject.Customer, word[1..]));
            else
                ordered = ordered.ThenBy(r => Fields.OrderOf(r.Subject.Customer, word));
        }

        return ordered.ThenBy(r => r.Subject.Customer.Id.Value);
    }

    private Dictionary<string, long> Facet(string name, List<Subject> found) => found
        .SelectMany(s => around.Catalogue.Dimensions.Any(d => d.Name == name)
            ? s.Tags.Where(tag => tag.StartsWith(name + "/", StringComparison.Ordinal)).Select(tag => tag[(name.Length + 1)..])
            : Fields.ValuesOf(s.Customer, name, around.Organisation).Distinct())
        .GroupBy(value => value).ToDictionary(group => group.Key, group => group.LongCount());

    private bool InScope(Customer customer, Operator caller) => caller.Role switch
    {
        Role.FrontLine => customer.Owners.Exists(o => o.AccountId == caller.Id),
        Role.DepartmentManager => managed.Departments.Contains(customer.DepartmentId)
            || customer.Owners.Exists(o => managed.Employees.Contains(o.AccountId)),
        _ => true,
    };

    private static ConsentState Consent(Customer customer, SearchRequest request)
    {
        if (request.Purpose is not ("营销推送" or "其他"))
            return ConsentState.Given;

        var states = (request.Channel is { } channel ? [channel] : (string[])["短信", "电话", "邮件", "微信"])
            .Select(name => customer.Consents.Where(c => c.Channel == name).OrderBy(c => c.At).ThenBy(c => c.Id).LastOrDefault()?.State)
            .ToList();
        return states.Contains(ConsentState.Given) ? ConsentState.Given
            : states.Contains(ConsentState.Withdrawn) ? ConsentState.Withdrawn : ConsentState.Unknown;
    }

    private bool InRange(Customer customer, RangeRequest range)
    {
        if (Fields.NumberOf(customer, range.Field!) is not { } value)
            return false;

        var (from, to) = (End(range.From, range.Field!), End(range.To, range.Field!));
        var above = from is null || (range.FromInclusive is false ? value > from : value >= from);
        var below = to is null || (range.ToInclusive is false ? value < to : value <= to);
        return range.Field == "birthday" && from > to ? above || below : above && below;
    }

    private long? End(JsonElement? written, string field) => written is not { } end ? null
        : end.ValueKind == JsonValueKind.Number ? end.GetInt64()
        : field == "birthday" ? Fields.Birthday(DateOnly.Parse("2000-" + end.GetString(), System.Globalization.CultureInfo.InvariantCulture))
        : Day(end.GetString()!).DayNumber;

    private DateOnly Day(string word)
    {
        var today = around.Today;
        return word switch
        {
            "today" => today,
            "startOfMonth" => today.AddDays(1 - today.Day),
            [.. var distance, 'd'] => today.AddDays(int.Parse(distance, System.Globalization.CultureInfo.InvariantCulture)),
            [.. var distance, 'M'] => today.AddMonths(int.Parse(distance, System.Globalization.CultureInfo.InvariantCulture)),
            _ => DateOnly.Parse(word, System.Globalization.CultureInfo.InvariantCulture),
        };
    }
}
