using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Tags;
using CustomerSearch.Lucene;
using CustomerSearch.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CustomerSearch.Faults;

/// <summary>Compares the index of a stopped service with fresh documents of its database.</summary>
internal static class Documents
{
    /// <param name="generation">The one that answers searches where it is not given.</param>
    public static async Task AssertFreshAsync(ServiceProcess service, int? generation = null)
    {
        await using var index = new LuceneIndex(
            service.Index, TimeSpan.FromSeconds(10), TimeProvider.System, NullLogger<LuceneIndex>.Instance);
        Assert.Equal(await FreshAsync(service), await IndexedAsync(index, generation));
    }

    /// <summary>The content hash of each customer's document as the database has him now.</summary>
    public static async Task<SortedDictionary<CustomerId, int>> FreshAsync(ServiceProcess service)
    {
        var clock = new BusinessClock(TimeProvider.System, TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        using var database = new SqliteDatabase(service.DatabaseFile, new CommitSignal());
        var fresh = await FreshAsync(database, clock);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return fresh;
    }

    private static async Task<SortedDictionary<CustomerId, int>> FreshAsync(SqliteDatabase database, BusinessClock clock)
    {
        await using var db = database.Open();
        var catalogue = await TagCatalogue.LoadAsync(db, CancellationToken.None);
        var customers = await db.Customers.AsNoTracking().AsSplitQuery().Include(c => c.Contacts).Include(c => c.ExternalIds)
            .Include(c => c.Sources).Include(c => c.Owners).Include(c => c.Tags).Include(c => c.Interests)
            .Include(c => c.Consents).ToListAsync();
        var documents = new DocumentBuilder(clock);
        return new(customers.ToDictionary(c => c.Id, c => documents.Build(c, catalogue).ContentHash));
    }

    /// <summary>The content hash of each customer who stands in a generation.</summary>
    /// <param name="generation">The one that answers searches where it is not given.</param>
    public static async Task<SortedDictionary<CustomerId, int>> IndexedAsync(IIndexWriter index, int? generation = null)
    {
        var ready = Assert.IsType<IndexOpening.Ready>(await index.OpenAsync(new Progress<(long, long)>(), CancellationToken.None));
        var indexed = new SortedDictionary<CustomerId, int>();
        await foreach (var customer in index.ReadAllAsync(generation ?? ready.Generation, CancellationToken.None))
        {
            if (customer.ContentHash is { } hash)
                indexed.Add(customer.Id, hash);
        }

        return indexed;
    }
}
