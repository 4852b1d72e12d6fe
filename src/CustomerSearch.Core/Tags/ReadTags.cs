using System.Globalization;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Tags;

/// <summary>A tag with what it means and how it came about.</summary>
public sealed record TagDetail
{
    public required long Id { get; init; }

    /// <summary>As searches name it: <c>dimension/code</c>.</summary>
    public required string Name { get; init; }

    public required string Dimension { get; init; }

    public required string Code { get; init; }

    public required string Definition { get; init; }

    /// <summary>rule or hand.</summary>
    public required string Origin { get; init; }

    /// <summary>proposed, confirmed or retired.</summary>
    public required string State { get; init; }

    /// <summary>Raised by each change of the tag.</summary>
    public required int Version { get; init; }

    /// <summary>The user name of who proposed it.</summary>
    public string? ProposedBy { get; init; }

    /// <summary>The name of the tag that counts in its place since the two were merged.</summary>
    public string? MergedInto { get; init; }

    /// <summary>The oldest first; only where one tag is read.</summary>
    public IReadOnlyList<TagChangeView>? History { get; init; }
}

/// <param name="Step">proposed, confirmed, changed, retired or merged.</param>
/// <param name="FormerCode">The code before, where it was renamed.</param>
/// <param name="By">The user name.</param>
public sealed record TagChangeView(
    int Version, string Step, string Code, string? FormerCode, string Definition, DateTimeOffset At, string? By);

/// <summary>Reads tags with their history.</summary>
public sealed class ReadTags(IDatabase database)
{
    /// <returns>Null where there is none of this id.</returns>
    public async Task<TagDetail?> FindAsync(TagId id, CancellationToken ct)
    {
        await using var db = database.Open();
        if (await db.Tags.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) is not { } tag)
            return null;

        var changes = await (
            from change in db.TagChanges.AsNoTracking()
            join account in db.Accounts on change.By equals account.Id into accounts
            from account in accounts.DefaultIfEmpty()
            where change.TagId == id
            orderby change.Id
            select new { Change = change, By = account == null ? null : account.UserName }).ToListAsync(ct);
        var view = (await ViewsAsync(db, [tag], ct))[0];
        return view with
        {
            History =
            [
                .. changes.Select(c => new TagChangeView(
                    c.Change.Version, c.Change.Step.ToString().ToLowerInvariant(), c.Change.Code, c.Change.FormerCode,
                    c.Change.Definition, c.Change.At, c.By)),
            ],
        };
    }

    /// <summary>A page of tags, the newest first.</summary>
    /// <param name="state">Only tags of this state; null for all.</param>
    /// <param name="before">Only tags below this id; null for the first page.</param>
    public async Task<Page<TagDetail>> ListAsync(TagState? state, long? before, int pageSize, CancellationToken ct)
    {
        await using var db = database.Open();
        var tags = db.Tags.AsNoTracking();
        if (state is { } only)
            tags = tags.Where(t => t.State == only);
        if (before is { } id)
            tags = tags.Where(t => t.Id < new TagId(id));

        var page = await tags.OrderByDescending(t => t.Id).Take(pageSize + 1).ToListAsync(ct);
        var shown = page.Take(pageSize).ToList();
        return new Page<TagDetail>(
            await ViewsAsync(db, shown, ct),
            page.Count > pageSize ? shown[^1].Id.Value.ToString(CultureInfo.InvariantCulture) : null);
    }

    private static async Task<List<TagDetail>> ViewsAsync(CustomerDb db, IReadOnlyList<Tag> tags, CancellationToken ct)
    {
        var dimensions = await db.TagDimensions.AsNoTracking().ToDictionaryAsync(d => d.Id, d => d.Name, ct);
        var proposers = tags.Select(t => t.ProposedBy).OfType<Access.AccountId>().Distinct().ToList();
        var names = await db.Accounts.AsNoTracking().Where(a => proposers.Contains(a.Id))
            .ToDictionaryAsync(a => a.Id, a => a.UserName, ct);
        var successors = tags.Select(t => t.MergedInto).OfType<TagId>().Distinct().ToList();
        var codes = await db.Tags.AsNoTracking().Where(t => successors.Contains(t.Id))
            .ToDictionaryAsync(t => t.Id, t => t.Code, ct);
        return
        [
            .. tags.Select(tag => new TagDetail
            {
                Id = tag.Id.Value,
                Name = $"{dimensions[tag.DimensionId]}/{tag.Code}",
                Dimension = dimensions[tag.DimensionId],
                Code = tag.Code,
                Definition = tag.Definition,
                Origin = tag.Origin.ToString().ToLowerInvariant(),
                State = tag.State.ToString().ToLowerInvariant(),
                Version = tag.Version,
                ProposedBy = tag.ProposedBy is { } by ? names.GetValueOrDefault(by) : null,
                MergedInto = tag.MergedInto is { } into ? $"{dimensions[tag.DimensionId]}/{codes[into]}" : null,
            }),
        ];
    }
}
