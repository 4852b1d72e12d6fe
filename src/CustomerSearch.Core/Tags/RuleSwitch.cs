using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>The one commit that moves all searches from a version of a rule to the next, with its record.</summary>
public sealed class RuleSwitch(IDatabase database, AuditLog log, BusinessClock clock, CurrentCatalogue current)
{
    internal async Task RunAsync(RuleApplication application, CancellationToken ct)
    {
        await database.WriteAsync(WritePriority.Interactive, (db, c) => SwitchAsync(db, application, c), ct);
        current.Forget();
    }

    /// <summary>The version that was in force before is no longer written into documents.</summary>
    internal static async Task SupersedeAsync(CustomerDb db, long ruleId, CancellationToken ct)
    {
        var dimension = await db.TagRules.Where(r => r.Id == ruleId).Select(r => r.DimensionId).SingleAsync(ct);
        await db.TagRules.Where(r => r.DimensionId == dimension && r.State == TagRuleState.Leaving)
            .ExecuteUpdateAsync(set => set.SetProperty(r => r.State, TagRuleState.Superseded), ct);
    }

    private async Task<bool> SwitchAsync(CustomerDb db, RuleApplication seen, CancellationToken ct)
    {
        var application = await db.RuleApplications.SingleAsync(a => a.Id == seen.Id, ct);
        if (application.State != RuleApplicationState.Writing)
            return false;

        var rule = await db.TagRules.SingleAsync(r => r.Id == application.RuleId, ct);
        var before = await db.TagRules.SingleAsync(r => r.DimensionId == rule.DimensionId && r.State == TagRuleState.InForce, ct);
        (before.State, rule.State, rule.From) = (TagRuleState.Leaving, TagRuleState.InForce, clock.Now);
        (application.State, application.SwitchedAt) = (RuleApplicationState.Switched, clock.Now);
        var dimension = await db.TagDimensions.Include(d => d.Tags).SingleAsync(d => d.Id == rule.DimensionId, ct);
        var changed = FollowRule(dimension, rule);
        await db.SaveChangesAsync(ct);
        db.TagChanges.AddRange(changed.Select(tag => new TagChange
        {
            TagId = tag.Id, Version = tag.Version, Step = tag.State == TagState.Retired ? TagStep.Retired : TagStep.Changed,
            Code = tag.Code, Definition = tag.Definition, At = clock.Now, By = application.RequestedBy,
        }));
        await db.SaveChangesAsync(ct);
        var caller = application.RequestedBy is { } id ? await Operators.FindAsync(db, id, ct) : Operator.Nobody(null);
        await log.AppendAsync(db, RecordDrafts.Operation(caller, clock, Operations.RuleInForce, new()
        {
            Data = new
            {
                dimension = dimension.Name, version = rule.Version, before = before.Version, customers = application.CustomersDone,
            },
        }), ct);
        return true;
    }

    /// <summary>The tags of the dimension become those of the rule; what it no longer gives retires.</summary>
    /// <remarks>
    /// Interests name their tags themselves, as categories turn up: what a version lists of them only defines them.
    /// </remarks>
    private static List<Tag> FollowRule(TagDimension dimension, TagRule rule)
    {
        var given = JsonSerializer.Deserialize<List<RuleTag>>(rule.Tags, RuleBody.Json)!;
        var own = dimension.Tags.Where(t => t.Origin == TagOrigin.Rule).ToDictionary(t => t.Code);
        List<Tag> changed = [];
        foreach (var (index, (code, definition)) in given.Index())
        {
            if (!own.Remove(code, out var tag))
            {
                tag = new Tag { Code = code, Definition = definition, Origin = TagOrigin.Rule, Version = 0 };
                dimension.Tags.Add(tag);
            }

            tag.Position = index + 1;
            if (tag.Version == 0 || tag.Definition != definition || tag.State == TagState.Retired)
                Change(tag, TagState.Confirmed, definition);
        }

        if (RuleBody.Parse(rule.Body) is not RuleBody.Interests)
        {
            foreach (var tag in own.Values.Where(t => t.State != TagState.Retired))
                Change(tag, TagState.Retired, tag.Definition);
        }

        return changed;

        void Change(Tag tag, TagState state, string definition)
        {
            (tag.State, tag.Definition) = (state, definition);
            tag.Version++;
            changed.Add(tag);
        }
    }
}
