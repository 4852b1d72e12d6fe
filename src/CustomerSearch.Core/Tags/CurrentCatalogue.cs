using CustomerSearch.Core.Data;

namespace CustomerSearch.Core.Tags;

/// <summary>
/// The catalogue for requests: read anew after each change here, and every few seconds for those of other instances.
/// </summary>
public sealed class CurrentCatalogue(IDatabase database, BusinessClock clock) : IDisposable
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);

    private readonly RecentRead<TagCatalogue> recent = new(clock.TimeProvider, Freshness, ct => ReadAsync(database, ct));

    public Task<TagCatalogue> GetAsync(CancellationToken ct) => recent.GetAsync(ct);

    /// <summary>Called after the commit of a change: whoever asks from now on sees it.</summary>
    public void Forget() => recent.Forget();

    public void Dispose() => recent.Dispose();

    private static async Task<TagCatalogue> ReadAsync(IDatabase database, CancellationToken ct)
    {
        await using var db = database.Open();
        return await TagCatalogue.LoadAsync(db, ct);
    }
}
