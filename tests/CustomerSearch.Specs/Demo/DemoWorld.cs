using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Demo;
using CustomerSearch.Core.Tags;
using CustomerSearch.Sqlite;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Specs.Demo;

/// <summary>Keys and a real database file of one test, gone with it.</summary>
internal sealed class DemoWorld : IDisposable
{
    public static readonly DateOnly Today = new(2026, 7, 31);

    private readonly string folder = Directory.CreateTempSubdirectory("customersearch-demo-").FullName;
    private readonly CommitSignal committed = new();

    public DemoWorld()
    {
        var keys = KeyRing.Load(Path.Combine(folder, "keys"), create: true);
        Secrets = new SecretValues(new FieldCipher(keys), new BlindIndex(keys));
        Database = new SqliteDatabase(Path.Combine(folder, "customers.db"), committed, WorldParts.Interceptors);
    }

    public SecretValues Secrets { get; }

    public SqliteDatabase Database { get; }

    public BusinessClock Clock { get; } = new(
        new StandingClock(new DateTimeOffset(2026, 7, 31, 9, 30, 0, TimeSpan.FromHours(8))),
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    /// <summary>Customers of an organisation whose ids are made up.</summary>
    public DemoCustomers Customers(int seed = 1, DateOnly? today = null) => new(
        seed,
        today ?? Today,
        new DemoOrganisation(
            DemoOrganisation.Departments.Index().ToDictionary(d => d.Item.Name, d => new DepartmentId(d.Index + 1)),
            DemoOrganisation.Accounts.Index().ToDictionary(a => a.Item.UserName, a => new AccountId(a.Index + 1))),
        HandTags(),
        Secrets);

    public SeedDemo Seed() => new(
        Database,
        new SqliteBulkWriter(Database),
        Secrets,
        Clock,
        new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 1 })));

    public async Task CreateAsync(CancellationToken ct)
    {
        await Database.MigrateAsync(ct);
        await new SeedCatalogue(Database, Clock).RunAsync(ct);
    }

    /// <summary>Customers who belong to the organisation and carry the tags that this database holds.</summary>
    public async Task<List<Customer>> CustomersHereAsync(int count, CancellationToken ct)
    {
        await using var db = Database.Open();
        var organisation = new DemoOrganisation(
            await db.Departments.ToDictionaryAsync(d => d.Name, d => d.Id, ct),
            await db.Accounts.ToDictionaryAsync(a => a.UserName, a => a.Id, ct));
        var dimensions = await db.TagDimensions.Include(d => d.Tags).ToListAsync(ct);
        var tags = dimensions
            .SelectMany(d => d.Tags, (d, t) => (Name: $"{d.Name}/{t.Code}", t.Id))
            .ToDictionary(t => t.Name, t => t.Id);
        return [.. new DemoCustomers(1, Today, organisation, tags, Secrets).Generate(count)];
    }

    /// <summary>Creates the database with the catalogue and the organisation, without customers.</summary>
    public async Task CreateWithOrganisationAsync(CancellationToken ct)
    {
        await CreateAsync(ct);
        await Seed().RunAsync(new DemoOrder(0, 1, "demo"), null, ct);
    }

    /// <summary>The rows of a table as SQLite stores them, type and value of each column.</summary>
    /// <param name="without">A column to leave out.</param>
    public async Task<List<string>> RowsAsync(string table, string? without, CancellationToken ct)
    {
        await using var db = Database.Open();
        await db.Database.OpenConnectionAsync(ct);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<string>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(string.Join('|',
                from i in Enumerable.Range(0, reader.FieldCount)
                where reader.GetName(i) != without
                let value = reader.GetValue(i) is byte[] bytes ? Convert.ToHexString(bytes) : reader.GetValue(i)
                select $"{reader.GetName(i)}:{reader.GetFieldType(i).Name}={value}"));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private static Dictionary<string, TagId> HandTags() => ((string[])
        [
            "服务偏好/线上", "服务偏好/线下", "服务偏好/个性化", "客户等级/VIP客户", "客户等级/战略合作伙伴", "客户等级/普通客户",
            "客户阶段/意向客户", "客户阶段/待转化客户",
        ]).Index().ToDictionary(tag => tag.Item, tag => new TagId(tag.Index + 1));

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
