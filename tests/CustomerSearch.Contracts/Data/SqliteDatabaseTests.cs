using CustomerSearch.Core.Data;
using CustomerSearch.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CustomerSearch.Contracts.Data;

public sealed class SqliteDatabaseTests : DatabaseContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("customer-search-").FullName;

    [Fact]
    public async Task Every_generated_key_is_declared_autoincrement()
    {
        await using var db = Database.Open();
        var tables = db.Model.GetEntityTypes()
            .Where(type => type.FindPrimaryKey()?.Properties is [{ ValueGenerated: ValueGenerated.OnAdd }])
            .Select(type => type.GetTableName()!).ToList();
        var ddl = await db.Database.SqlQueryRaw<string>("SELECT sql AS Value FROM sqlite_master WHERE type = 'table'").ToListAsync();

        Assert.NotEmpty(tables);
        Assert.All(tables, table => Assert.Contains(
            "AUTOINCREMENT", ddl.Single(sql => sql.StartsWith($"CREATE TABLE \"{table}\"", StringComparison.Ordinal)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_missing_trigger_is_noticed_and_made_again()
    {
        var database = (SqliteDatabase)Database;
        await database.WriteAsync(WritePriority.Interactive, (db, ct) =>
            db.Database.ExecuteSqlRawAsync($"DROP TRIGGER \"{ChangeTriggers.Names[0]}\"", ct), CancellationToken.None);
        Assert.False(await database.HasTriggersAsync(CancellationToken.None));

        await database.MigrateAsync(CancellationToken.None);

        Assert.True(await database.HasTriggersAsync(CancellationToken.None));
    }

    [Fact]
    public async Task The_more_urgent_writer_goes_first()
    {
        var order = new List<WritePriority>();
        var holding = new TaskCompletionSource();
        var holder = Enter(WritePriority.Bulk, holding.Task);
        var waiting = new[] { WritePriority.Bulk, WritePriority.Interactive, WritePriority.Record }.Select(p => Enter(p, Task.CompletedTask)).ToList();
        holding.SetResult();
        await Task.WhenAll([holder, .. waiting]);

        Assert.Equal([WritePriority.Bulk, WritePriority.Record, WritePriority.Interactive, WritePriority.Bulk], order);

        Task Enter(WritePriority priority, Task until) => Database.WriteAsync(priority, async (_, _) =>
        {
            order.Add(priority);
            await until;
            return true;
        }, CancellationToken.None);
    }

    [Fact]
    public async Task Only_what_nobody_waits_for_is_committed_before_it_is_on_the_disk()
    {
        const int normal = 1;
        const int full = 2;
        foreach (var (priority, expected) in (IEnumerable<(WritePriority, int)>)
        [
            (WritePriority.Record, full), (WritePriority.Bulk, normal), (WritePriority.Index, full), (WritePriority.Bulk, normal),
            (WritePriority.Interactive, full),
        ])
        {
            Assert.Equal(expected, await Database.WriteAsync(
                priority, (db, ct) => db.Database.SqlQueryRaw<int>("SELECT synchronous AS Value FROM pragma_synchronous").SingleAsync(ct), CancellationToken.None));
        }
    }

    [Fact]
    public async Task A_query_asked_again_finds_what_stands_there_now_and_may_be_asked_while_it_is_being_read()
    {
        var pass = 0;
        for (var round = 0; round < 3; round++)
        {
            await Database.WriteAsync(WritePriority.Record, (db, ct) => db.IndexPasses
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.Value, p => p.Value + 1), ct), CancellationToken.None);
            await using var db = Database.Open();
            await foreach (var outer in Passes(db).AsAsyncEnumerable())
            {
                var inner = await Passes(db).SingleAsync();
                Assert.Equal((++pass, pass), (outer, inner));
            }
        }

        static IQueryable<long> Passes(CustomerDb db) => db.IndexPasses.Select(p => p.Value);
    }

    [Fact]
    public async Task A_context_that_comes_back_forgets_what_was_not_saved_and_goes_to_one_user_at_a_time()
    {
        var first = Database.Open();
        first.IndexPasses.Add(new() { Id = 7 });
        await first.DisposeAsync();
        await first.DisposeAsync();
        await using var second = Database.Open();
        await using var third = Database.Open();

        Assert.Same(first, second);
        Assert.NotSame(second, third);
        Assert.False(second.ChangeTracker.HasChanges());
    }

    [Fact]
    public async Task A_long_log_is_brought_in_beside_the_writers_and_begun_anew()
    {
        await WriteAsync("CREATE TABLE Ballast (Bytes BLOB)");
        var first = TimesBegun();
        for (var i = 0; i < 100; i++)
            await WriteAsync("INSERT INTO Ballast VALUES (zeroblob(1048576))");

        var clock = System.Diagnostics.Stopwatch.StartNew();
        while (TimesBegun() == first)
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "The log was not begun anew.");
            await WriteAsync("INSERT INTO Ballast VALUES (x'00')");
        }

        Assert.InRange(new FileInfo(Path.Combine(folder, "customers.db")).Length, 64 * 1024 * 1024, long.MaxValue);

        // As the format of the log has it: https://www.sqlite.org/fileformat2.html#walformat, its header from the twelfth byte.
        uint TimesBegun()
        {
            using var log = new FileStream(Path.Combine(folder, "customers.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            Span<byte> header = stackalloc byte[16];
            log.ReadExactly(header);
            return System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(header[12..]);
        }

        Task WriteAsync(string sql) => Database.WriteAsync(
            WritePriority.Bulk, (db, ct) => db.Database.ExecuteSqlRawAsync(sql, ct), CancellationToken.None);
    }

    [Fact]
    public async Task A_file_that_another_process_holds_is_unavailable_within_seconds_and_not_an_accident()
    {
        await using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder, "customers.db")};Pooling=False");
        await other.OpenAsync();
        await using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN EXCLUSIVE";
        await begin.ExecuteNonQueryAsync();

        await Assert.ThrowsAsync<DatabaseUnavailableException>(() => Database.WriteAsync(
            WritePriority.Record, (db, ct) => db.Database.ExecuteSqlRawAsync("UPDATE \"IndexPass\" SET \"Value\" = 1", ct), CancellationToken.None));
    }

    public override ValueTask DisposeAsync()
    {
        ((SqliteDatabase)Database).Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override string Blob => "x'00'";

    protected override string Instant => "0";

    protected override int RowsOfBurst(int statements) => 1;

    protected override IBulkWriter NewBulkWriter() => new SqliteBulkWriter(Database);

    protected override async Task<IDatabase> StartAsync()
    {
        var database = new SqliteDatabase(Path.Combine(folder, "customers.db"), Committed);
        await database.MigrateAsync(CancellationToken.None);
        return database;
    }
}
