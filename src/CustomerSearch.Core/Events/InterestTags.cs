using System.Collections.Concurrent;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Tags;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Events;

/// <summary>
/// Lets every category that events tell of be a tag of the dimensions of preference; who sent the events is on record for it.
/// </summary>
public sealed class InterestTags(IDatabase database, CurrentCatalogue current, AuditLog log, BusinessClock clock)
{
    /// <summary>What stands in the catalogue for certain: a tag of a rule is never taken out of it.</summary>
    private readonly ConcurrentDictionary<(InterestKind, string), bool> known = new();

    /// <param name="page">Lines of one batch.</param>
    /// <param name="sender">Whose they are.</param>
    internal async Task EnsureAsync(IReadOnlyList<ReadEvent> page, AccountId sender, CancellationToken ct)
    {
        var named = page.OfType<ReadEvent.Good>()
            .SelectMany(g => g.Event.CategoryList, (g, category) => (Kind: KindOf(g.Event.Type), Category: category))
            .Where(pair => !known.ContainsKey(pair)).Distinct().ToList();
        if (named.Count == 0)
            return;

        var added = await database.WriteAsync(WritePriority.Interactive, (db, c) => AddMissingAsync(db, named, sender, c), ct);
        if (added)
            current.Forget();
        foreach (var pair in named)
            known[pair] = true;
    }

    private static InterestKind KindOf(EventType type) => type == EventType.View ? InterestKind.Viewed : InterestKind.Bought;

    private async Task<bool> AddMissingAsync(
        CustomerDb db, IReadOnlyList<(InterestKind Kind, string Category)> named, AccountId sender, CancellationToken ct)
    {
        List<string> added = [];
        var rules = await db.TagRules.AsNoTracking().Where(r => r.State == TagRuleState.InForce).ToListAsync(ct);
        foreach (var rule in rules)
        {
            if (RuleBody.Parse(rule.Body) is not RuleBody.Interests(var kind, var months))
                continue;

            var dimension = await db.TagDimensions.Include(d => d.Tags).SingleAsync(d => d.Id == rule.DimensionId, ct);
            var verb = kind == InterestKind.Bought ? "购买" : "浏览";
            var present = dimension.Tags.ConvertAll(t => t.Code);
            foreach (var category in named.Where(n => n.Kind == kind).Select(n => n.Category).Except(present))
            {
                dimension.Tags.Add(new Tag
                {
                    Code = category, Definition = $"近{months}个月{verb}过{category}", Origin = TagOrigin.Rule,
                    Position = dimension.Tags.Count + 1,
                });
                added.Add($"{dimension.Name}/{category}");
            }
        }

        if (added.Count == 0)
            return false;

        await db.SaveChangesAsync(ct);
        var caller = await Operators.FindAsync(db, sender, ct);
        await log.AppendAsync(db, RecordDrafts.Operation(caller, clock, Operations.AddTags, new()
        {
            Data = new { tags = added.ConvertAll(RecordText.Mask) },
        }), ct);
        return true;
    }
}
