using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Demo;

public sealed class SqliteBulkWriterSpecs
{
    private static readonly (string Table, string? DrawnKey)[] Tables =
    [
        ("Customer", null), ("Contact", "Id"), ("ExternalId", "Id"), ("CustomerSource", null), ("CustomerOwner", null),
        ("CustomerTag", null), ("CustomerInterest", null), ("ConsentChange", "Id"),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_writes_the_rows_that_EF_would_write()
    {
        using var bulk = new DemoWorld();
        using var ef = new DemoWorld();
        await bulk.CreateWithOrganisationAsync(Ct);
        await ef.CreateWithOrganisationAsync(Ct);
        var customers = await bulk.CustomersHereAsync(400, Ct);
        customers[3].DeletedAt = customers[3].UpdatedAt;

        await new SqliteBulkWriter(bulk.Database).FillAsync(Batches(customers), Ct);
        await ef.Database.WriteAsync(WritePriority.Interactive, async (db, token) =>
        {
            db.AddRange(customers);
            return await db.SaveChangesAsync(token);
        }, Ct);

        foreach (var (table, drawnKey) in Tables)
        {
            var written = await bulk.RowsAsync(table, drawnKey, Ct);
            Assert.NotEmpty(written);
            Assert.Equal(await ef.RowsAsync(table, drawnKey, Ct), written);
        }
    }

    [Fact]
    public async Task Each_customer_stands_in_the_queue_once_and_the_schema_is_what_it_was()
    {
        using var world = new DemoWorld();
        await world.CreateWithOrganisationAsync(Ct);
        var customers = await world.CustomersHereAsync(100, Ct);
        var before = await SchemaAsync(world);

        await new SqliteBulkWriter(world.Database).FillAsync(Batches(customers), Ct);

        Assert.Equal(before, await SchemaAsync(world));
        await using var db = world.Database.Open();
        var noted = await db.IndexChanges.Where(c => c.Pass == null).OrderBy(c => c.Seq).Select(c => c.CustomerId).ToListAsync(Ct);
        Assert.Equal(await db.Customers.OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(Ct), noted);
        Assert.Equal(100, noted.Count);
        Assert.All(await db.IndexChanges.Select(c => c.At).ToListAsync(Ct), at =>
            Assert.InRange(TimeProvider.System.GetUtcNow() - at, TimeSpan.FromSeconds(-1), TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public async Task A_customer_that_cannot_be_written_leaves_the_database_as_it_was()
    {
        using var world = new DemoWorld();
        await world.CreateWithOrganisationAsync(Ct);
        var customers = await world.CustomersHereAsync(8, Ct);
        customers[7].Owners.Add(customers[7].Owners[0]);
        var before = await SchemaAsync(world);

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(
            () => new SqliteBulkWriter(world.Database).FillAsync(Batches(customers), Ct));

        Assert.Equal(before, await SchemaAsync(world));
        await using var db = world.Database.Open();
        Assert.Equal((0, 0, 0), (await db.Customers.CountAsync(Ct), await db.Contacts.CountAsync(Ct), await db.IndexChanges.CountAsync(Ct)));
    }

    [Fact]
    public async Task A_database_with_customers_is_not_filled()
    {
        using var world = new DemoWorld();
        await world.CreateWithOrganisationAsync(Ct);
        var customers = await world.CustomersHereAsync(20, Ct);
        var writer = new SqliteBulkWriter(world.Database);
        await writer.FillAsync(Batches(customers[..10]), Ct);

        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.FillAsync(Batches(customers[10..]), Ct));

        await using var db = world.Database.Open();
        Assert.Equal(10, await db.Customers.CountAsync(Ct));
    }

    [Fact]
    public async Task An_id_is_never_drawn_again()
    {
        using var world = new DemoWorld();
        await world.CreateWithOrganisationAsync(Ct);
        var customers = await world.CustomersHereAsync(11, Ct);
        var writer = new SqliteBulkWriter(world.Database);
        await writer.FillAsync(Batches(customers[..10]), Ct);
        await world.Database.WriteAsync(WritePriority.Interactive, async (db, token) =>
        {
            await db.Database.ExecuteSqlAsync($"DELETE FROM Customer WHERE Id = 10", token);
            writer.Insert(db, customers[10..]);
            return 0;
        }, Ct);

        await using var db = world.Database.Open();
        Assert.Equal(11, await db.Customers.MaxAsync(c => (long)(object)c.Id, Ct));
    }

    private static IAsyncEnumerable<IReadOnlyList<Customer>> Batches(IReadOnlyList<Customer> customers) =>
        customers.Chunk(7).ToAsyncEnumerable();

    private static async Task<List<string>> SchemaAsync(DemoWorld world)
    {
        await using var db = world.Database.Open();
        return await db.Database.SqlQueryRaw<string>(
            """SELECT "type" || ' ' || "name" || ' ' || COALESCE("sql", '') AS "Value" FROM "sqlite_master" ORDER BY "type", "name" """)
            .ToListAsync(Ct);
    }
}
