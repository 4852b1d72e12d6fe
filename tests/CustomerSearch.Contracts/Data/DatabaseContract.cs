using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Contracts.Data;

/// <summary>What every provider of the system of record promises.</summary>
public abstract class DatabaseContract : IAsyncLifetime
{
    private CustomerId first;
    private CustomerId second;

    /// <summary>How many rows a burst of statements on one customer leaves in the queue.</summary>
    protected abstract int RowsOfBurst(int statements);

    /// <summary>A byte, as the dialect writes it.</summary>
    protected abstract string Blob { get; }

    /// <summary>An instant, as the dialect writes it.</summary>
    protected abstract string Instant { get; }

    protected IDatabase Database { get; private set; } = null!;

    protected CommitSignal Committed { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Database = await StartAsync();
        (first, second) = await Database.WriteAsync(WritePriority.Interactive, DatabaseStock.SeedAsync, CancellationToken.None);
        await ExecuteAsync("DELETE FROM \"IndexChange\"");
    }

    public abstract ValueTask DisposeAsync();

    [Theory]
    [MemberData(nameof(DatabaseStock.Statements), MemberType = typeof(DatabaseStock))]
    public async Task A_raw_statement_leaves_a_change_of_its_customer_and_of_no_other(string table, string sql)
    {
        Assert.NotEmpty(table);
        await ExecuteAsync(InDialect(sql));

        Assert.Equal([first], (await QueuedAsync()).Distinct());
    }

    [Theory]
    [MemberData(nameof(DatabaseStock.Statements), MemberType = typeof(DatabaseStock))]
    public async Task A_statement_that_is_rolled_back_leaves_none(string table, string sql)
    {
        Assert.NotEmpty(table);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Database.WriteAsync<int>(
            WritePriority.Interactive,
            async (db, ct) =>
            {
                await db.Database.ExecuteSqlRawAsync(InDialect(sql), ct);
                throw new OperationCanceledException();
            },
            CancellationToken.None));

