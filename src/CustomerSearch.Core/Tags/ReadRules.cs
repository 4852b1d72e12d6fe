using System.Text.Json;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>The rule of a dimension with its versions, and what is being applied of it.</summary>
/// <param name="Id">The id of its dimension.</param>
/// <param name="Versions">The newest first.</param>
/// <param name="Application">The latest; null where no version was ever applied.</param>
public sealed record RuleView(
    long Id, string Dimension, bool Exclusive, IReadOnlyList<RuleVersionView> Versions, RuleApplicationView? Application);

/// <param name="State">draft, applying, inForce, leaving or superseded.</param>
/// <param name="Rule">What it says.</param>
/// <param name="SavedBy">The user name; null for what the service came with.</param>
/// <param name="From">Since when it decides.</param>
public sealed record RuleVersionView(
    int Version, string State, JsonElement Rule, IReadOnlyList<RuleTag> Tags, DateTimeOffset SavedAt, string? SavedBy,
    DateTimeOffset? From);

/// <summary>How far bringing a version into force has come. Customers are counted twice over: written, then cleaned.</summary>
/// <param name="State">writing, switched (searches use it), cleaning or done.</param>
public sealed record RuleApplicationView(
    int Version, string State, long CustomersDone, long CustomersTotal, DateTimeOffset RequestedAt, DateTimeOffset? SwitchedAt,
    DateTimeOffset? FinishedAt);

/// <summary>Reads rules.</summary>
public sealed class ReadRules(IDatabase database)
{
    /// <param name="id">The rule, which goes by the id of its dimension.</param>
    /// <returns>Null where there is none.</returns>
    public async Task<RuleView?> FindAsync(long id, CancellationToken ct)
    {
        await using var db = database.Open();
        var versions = await (
            from rule in db.TagRules.AsNoTracking()
            join account in db.Accounts on rule.SavedBy equals account.Id into accounts
            from account in accounts.DefaultIfEmpty()
            where rule.DimensionId == id
            orderby rule.Version descending
            select new { Rule = rule, SavedBy = account == null ? null : account.UserName }).ToListAsync(ct);
        if (versions.Count == 0)
            return null;

        var dimension = await db.TagDimensions.AsNoTracking().SingleAsync(d => d.Id == id, ct);
        var latest = await (
            from application in db.RuleApplications.AsNoTracking()
            join rule in db.TagRules on application.RuleId equals rule.Id
            where rule.DimensionId == id
            orderby application.Id descending
            select new { Application = application, rule.Version }).FirstOrDefaultAsync(ct);
        return new RuleView(
            id, dimension.Name, dimension.Exclusive,
            [.. versions.Select(v => View(v.Rule, v.SavedBy))],
            latest is null ? null : View(latest.Application, latest.Version));
    }

    private static RuleVersionView View(TagRule rule, string? savedBy) => new(
        rule.Version, JsonNamingPolicy.CamelCase.ConvertName(rule.State.ToString()), JsonDocument.Parse(rule.Body).RootElement,
        JsonSerializer.Deserialize<List<RuleTag>>(rule.Tags, RuleBody.Json)!, rule.SavedAt, savedBy, rule.From);

    private static RuleApplicationView View(RuleApplication a, int version) => new(
        version, a.State.ToString().ToLowerInvariant(), a.CustomersDone, a.CustomersTotal, a.RequestedAt, a.SwitchedAt, a.FinishedAt);
}
