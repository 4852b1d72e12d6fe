using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>Proposes a tag of a dimension without a rule. Nobody carries it before another person confirms it.</summary>
public sealed class ProposeTag(TagLedger ledger)
{
    public Task<TagAnswer> RunAsync(string dimensionName, string code, string definition, Operator caller, CancellationToken ct) =>
        ledger.WriteAsync(caller, async (db, c) =>
        {
            var dimension = await db.TagDimensions.Include(d => d.Tags).SingleOrDefaultAsync(d => d.Name == dimensionName, c);
            if (dimension is null)
                return Wrong("dimension", "Not a dimension of the catalogue.");
            if (await db.TagRules.AnyAsync(r => r.DimensionId == dimension.Id, c))
                return Wrong("dimension", "A rule gives the tags of this dimension.");
            if (RuleCheck.CodeError(code) is { } wrongCode)
                return Wrong("code", wrongCode);
            if (RuleCheck.DefinitionError(definition) is { } wrongDefinition)
                return Wrong("definition", wrongDefinition);
            if (dimension.Tags.Find(t => t.Code == code) is { } taken)
                return TagNames.Taken(dimension, taken);

            var tag = new Tag
            {
                Code = code, Definition = definition, Origin = TagOrigin.Hand, State = TagState.Proposed,
                Position = dimension.Tags.Count + 1, ProposedBy = caller.Id,
            };
            dimension.Tags.Add(tag);
            return new TagDecision.Change(dimension, tag, TagStep.Proposed, Operations.ProposeTag);
        }, ct);

    private static TagDecision.Refuse Wrong(string field, string message) => new(new TagAnswer.Wrong(field, message));
}

/// <summary>Confirms a proposed tag; never by who proposed it.</summary>
public sealed class ConfirmTag(TagLedger ledger)
{
    public Task<TagAnswer> RunAsync(TagId id, Operator caller, CancellationToken ct) =>
        ledger.ChangeAsync(id, caller, (_, dimension, tag) => Task.FromResult(Decide(dimension, tag, caller)), ct);

    private static TagDecision Decide(TagDimension dimension, Tag tag, Operator caller)
    {
        if (tag.State != TagState.Proposed)
            return new TagDecision.Refuse(new TagAnswer.Conflict("Only a proposed tag is confirmed."));
        if (tag.ProposedBy == caller.Id)
            return new TagDecision.Refuse(new TagAnswer.Denied("id", "Another person confirms what you proposed."));

        tag.State = TagState.Confirmed;
        tag.Version++;
        return new TagDecision.Change(dimension, tag, TagStep.Confirmed, Operations.ConfirmTag);
    }
}

/// <summary>Renames a tag, or says anew what it means; the name it had goes on standing for it in searches.</summary>
public sealed class ChangeTag(TagLedger ledger)
{
    /// <param name="code">The new code; null to leave it.</param>
    /// <param name="definition">The new definition; null to leave it.</param>
    public Task<TagAnswer> RunAsync(TagId id, string? code, string? definition, Operator caller, CancellationToken ct) =>
        ledger.ChangeAsync(id, caller, async (db, dimension, tag) =>
        {
            if (tag.State == TagState.Retired)
                return new TagDecision.Refuse(new TagAnswer.Conflict("The tag is retired."));
            if (code is not null && RuleCheck.CodeError(code) is { } wrongCode)
                return new TagDecision.Refuse(new TagAnswer.Wrong("code", wrongCode));
            if (definition is not null && RuleCheck.DefinitionError(definition) is { } wrongDefinition)
                return new TagDecision.Refuse(new TagAnswer.Wrong("definition", wrongDefinition));
            if (code is not null && await db.Tags.SingleOrDefaultAsync(
                t => t.DimensionId == dimension.Id && t.Code == code && t.Id != tag.Id, ct) is { } taken)
                return TagNames.Taken(dimension, taken);
            if ((code ?? tag.Code) == tag.Code && (definition ?? tag.Definition) == tag.Definition)
                return new TagDecision.Refuse(new TagAnswer.Done(tag.Id, null));

            var former = code is not null && code != tag.Code ? tag.Code : null;
            (tag.Code, tag.Definition) = (code ?? tag.Code, definition ?? tag.Definition);
            tag.Version++;
            return new TagDecision.Change(dimension, tag, TagStep.Changed, Operations.ChangeTag) { FormerCode = former };
        }, ct);
}

/// <summary>Retires a tag: from now on nobody carries it, is given it, or is found by it. Its name stays taken.</summary>
public sealed class RetireTag(TagLedger ledger)
{
    public Task<TagAnswer> RunAsync(TagId id, Operator caller, CancellationToken ct) =>
        ledger.ChangeAsync(id, caller, (_, dimension, tag) => Task.FromResult(Decide(dimension, tag)), ct);

    private static TagDecision Decide(TagDimension dimension, Tag tag)
    {
        if (tag.State == TagState.Retired)
            return new TagDecision.Refuse(new TagAnswer.Conflict("The tag is retired already."));

        tag.State = TagState.Retired;
        tag.Version++;
        return new TagDecision.Change(dimension, tag, TagStep.Retired, Operations.RetireTag);
    }
}

/// <summary>Merges a tag into another of its dimension: it retires, and its customers carry the other from now on.</summary>
public sealed class MergeTag(TagLedger ledger)
{
    public Task<TagAnswer> RunAsync(TagId id, TagId into, Operator caller, CancellationToken ct) =>
        ledger.ChangeAsync(id, caller, async (db, dimension, tag) =>
        {
            var successor = await db.Tags.SingleOrDefaultAsync(
                t => t.Id == into && t.DimensionId == dimension.Id && t.Origin == TagOrigin.Hand, ct);
            if (successor is null || into == id)
                return new TagDecision.Refuse(new TagAnswer.Wrong("into", "Must be another tag of the dimension, set by hand."));
            if (tag.State != TagState.Confirmed || successor.State != TagState.Confirmed)
                return new TagDecision.Refuse(new TagAnswer.Conflict("Both tags must be confirmed."));

            (tag.State, tag.MergedInto) = (TagState.Retired, into);
            tag.Version++;
            return new TagDecision.Change(dimension, tag, TagStep.Merged, Operations.MergeTag) { Into = successor.Code };
        }, ct);
}

/// <summary>What is said of a name that another tag has.</summary>
internal static class TagNames
{
    public static TagDecision.Refuse Taken(TagDimension dimension, Tag tag) => new(new TagAnswer.Conflict(
        $"{dimension.Name}/{tag.Code} is there already: {tag.State.ToString().ToLowerInvariant()}."));
}