        Assert.Empty(await QueuedAsync());
    }

    [Fact]
    public async Task Every_table_that_hangs_on_a_customer_stands_among_the_statements()
    {
        await using var db = Database.Open();
        var feeding = db.Model.GetEntityTypes()
            .Where(type => type.ClrType == typeof(Customer) || type.GetForeignKeys().Any(key => key.PrincipalEntityType.ClrType == typeof(Customer)))
            .Select(type => type.GetTableName());

        Assert.Equal(feeding.Order(StringComparer.Ordinal), DatabaseStock.Statements.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_new_customer_is_queued_whatever_writes_it()
    {
        var added = await Database.WriteAsync(WritePriority.Interactive, async (db, ct) =>
        {
            var customer = DatabaseStock.NewCustomer("ED2026009", await db.Departments.Select(d => d.Id).FirstAsync(ct));
            db.Add(customer);
            await db.SaveChangesAsync(ct);
            return customer.Id;
        }, CancellationToken.None);

        Assert.Contains(added, await QueuedAsync());
    }

    [Fact]
    public async Task Moving_a_part_from_one_customer_to_another_queues_both()
    {
        await ExecuteAsync($"UPDATE \"ExternalId\" SET \"CustomerId\" = {second.Value} WHERE \"CustomerId\" = {first.Value}");

        Assert.Equal([first, second], (await QueuedAsync()).Distinct().Order());
    }

    [Fact]
    public async Task A_burst_on_one_customer_does_not_flood_the_queue()
    {
        for (var i = 0; i < 5; i++)
            await ExecuteAsync($"UPDATE \"Customer\" SET \"City\" = 'c{i}' WHERE \"Id\" = {first.Value}");

        Assert.Equal(RowsOfBurst(5), (await QueuedAsync()).Count);
    }

    [Fact]
    public async Task A_change_after_the_taking_is_queued_again()
    {
        await ExecuteAsync($"UPDATE \"Customer\" SET \"City\" = 'a' WHERE \"Id\" = {first.Value}");
        await ExecuteAsync("UPDATE \"IndexChange\" SET \"Pass\" = 7");
        await ExecuteAsync($"UPDATE \"Customer\" SET \"City\" = 'b' WHERE \"Id\" = {first.Value}");

        Assert.Equal(2, (await QueuedAsync()).Count);
    }

    [Fact]
    public async Task A_number_once_given_is_never_given_again()
    {
        await ExecuteAsync($"DELETE FROM \"Customer\" WHERE \"Id\" = {second.Value}");
        var next = await Database.WriteAsync(WritePriority.Interactive, async (db, ct) =>
        {
            var customer = DatabaseStock.NewCustomer("ED2026009", await db.Departments.Select(d => d.Id).FirstAsync(ct));
            db.Add(customer);
            await db.SaveChangesAsync(ct);
            return customer.Id;
        }, CancellationToken.None);

        Assert.True(next > second);
    }

    [Fact]
    public async Task Text_is_compared_by_code_point()
    {
        await using var db = Database.Open();
        Assert.False(await db.Customers.AnyAsync(c => c.Number == "ed2026001"));
        Assert.True(await db.Customers.AnyAsync(c => c.Number == "ED2026001"));
    }

    [Fact]
    public async Task A_unit_of_work_that_fails_leaves_nothing_and_the_next_one_goes_on()
    {
        await Assert.ThrowsAsync<DbUpdateException>(() => Database.WriteAsync(WritePriority.Interactive, async (db, ct) =>
        {
            db.Departments.Add(new Department { Name = "新部门" });
            await db.SaveChangesAsync(ct);
            db.Departments.Add(new Department { Name = "新部门" });
            return await db.SaveChangesAsync(ct);
        }, CancellationToken.None));

        await using var db = Database.Open();
        Assert.False(await db.Departments.AnyAsync(d => d.Name == "新部门"));
        await ExecuteAsync("UPDATE \"Department\" SET \"Name\" = '新部门'");
    }

    [Fact]
    public async Task The_head_is_one_row_and_a_second_taker_waits_until_the_first_is_done()
    {
        var order = new System.Collections.Concurrent.ConcurrentQueue<string>();
        var holding = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var holder = Database.WriteAsync(WritePriority.Record, async (db, ct) =>
        {
            (await db.LockHeadAsync(ct)).Position++;
            held.TrySetResult();
            await holding.Task;
            order.Enqueue("first");
            return await db.SaveChangesAsync(ct);
        }, CancellationToken.None);
        await held.Task;
        var waiter = Database.WriteAsync(WritePriority.Record, async (db, ct) =>
        {
            var position = (await db.LockHeadAsync(ct)).Position;
            order.Enqueue("second");
            return position;
        }, CancellationToken.None);
        await Task.Delay(100);
        holding.SetResult();
        await holder;

        Assert.Equal(1, await waiter);
        Assert.Equal(["first", "second"], order);
    }

    [Fact]
    public async Task Taking_changes_marks_the_oldest_and_the_newest_and_leaves_the_rest()
    {
        await ExecuteAsync($"UPDATE \"Customer\" SET \"City\" = 'a' WHERE \"Id\" = {first.Value}");
        await ExecuteAsync($"UPDATE \"Customer\" SET \"City\" = 'a' WHERE \"Id\" = {second.Value}");
        var taken = await Database.WriteAsync(
            WritePriority.Index, (db, ct) => db.TakeChangesAsync(pass: 5, half: 1, ct), CancellationToken.None);

        Assert.Equal([first, second], taken.Order());
        await using var db = Database.Open();
        Assert.All(await db.IndexChanges.ToListAsync(), change => Assert.Equal(5, change.Pass));
        Assert.True(await db.AnyChangeAsync(CancellationToken.None));
        await ExecuteAsync("DELETE FROM \"IndexChange\"");
        Assert.False(await db.AnyChangeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Customers_written_in_bulk_come_with_their_parts_and_each_is_queued()
    {
        var written = await Database.WriteAsync(WritePriority.Bulk, async (db, ct) =>
        {
            var department = await db.Departments.Select(d => d.Id).FirstAsync(ct);
            NewBulkWriter().Insert(db, BulkStock.Customers(department));
            return await db.Customers.AsNoTracking().Include(c => c.Sources).Include(c => c.Contacts)
                .Where(c => c.Number == "ED2026007" || c.Number == "ED2026008").OrderBy(c => c.Number).ToListAsync(ct);
        }, CancellationToken.None);

        Assert.Equal(["ED2026007", "ED2026008"], written.Select(c => c.Number));
        Assert.All(written, customer =>
        {
            Assert.True(customer.Id > second);
            Assert.Equal("展会", Assert.Single(customer.Sources).Source);
            Assert.Equal([2], Assert.Single(customer.Contacts).Blind);
            Assert.Equal(new DateOnly(2024, 2, 29), customer.FirstContactOn);
        });
        Assert.Empty(written.Select(c => c.Id).Except(await QueuedAsync()));
    }

    [Fact]
    public async Task Events_that_a_bulk_writer_wrote_are_read_as_they_were_and_change_no_document()
    {
        var events = BulkStock.Events(first);
        await Database.WriteAsync(WritePriority.Bulk, (db, _) =>
        {
            NewBulkWriter().Insert(db, events);
            return Task.FromResult(true);
        }, CancellationToken.None);

        await using var db = Database.Open();
        var read = await db.CustomerEvents.AsNoTracking().OrderBy(e => e.Row).ToListAsync();
        Assert.All(read, e => Assert.True(e.Id > 0));
        Assert.Equal(events.Select(BulkStock.Shown), read.Select(BulkStock.Shown));
        Assert.Empty(await QueuedAsync());
    }

    [Theory]
    [InlineData(WritePriority.Interactive, true)]
    [InlineData(WritePriority.Bulk, false)]
    [InlineData(WritePriority.Index, false)]
    [InlineData(WritePriority.Record, false)]
    public async Task Only_a_persons_write_is_signalled_when_it_is_committed(WritePriority priority, bool isSignalled)
    {
        var pulse = Committed.Next;
        await Database.WriteAsync(priority, (db, ct) => db.Customers.ExecuteUpdateAsync(set => set.SetProperty(c => c.City, "上海"), ct), CancellationToken.None);

        Assert.Equal(isSignalled, pulse.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task What_is_set_up_as_it_must_be_passes_the_check() => await Database.CheckAsync(CancellationToken.None);

    [Fact]
    public async Task Instants_come_back_to_the_millisecond()
    {
        var at = new DateTimeOffset(2026, 11, 24, 12, 0, 0, 987, TimeSpan.Zero);
        await Database.WriteAsync(WritePriority.Index, (db, ct) => db.IndexLeases
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Until, at.AddTicks(9999)), ct), CancellationToken.None);

        await using var db = Database.Open();
        Assert.Equal(at, await db.IndexLeases.Select(l => l.Until).Distinct().SingleAsync());
        Assert.True(await db.IndexLeases.AnyAsync(l => l.Until == at));
    }

    [Fact]
    public async Task A_unit_of_work_is_known_inside_it_and_not_outside()
    {
        Assert.Equal(WritePriority.Index, await Database.WriteAsync(
            WritePriority.Index, (_, _) => Task.FromResult(UnitOfWork.Priority), CancellationToken.None));
        Assert.Null(UnitOfWork.Priority);
    }

    [Fact]
    public async Task The_migration_is_what_the_model_is()
    {
        await using var db = Database.Open();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    protected abstract Task<IDatabase> StartAsync();

    protected abstract IBulkWriter NewBulkWriter();

    private string InDialect(string sql) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, first.Value, Blob, Instant);

    private async Task<List<CustomerId>> QueuedAsync()
    {
        await using var db = Database.Open();
        return await db.IndexChanges.OrderBy(x => x.Seq).Select(x => x.CustomerId).ToListAsync();
    }

    private Task ExecuteAsync(string sql) => Database.WriteAsync(
        WritePriority.Interactive, (db, ct) => db.Database.ExecuteSqlRawAsync(sql, ct), CancellationToken.None);
}
