using System.Collections.Frozen;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>
/// Dimensions, tags and rules as they stand at one moment, and the day on which the rules are computed.
/// </summary>
public sealed class TagCatalogue
{
    private readonly FrozenDictionary<string, (TagDimension Dimension, Tag Tag)> tags;

    private TagCatalogue(IReadOnlyList<TagDimension> dimensions, IReadOnlyDictionary<long, TagRule> rules, TagDay day)
    {
        Dimensions = dimensions;
        Day = day;
        tags = (from dimension in dimensions from tag in dimension.Tags select (dimension, tag))
            .ToFrozenDictionary(pair => $"{pair.dimension.Name}/{pair.tag.Code}");
        Rules = new TagRules(
            from dimension in dimensions
            where rules.ContainsKey(dimension.Id)
            select (dimension.Name, RuleBody.Parse(rules[dimension.Id].Body)),
            tags.Values.Where(pair => pair.Tag is { Origin: TagOrigin.Hand, State: not TagState.Proposed })
                .ToDictionary(pair => pair.Tag.Id, pair => (new TagName(pair.Dimension.Name, pair.Tag.Code), pair.Dimension.Exclusive)));
        Versions = dimensions.Where(d => rules.ContainsKey(d.Id)).ToFrozenDictionary(d => d.Name, d => rules[d.Id].Version);
    }

    public IReadOnlyList<TagDimension> Dimensions { get; }

    public TagRules Rules { get; }

    public TagDay Day { get; }

    /// <summary>The version of the rule of each dimension that has one.</summary>
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
        var dimensions = await db.TagDimensions.AsNoTracking().Include(d => d.Tags.OrderBy(t => t.Position))
            .OrderBy(d => d.Position).ToListAsync(ct);
        var rules = (await db.TagRules.AsNoTracking().ToListAsync(ct))
            .GroupBy(r => r.DimensionId).ToDictionary(g => g.Key, g => g.MaxBy(r => r.Version)!);
        return new TagCatalogue(dimensions, rules, day);
    }

    public (TagDimension Dimension, Tag Tag)? Find(string name) => tags.TryGetValue(name, out var found) ? found : null;
}

/// <summary>The catalogue for requests: read anew every few seconds, not at every search.</summary>
public sealed class CurrentCatalogue(IDatabase database, BusinessClock clock) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly RecentRead<TagCatalogue> recent = new(clock.TimeProvider, Freshness, ct => ReadAsync(database, ct));

    public Task<TagCatalogue> GetAsync(CancellationToken ct) => recent.GetAsync(ct);

    public void Dispose() => recent.Dispose();

    private static async Task<TagCatalogue> ReadAsync(IDatabase database, CancellationToken ct)
    {
        await using var db = database.Open();
        return await TagCatalogue.LoadAsync(db, ct);
    }
}
