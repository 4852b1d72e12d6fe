using System.Data.Common;
using CustomerSearch.Core.Data;
using CustomerSearch.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

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

        await new SqliteBulkWriter(bulk.Database, TimeProvider.System).InsertAsync(customers, Ct);
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
    public async Task The_change_triggers_note_each_customer_once()
    {
        using var world = new DemoWorld();
        await world.CreateWithOrganisationAsync(Ct);
        var customers = await world.CustomersHereAsync(100, Ct);
        await new SqliteBulkWriter(world.Database, TimeProvider.System).InsertAsync(customers, Ct);

        await using var db = world.Database.Open();
        var noted = await db.IndexChanges.Where(c => c.Pass == null).Select(c => c.CustomerId).ToListAsync(Ct);
        Assert.Equal(await db.Customers.Select(c => c.Id).ToListAsync(Ct), noted.Order());
        Assert.Equal(100, noted.Count);
    }

    [Fact]
    public async Task A_transaction_ends_with_the_customer_that_completes_twenty_milliseconds()
    {
        var commits = new Commits();
        using var world = new DemoWorld(commits);
        await world.CreateWithOrganisationAsync(Ct);
        var customers = await world.CustomersHereAsync(8, Ct);
        commits.Watching = true;

        await new SqliteBulkWriter(world.Database, new SevenMillisecondsALook()).InsertAsync(customers, Ct);

        Assert.Equal([After(3), After(6), After(8)], commits.Seen);
        (int, int, int) After(int n) =>
            (n, customers.Take(n).Sum(c => c.Contacts.Count), customers.Take(n).Sum(c => c.Consents.Count));
    }

    [Fact]
    public async Task A_customer_that_cannot_be_written_takes_its_transaction_with_it_and_leaves_no_half_customer()
    {
        using var world = new DemoWorld();
        await world.CreateWithOrganisationAsync(Ct);
        var customers = await world.CustomersHereAsync(8, Ct);
        customers[7].Owners.Add(customers[7].Owners[0]);

        await Assert.ThrowsAsync<Microsoft.Data.Sqlite.SqliteException>(
            () => new SqliteBulkWriter(world.Database, new SevenMillisecondsALook()).InsertAsync(customers, Ct));

        await using var db = world.Database.Open();
        var written = customers.Take(6).ToList();
        var stored = await db.Customers.OrderBy(c => c.Id).Select(c => c.Number).ToListAsync(Ct);
        Assert.Equal(written.Select(c => c.Number), stored);
        Assert.Equal(written.Sum(c => c.Contacts.Count), await db.Contacts.CountAsync(Ct));
    }

    [Fact]
    public async Task An_id_is_never_drawn_again()
    {
        using var world = new DemoWorld();
        await world.CreateWithOrganisationAsync(Ct);
        var customers = await world.CustomersHereAsync(11, Ct);
        var writer = new SqliteBulkWriter(world.Database, TimeProvider.System);
        await writer.InsertAsync(customers[..10], Ct);
        await world.Database.WriteAsync(
            WritePriority.Interactive,
            (db, token) => db.Database.ExecuteSqlAsync($"DELETE FROM Customer WHERE Id = 10", token),
            Ct);

        await writer.InsertAsync(customers[10..], Ct);

        await using var db = world.Database.Open();
        Assert.Equal(11, await db.Customers.MaxAsync(c => (long)(object)c.Id, Ct));
    }

    /// <summary>Each look at the clock finds it seven milliseconds on.</summary>
    private sealed class SevenMillisecondsALook : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => now += 7;
    }

    /// <summary>How many rows stood at each commit, from when it is told to watch.</summary>
    private sealed class Commits : DbTransactionInterceptor
    {
        public bool Watching { get; set; }

        public List<(int Customers, int Contacts, int Consents)> Seen { get; } = [];

        public override InterceptionResult TransactionCommitting(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
        {
            if (Watching)
                Seen.Add(Count((CustomerDb)eventData.Context!));

            return result;
        }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction,
            TransactionEventData eventData,
            InterceptionResult result,
            CancellationToken cancellationToken = default) =>
            new(TransactionCommitting(transaction, eventData, result));

        private static (int, int, int) Count(CustomerDb db) =>
            (db.Customers.Count(), db.Contacts.Count(), db.ConsentChanges.Count());
    }
}
