using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Search;

/// <summary>What a search found, as its record needs it.</summary>
internal sealed record SearchFindings(long Count, IReadOnlyList<CustomerId> Shown, string Engine, int? Generation);

/// <summary>Makes the drafts of search records.</summary>
public sealed class SearchRecords(CriteriaText text, BusinessClock clock)
{
    internal AuditRecord Answered(SearchQuery query, Operator caller, Scope scope, SearchFindings found, TimeSpan took) =>
        Draft(caller, query.Purpose.Name, query.Criteria, new Details(
            Outcome.Ok, scope, query.Remark, query.RuleVersions, took, found.Engine, found.Generation, found.Count,
            RecordDrafts.Ids(found.Shown)));

    internal AuditRecord Failed(SearchQuery query, Operator caller, Scope scope, string engine, TimeSpan took) =>
        Draft(caller, query.Purpose.Name, query.Criteria, new Details(
            Outcome.Failed, scope, query.Remark, query.RuleVersions, took, engine, null, null, null));

    /// <summary>
    /// A request that was wrong or not this role's: its errors and the parts that parsed, never raw text.
    /// </summary>
    public AuditRecord Refused(ParsedSearch.Bad bad, Operator caller) =>
        Draft(caller, bad.Purpose, bad.Criteria, new Details(
            bad.Denied ? Outcome.Denied : Outcome.Rejected, null, null, null, null, null, null, null, null), bad.Errors);

    private AuditRecord Draft(
        Operator caller, string? purpose, IReadOnlyList<Criterion> criteria, Details details,
        IReadOnlyDictionary<string, string[]>? errors = null) => new()
        {
            RecordId = Guid.CreateVersion7(clock.Now),
            Kind = CriteriaText.KindOf(criteria),
            Series = RecordSeries.Search,
            OperatorId = caller.Id,
            UserName = caller.UserName,
            RealName = caller.RealName,
            Role = caller.Role,
            DepartmentId = caller.DepartmentId,
            Department = caller.Department,
            Address = caller.Address,
            Purpose = purpose,
            Remark = RecordText.Mask(details.Remark),
            Criteria = errors is null ? text.ToJson(criteria) : JsonSerializer.Serialize(
                new { errors, criteria = text.ToJson(criteria) is { } json ? JsonDocument.Parse(json).RootElement : (JsonElement?)null },
                RecordDrafts.Json),
            Line = text.ToLine(criteria),
            ResolvedDates = CriteriaText.ResolvedDates(criteria),
            RuleVersions = details.RuleVersions is { Count: > 0 } versions ? JsonSerializer.Serialize(versions, RecordDrafts.Json) : null,
            Scope = details.Scope?.Describe(),
            Count = details.Count,
            Shown = details.Shown,
            TookMs = (long?)details.Took?.TotalMilliseconds,
            Engine = details.Engine,
            Generation = details.Generation,
            Outcome = details.Outcome,
        };

    private sealed record Details(
        Outcome Outcome, Scope? Scope, string? Remark, IReadOnlyDictionary<string, int>? RuleVersions, TimeSpan? Took,
        string? Engine, int? Generation, long? Count, byte[]? Shown);
}
