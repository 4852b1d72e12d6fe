using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>
/// Writes changes of tags that hands made: the tag, its history and the operation record in one transaction.
/// </summary>
public sealed class TagLedger(IDatabase database, AuditLog log, BusinessClock clock, CurrentCatalogue current)
{
    /// <param name="write">Decides inside the transaction; what it gives back is written.</param>
    internal async Task<TagAnswer> WriteAsync(
        Operator caller, Func<CustomerDb, CancellationToken, Task<TagDecision>> write, CancellationToken ct)
    {
        var answer = await database.WriteAsync(WritePriority.Interactive, async (db, c) =>
            await write(db, c) switch
            {
                TagDecision.Refuse(var refusal) => refusal,
                TagDecision.Change change => await WriteAsync(db, change, caller, c),
                _ => throw new System.Diagnostics.UnreachableException(),
            }, ct);
        current.Forget();
        return answer;
    }

    /// <summary>The same for a tag that is there and that hands may change.</summary>
    internal Task<TagAnswer> ChangeAsync(
        TagId id, Operator caller, Func<CustomerDb, TagDimension, Tag, Task<TagDecision>> change, CancellationToken ct) =>
        WriteAsync(caller, async (db, c) =>
        {
            if (await db.Tags.SingleOrDefaultAsync(t => t.Id == id, c) is not { } tag)
                return new TagDecision.Refuse(new TagAnswer.Missing());
            if (tag.Origin == TagOrigin.Rule)
                return new TagDecision.Refuse(new TagAnswer.Conflict("A rule gives this tag: change the rule."));

            return await change(db, await db.TagDimensions.SingleAsync(d => d.Id == tag.DimensionId, c), tag);
        }, ct);

    private async Task<TagAnswer> WriteAsync(CustomerDb db, TagDecision.Change change, Operator caller, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        var tag = change.Tag;
        db.TagChanges.Add(new TagChange
        {
            TagId = tag.Id, Version = tag.Version, Step = change.Step, Code = tag.Code, FormerCode = change.FormerCode,
            Definition = tag.Definition, At = clock.Now, By = caller.Id,
        });
        await db.SaveChangesAsync(ct);
        var record = RecordDrafts.Operation(caller, clock, change.Operation, new()
        {
            Data = new
            {
                tag = RecordText.Mask($"{change.Dimension.Name}/{tag.Code}"),
                former = RecordText.Mask(change.FormerCode),
                definition = RecordText.Mask(tag.Definition),
                version = tag.Version,
                into = RecordText.Mask(change.Into),
            },
        });
        await log.AppendAsync(db, record, ct);
        return new TagAnswer.Done(tag.Id, record.Number);
    }
}

/// <summary>What a use case decides on a tag.</summary>
internal abstract record TagDecision
{
    private TagDecision()
    {
    }

    public sealed record Refuse(TagAnswer Answer) : TagDecision;

    /// <param name="Dimension">Of the tag.</param>
    /// <param name="Tag">As it is from now on.</param>
    /// <param name="Step">What happened to it.</param>
    /// <param name="Operation">The kind of the record.</param>
    public sealed record Change(TagDimension Dimension, Tag Tag, TagStep Step, string Operation) : TagDecision
    {
        public string? FormerCode { get; init; }

        /// <summary>The code of the tag it was merged into.</summary>
        public string? Into { get; init; }
    }
}
