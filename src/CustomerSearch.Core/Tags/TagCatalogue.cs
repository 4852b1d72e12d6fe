using System.Collections.Frozen;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>
/// Dimensions, tags and rules as they stand at one moment, and the day on which the rules are computed. Whoever holds
/// one sees one version of every rule, whatever is applied meanwhile.
/// </summary>
public sealed class TagCatalogue
{
    private readonly FrozenDictionary<string, (TagDimension Dimension, Tag Tag)> tags;
    private readonly FrozenDictionary<string, TagName> nameByTerm;
    private readonly ILookup<TagId, TagId> merged;

    private TagCatalogue(Loaded loaded, TagDay day)
    {
        Dimensions = loaded.Dimensions;
        Day = day;
        var all = (from dimension in Dimensions from tag in dimension.Tags select (Dimension: dimension, Tag: tag)).ToList();
        var byId = all.ToDictionary(pair => pair.Tag.Id);
        merged = all.Where(pair => pair.Tag.MergedInto is not null)
            .ToLookup(pair => Successor(pair.Tag, byId).Id, pair => pair.Tag.Id);
        tags = WithFormerNames(all, loaded.Renamed, byId);
        var dimensionNames = Dimensions.ToDictionary(d => d.Id);
        Rules = new TagRules(
            from rule in loaded.Rules
            let dimension = dimensionNames[rule.DimensionId]
            orderby dimension.Position, rule.Version
            select new TagRules.Version(
                dimension.Name, rule.Version, rule.State == TagRuleState.InForce,
                RuleCompiler.Compile(RuleBody.Parse(rule.Body), dimension.Exclusive)),
            all.Where(pair => pair.Tag is { Origin: TagOrigin.Hand, State: not TagState.Proposed })
                .ToDictionary(pair => pair.Tag.Id, pair => HandTag(byId[Successor(pair.Tag, byId).Id])));
        Versions = loaded.Rules.Where(r => r.State == TagRuleState.InForce)
            .ToFrozenDictionary(r => dimensionNames[r.DimensionId].Name, r => r.Version);
        nameByTerm = all.Where(pair => pair.Tag.State == TagState.Confirmed)
            .SelectMany(pair => TermsOf(pair.Dimension, pair.Tag).Select(term => (term, new TagName(pair.Dimension.Name, pair.Tag.Code))))
            .ToFrozenDictionary(pair => pair.term, pair => pair.Item2);
    }

    public IReadOnlyList<TagDimension> Dimensions { get; }

    public TagRules Rules { get; }

    public TagDay Day { get; }

    /// <summary>The version in force of the rule of each dimension that has one.</summary>
    public IReadOnlyDictionary<string, int> Versions { get; }

    /// <exception cref="InvalidOperationException">
    /// No business day stands yet: the service has not finished starting.
    /// </exception>
    public static async Task<TagCatalogue> LoadAsync(CustomerDb db, CancellationToken ct)
    {
        var day = await db.TagDays.AsNoTracking().OrderByDescending(d => d.Day).FirstOrDefaultAsync(ct)
            ?? throw new InvalidOperationException("No business day of tags stands yet.");
        return await LoadAsync(db, day, ct);
    }

    /// <summary>The catalogue as of a given day.</summary>
    public static async Task<TagCatalogue> LoadAsync(CustomerDb db, TagDay day, CancellationToken ct)
    {
        var rules = await db.TagRules.AsNoTracking().Where(r => r.State != TagRuleState.Draft && r.State != TagRuleState.Superseded)
            .ToListAsync(ct);
        var dimensions = await db.TagDimensions.AsNoTracking().Include(d => d.Tags.OrderBy(t => t.Position))
            .OrderBy(d => d.Position).ToListAsync(ct);
        var renamed = await db.TagChanges.AsNoTracking().Where(c => c.FormerCode != null)
            .OrderBy(c => c.Id).ToListAsync(ct);
        return new TagCatalogue(new Loaded(dimensions, rules, renamed), day);
    }

    /// <summary>The tag of a name, also of one that it had before.</summary>
    public (TagDimension Dimension, Tag Tag)? Find(string name) => tags.TryGetValue(name, out var found) ? found : null;

    /// <summary>What a document that carries the tag has in the index: one of these.</summary>
    /// <exception cref="ArgumentException">There is no such tag.</exception>
    public IReadOnlyList<string> TermsOf(TagName name) => Find(name.ToString()) is var (dimension, tag)
        ? TermsOf(dimension, tag)
        : throw new ArgumentException($"There is no tag {name}.", nameof(name));

    /// <summary>The ids under which customers carry the tag: its own, and those of the tags merged into it.</summary>
    public IReadOnlyList<TagId> IdsOf(Tag tag) => [tag.Id, .. merged[tag.Id]];

    /// <summary>The tag that a term of the index stands for; null for terms of other versions and of retired tags.</summary>
    public TagName? NameOf(string term) => nameByTerm.TryGetValue(term, out var name) ? name : null;

    /// <summary>How the terms of a dimension begin in the index; terms of other versions may begin alike.</summary>
    public string TermsBeginWith(string dimension) =>
        TagTerm.Beginning(dimension, Versions.TryGetValue(dimension, out var inForce) ? inForce : null);

    private List<string> TermsOf(TagDimension dimension, Tag tag)
    {
        int? version = Versions.TryGetValue(dimension.Name, out var inForce) ? inForce : null;
        return tag.Origin == TagOrigin.Rule
            ? [TagTerm.OfRule(dimension.Name, version ?? 0, tag.Code)]
            : [.. IdsOf(tag).Select(id => TagTerm.OfHand(dimension.Name, version, id))];
    }

    private static TagRules.HandTag HandTag((TagDimension Dimension, Tag Tag) carried) => new(
        carried.Tag.Id, new TagName(carried.Dimension.Name, carried.Tag.Code), carried.Dimension.Exclusive,
        carried.Tag.State == TagState.Confirmed);

    private static Tag Successor(Tag tag, Dictionary<TagId, (TagDimension, Tag Tag)> byId)
    {
        var last = tag;
        while (last.MergedInto is { } next)
            last = byId[next].Tag;

        return last;
    }

    /// <summary>A name that a tag had stands for it until another tag takes it.</summary>
    private static FrozenDictionary<string, (TagDimension, Tag)> WithFormerNames(
        List<(TagDimension Dimension, Tag Tag)> all, IReadOnlyList<TagChange> renamed,
        Dictionary<TagId, (TagDimension Dimension, Tag Tag)> byId)
    {
        var names = new Dictionary<string, (TagDimension, Tag)>();
        foreach (var change in renamed)
        {
            var of = byId[change.TagId];
            names[$"{of.Dimension.Name}/{change.FormerCode}"] = of;
        }

        foreach (var pair in all)
            names[$"{pair.Dimension.Name}/{pair.Tag.Code}"] = pair;

        return names.ToFrozenDictionary();
    }

    private sealed record Loaded(
        IReadOnlyList<TagDimension> Dimensions, IReadOnlyList<TagRule> Rules, IReadOnlyList<TagChange> Renamed);
}
