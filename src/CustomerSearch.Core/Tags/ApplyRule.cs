using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>
/// Asks for the draft of a rule to be brought into force. From the commit on documents carry its tags beside those of
/// the version in force; <see cref="ContinueRuleApplications"/> does the rest.
/// </summary>
public sealed class ApplyRule(IDatabase database, AuditLog log, BusinessClock clock)
{
    /// <param name="id">The rule, which goes by the id of its dimension.</param>
    public Task<TagAnswer> RunAsync(long id, Operator caller, CancellationToken ct) =>
        database.WriteAsync(WritePriority.Interactive, async (db, c) =>
        {
            var versions = await db.TagRules.Where(r => r.DimensionId == id).ToListAsync(c);
            if (versions.Count == 0)
                return new TagAnswer.Missing();
            if (versions.Find(r => r.State == TagRuleState.Draft) is not { } draft)
                return new TagAnswer.Conflict("There is no draft of this rule.");

            var ids = versions.ConvertAll(r => r.Id);
            if (await db.RuleApplications.AnyAsync(a => ids.Contains(a.RuleId) && a.State != RuleApplicationState.Done, c))
                return new TagAnswer.Conflict("A version of this rule is being applied already.");

            draft.State = TagRuleState.Applying;
            db.RuleApplications.Add(new RuleApplication
            {
                RuleId = draft.Id, CustomersTotal = await db.Customers.LongCountAsync(c), RequestedBy = caller.Id,
                RequestedAt = clock.Now,
            });
            await db.SaveChangesAsync(c);
            var dimension = await db.TagDimensions.Where(d => d.Id == id).Select(d => d.Name).SingleAsync(c);
            var record = RecordDrafts.Operation(caller, clock, Operations.ApplyRule, new()
            {
                Data = new { dimension, version = draft.Version },
            });
            await log.AppendAsync(db, record, c);
            return (TagAnswer)new TagAnswer.Done(null, record.Number);
        }, ct);
}
