using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Service.Indexing;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Indexing;

/// <summary>What specs of generations do and look at.</summary>
internal static class GenerationSteps
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>A world whose first generation has so many customers, ED2026001 and on.</summary>
    public static async Task<World> StartIndexedAsync(int customers)
    {
        var world = await World.StartAsync();
        await world.AddAsync([.. Enumerable.Range(1, customers).Select(i => world.NewCustomer($"ED2026{i:000}"))]);
        await world.IndexAsync();
        return world;
    }

    public static async Task RebuildAsync(this World world)
    {
        Assert.NotNull(await world.Get<RequestRebuild>().RunAsync(world.Administrator, Ct));
        Assert.True(await world.Get<RebuildIndex>().RunAsync(Ct));
    }

    /// <summary>A rebuild that was killed after it wrote everybody up to this one.</summary>
    public static async Task HalfBuildAsync(this World world, CustomerId last, CustomerId? position = null)
    {
        var generations = world.Get<Generations>();
        await using var lease = await world.Get<IndexLeases>().TryTakeAsync(IndexWork.Rebuild, Ct);
        var building = await generations.ClaimAsync(lease!.Token, Ct);
        await world.Get<IIndexWriter>().CreateAsync(building!.Number, Ct);
        await generations.BeginAsync(building, Ct);
        var pass = await world.Get<ChangeQueue>().DrawPassAsync(Ct);
        var page = (await world.Get<IndexPassWriter>().ReadPageAsync(new(0), 1000, Ct)).Where(e => e.Id.CompareTo(last) <= 0).ToList();
        await world.Get<IIndexWriter>().WriteAsync(building.Number, pass, page, Ct);
        await generations.AdvanceAsync(building, position ?? last, page.Count, 60, Ct);
    }

    public static CustomerDocument Document(this World world, long id)
    {
        var customer = world.NewCustomer("ED2026999");
        return new CustomerDocument
        {
            Id = new(id), Name = [], LegalRepresentative = [], Remark = [], NameLength = 0, LastContactOn = 0,
            Exact = [(SearchFields.CustomerNo, customer.Number)], Numbers = [], ContentHash = 1,
        };
    }

    public static async Task<List<CustomerId>> IdsAsync(this World world)
    {
        await using var db = world.Database.Open();
        return await db.Customers.OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(Ct);
    }

    public static async Task<IEnumerable<(int, GenerationState)>> StatesAsync(this World world) =>
        (await world.Get<Generations>().ListAsync(Ct)).Select(g => (g.Number, g.State));

    public static async Task<IEnumerable<int>> StandingAsync(this World world) => (await world.Get<IIndexWriter>().ListAsync(Ct)).Order();

    public static async Task<SortedDictionary<CustomerId, int>> IndexedAsync(this World world, int generation) => new(await world.Get<IIndexWriter>()
        .ReadAllAsync(generation, Ct).Where(c => c.ContentHash is not null).ToDictionaryAsync(c => c.Id, c => c.ContentHash!.Value, cancellationToken: Ct));

    public static async Task<SortedDictionary<CustomerId, int>> FreshAsync(this World world) =>
        new((await world.Get<IndexPassWriter>().ReadPageAsync(new CustomerId(0), 1000, Ct))
            .ToDictionary(e => e.Id, e => ((IndexEntry.Present)e).Document.ContentHash));

    public static async Task<long> CountAsync(this World world, string name) =>
        (await world.SearchAsync(new SearchRequest { Purpose = "来电咨询", Name = new NameRequest { Text = name } })).Count;

    public static Task ExecuteAsync(this World world, string sql) => world.Database.WriteAsync(
        WritePriority.Interactive, (db, ct) => db.Database.ExecuteSqlRawAsync(sql, ct), CancellationToken.None);
}
