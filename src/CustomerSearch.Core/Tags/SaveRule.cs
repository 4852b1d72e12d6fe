using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>
/// Saves the next version of a rule as a draft, once it is checked: where the dimension is exclusive, every value is
/// covered exactly once.
/// </summary>
public sealed class SaveRule(IDatabase database, AuditLog log, BusinessClock clock)
{
    /// <param name="id">The rule, which goes by the id of its dimension.</param>
    /// <param name="body">What it says.</param>
    /// <param name="tags">The tags that it gives, each with its definition.</param>
    public Task<TagAnswer> RunAsync(long id, RuleBody body, IReadOnlyList<RuleTag> tags, Operator caller, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var dimension = await db.TagDimensions.Include(d => d.Tags).SingleOrDefaultAsync(d => d.Id == id, c);
            var versions = await db.TagRules.Where(r => r.DimensionId == id).OrderBy(r => r.Version).ToListAsync(c);
            if (dimension is null || versions.Count == 0)
                return new TagAnswer.Missing();
            if (RuleCheck.Errors(dimension, body, tags) is { Count: > 0 } errors)
                return new TagAnswer.Wrong(errors);

            var draft = versions.Find(r => r.State == TagRuleState.Draft) ?? new TagRule
            {
                DimensionId = id, Version = versions[^1].Version + 1, Body = "", Tags = "", State = TagRuleState.Draft,
            };
            (draft.Body, draft.Tags) = (body.ToJson(), JsonSerializer.Serialize(tags, RuleBody.Json));
            (draft.SavedAt, draft.SavedBy) = (clock.Now, caller.Id);
            if (draft.Id == 0)
                db.TagRules.Add(draft);

            await db.SaveChangesAsync(c);
            var record = RecordDrafts.Operation(caller, clock, Operations.SaveRule, new()
            {
                Data = new
                {
                    dimension = dimension.Name, version = draft.Version, rule = JsonSerializer.SerializeToElement(body, RuleBody.Json),
                    tags,
                },
            });
            await log.AppendAsync(db, record, c);
            return (TagAnswer)new TagAnswer.Done(null, record.Number);
        }, ct);
}
