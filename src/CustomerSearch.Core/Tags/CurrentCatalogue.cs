using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Tags;

/// <summary>
/// The catalogue for requests: read anew after each change here, and every few seconds for those of other instances.
/// </summary>
public sealed class CurrentCatalogue(IDatabase database, BusinessClock clock)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly Lock state = new();
    private (TagCatalogue Catalogue, DateTimeOffset ReadAt)? latest;
    private int changes;

    public async Task<TagCatalogue> GetAsync(CancellationToken ct)
    {
        int seen;
        lock (state)
        {
            if (latest is { } held && clock.Now - held.ReadAt < Freshness)
                return held.Catalogue;

            seen = changes;
        }

        await using var db = database.Open();
        var catalogue = await TagCatalogue.LoadAsync(db, ct);
        lock (state)
        {
            // What was read before a change must not outlive it.
            if (seen == changes)
                latest = (catalogue, clock.Now);
        }

        return catalogue;
    }

    /// <summary>Called after the commit of a change: whoever asks from now on sees it.</summary>
    public void Forget()
    {
        lock (state)
        {
            latest = null;
            changes++;
        }
    }
}
