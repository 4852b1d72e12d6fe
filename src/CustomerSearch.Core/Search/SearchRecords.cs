using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Search;

/// <summary>What a search found, as its record needs it.</summary>
internal sealed record SearchFindings(
    long Count, ExcludedForConsent? Excluded, IReadOnlyList<CustomerId> Shown, string Engine, int? Generation);

/// <summary>Makes the drafts of search records.</summary>
public sealed class SearchRecords(CriteriaText text, BusinessClock clock)
{
    /// <summary>The criteria of a search as its record keeps them.</summary>
    internal string? CriteriaOf(SearchQuery query) => text.ToJson(query.Criteria, [.. query.Sort.Select(key => key.Written)]);

    internal AuditRecord Answered(
        SearchQuery query, Operator caller, Scope scope, SearchFindings found, TimeSpan took, RecordNumber? stepOf) =>
        Draft(caller, query, new Details(Outcome.Ok)
        {
            StepOf = stepOf, Scope = scope, Took = took, Engine = found.Engine, Generation = found.Generation,
            Count = found.Count, Excluded = found.Excluded, Shown = RecordDrafts.Ids(found.Shown),
        });

    internal AuditRecord Failed(SearchQuery query, Operator caller, Scope scope, string engine, TimeSpan took) =>
        Draft(caller, query, new Details(Outcome.Failed) { Scope = scope, Took = took, Engine = engine });

    /// <summary>A search by an account whose meter of look-ups is full.</summary>
    public AuditRecord TurnedAway(SearchQuery query, Operator caller) => Draft(caller, query, new Details(Outcome.Denied));

    /// <summary>
    /// A request that was wrong or not this role's: its errors and the parts that parsed, never raw text.
    /// </summary>
    public AuditRecord Refused(ParsedSearch.Bad bad, Operator caller) => Draft(
        caller,
        new Asked(bad.Purpose, null, null, bad.Criteria, null, ErrorsOf(bad)),
        new Details(bad.Denied ? Outcome.Denied : Outcome.Rejected));

    private string ErrorsOf(ParsedSearch.Bad bad)
    {
        JsonElement? criteria = text.ToJson(bad.Criteria) is { } json ? JsonDocument.Parse(json).RootElement : null;
        return JsonSerializer.Serialize(new { errors = bad.Errors, criteria }, RecordDrafts.Json);
    }

    private AuditRecord Draft(Operator caller, SearchQuery query, Details details) => Draft(
        caller,
        new Asked(query.Purpose.Name, query.Channel, query.Remark, query.Criteria, query.RuleVersions, CriteriaOf(query)),
        details);

    private AuditRecord Draft(Operator caller, Asked asked, Details details) => new()
    {
        RecordId = Guid.CreateVersion7(clock.Now),
        Kind = CriteriaText.KindOf(asked.Criteria),
        Series = RecordSeries.Search,
        StepOf = details.StepOf,
        OperatorId = caller.Id,
        UserName = caller.UserName,
        RealName = caller.RealName,
        Role = caller.Role,
        DepartmentId = caller.DepartmentId,
        Department = caller.Department,
        Address = caller.Address,
        Purpose = asked.Purpose,
        Channel = asked.Channel,
        Remark = RecordText.Mask(asked.Remark),
        Criteria = asked.Json,
        Line = text.ToLine(asked.Criteria),
        ResolvedDates = CriteriaText.ResolvedDates(asked.Criteria),
        RuleVersions = asked.RuleVersions is { Count: > 0 } versions ? JsonSerializer.Serialize(versions, RecordDrafts.Json) : null,
        Scope = details.Scope?.Describe(),
        Count = details.Count,
        Excluded = details.Excluded is { } excluded ? JsonSerializer.Serialize(excluded, RecordDrafts.Json) : null,
        Shown = details.Shown,
        TookMs = (long?)details.Took?.TotalMilliseconds,
        Engine = details.Engine,
        Generation = details.Generation,
        Outcome = details.Outcome,
    };

    /// <summary>What was asked, as far as it could be read.</summary>
    private sealed record Asked(
        string? Purpose, string? Channel, string? Remark, IReadOnlyList<Criterion> Criteria,
        IReadOnlyDictionary<string, int>? RuleVersions, string? Json);

    /// <summary>What became of it.</summary>
    private sealed record Details(Outcome Outcome)
    {
        public RecordNumber? StepOf { get; init; }

        public Scope? Scope { get; init; }

        public TimeSpan? Took { get; init; }

        public string? Engine { get; init; }

        public int? Generation { get; init; }

        public long? Count { get; init; }

        public ExcludedForConsent? Excluded { get; init; }

        public byte[]? Shown { get; init; }
    }
}
