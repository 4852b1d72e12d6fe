using System.Text.Json;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>Puts the default catalogue into a database that has none.</summary>
public sealed class SeedCatalogue(IDatabase database, BusinessClock clock)
{
    public Task RunAsync(CancellationToken ct) => database.WriteAsync(WritePriority.Interactive, SeedAsync, ct);

    internal static DefaultCatalogue Read()
    {
        using var stream = typeof(SeedCatalogue).Assembly
            .GetManifestResourceStream("CustomerSearch.Core.Tags.default-catalogue.json")!;
        return JsonSerializer.Deserialize<DefaultCatalogue>(stream, RuleBody.Json)!;
    }

    private async Task<bool> SeedAsync(CustomerDb db, CancellationToken ct)
    {
        if (await db.TagDimensions.AnyAsync(ct))
            return false;

        var position = 0;
        foreach (var listed in Read().Dimensions)
        {
            var dimension = new TagDimension
            {
                Name = listed.Name, Exclusive = listed.Exclusive, Core = listed.Core, Reviewed = listed.Reviewed,
                Position = ++position,
            };
            foreach (var (tag, origin) in listed.Tags.Select(t => (t, TagOrigin.Rule))
                .Concat(listed.HandTags.Select(t => (t, TagOrigin.Hand))))
            {
                dimension.Tags.Add(new Tag
                {
                    Code = tag.Code, Definition = tag.Definition, Origin = origin, Position = dimension.Tags.Count + 1,
                });
            }

            db.TagDimensions.Add(dimension);
            await db.SaveChangesAsync(ct);
            if (listed.Rule is { } rule)
                db.TagRules.Add(FirstVersion(dimension.Id, rule, listed.Tags));
        }

        await db.SaveChangesAsync(ct);
        return true;
    }

    private TagRule FirstVersion(long dimensionId, RuleBody rule, IReadOnlyList<RuleTag> tags) => new()
    {
        DimensionId = dimensionId,
        Version = 1,
        Body = rule.ToJson(),
        Tags = JsonSerializer.Serialize(tags, RuleBody.Json),
        State = TagRuleState.InForce,
        SavedAt = clock.Now,
        From = clock.Now,
    };

    internal sealed record DefaultCatalogue(IReadOnlyList<ListedDimension> Dimensions);

    internal sealed record ListedDimension(string Name, bool Exclusive, IReadOnlyList<RuleTag> Tags)
    {
        public bool Core { get; init; }

        public bool Reviewed { get; init; }

        public RuleBody? Rule { get; init; }

        public IReadOnlyList<RuleTag> HandTags { get; init; } = [];
    }
}
