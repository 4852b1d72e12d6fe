using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;
using CustomerSearch.Core.Search;
using CustomerSearch.Core.Tags;
using CustomerSearch.Service.Hosting;
using CustomerSearch.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;

namespace CustomerSearch.Specs;

/// <summary>The service's own composition over a temporary folder, with a clock that stands still until it is moved.</summary>
internal sealed class World : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("customer-search-").FullName;
    private readonly ServiceProvider services;

    private World(DateTimeOffset now)
    {
        Clock = new FakeTimeProvider(now);
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = Path.Combine(folder, "data"),
        }).Build());
        collection.AddLogging();
        collection.AddSettings();
        collection.AddDatabase();
        collection.AddAccess();
        collection.AddAudit();
        collection.AddIndex();
        collection.AddCapabilities();
        collection.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
        collection.Replace(ServiceDescriptor.Singleton(sp => new SqliteDatabase(
            sp.GetRequiredService<DataPaths>().Database, sp.GetRequiredService<CommitSignal>(), WorldParts.Interceptors)));
        services = collection.BuildServiceProvider();
    }

    public FakeTimeProvider Clock { get; }

    public DepartmentId East { get; private set; }

    public DepartmentId South { get; private set; }

    public Operator Clerk { get; private set; } = null!;

    public Operator OtherClerk { get; private set; } = null!;

    public Operator Manager { get; private set; } = null!;

    public Operator Marketer { get; private set; } = null!;

    public Operator Auditor { get; private set; } = null!;

    public Operator Administrator { get; private set; } = null!;

    public IDatabase Database => Get<IDatabase>();

    public string AnchorFolder => Get<DataPaths>().Anchors;

    /// <summary>A world of two departments and an account of each role, at noon of a business day unless told otherwise.</summary>
    public static async Task<World> StartAsync(DateTimeOffset? now = null)
    {
        var world = new World(now ?? new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(8)));
        Directory.CreateDirectory(world.Get<DataPaths>().Directory);
        _ = world.Get<KeyRing>();
        await world.Get<SqliteDatabase>().MigrateAsync(CancellationToken.None);
        await world.Get<SeedCatalogue>().RunAsync(CancellationToken.None);
        await world.PeopleAsync();
        await world.Get<MoveTagDay>().RunAsync(CancellationToken.None);
        await world.Get<AnchorKeeper>().CompareAsync(CancellationToken.None);
        await world.Get<AuditLog>().StartAsync(CancellationToken.None);
        return world;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>A valid customer of the eastern department, owned by <see cref="Clerk"/>; change what matters.</summary>
    public Customer NewCustomer(string number, Action<Customer>? change = null)
    {
        var customer = new Customer
        {
            Number = number,
            CreatedAt = Clock.GetUtcNow(),
            UpdatedAt = Clock.GetUtcNow(),
            Kind = CustomerKind.Individual,
            Name = "王芳",
            Industry = "教育",
            Status = "潜在客户",
            DepartmentId = East,
            Sources = { new CustomerSource { Source = "展会" } },
        };
        customer.Owners.Add(new CustomerOwner { AccountId = Clerk.Id!.Value });
        change?.Invoke(customer);
        return customer;
    }

    public async Task AddAsync(params Customer[] customers) => await Database.WriteAsync(WritePriority.Interactive, async (db, ct) =>
    {
        db.AddRange(customers);
        return await db.SaveChangesAsync(ct);
    }, CancellationToken.None);

    /// <summary>Opens the index, building it where needed, and drains the queue.</summary>
    public async Task IndexAsync()
    {
        if (Get<IndexStatus>().State != IndexState.Ready)
            await Get<OpenIndex>().RunAsync(CancellationToken.None);

        await Get<DrainChanges>().RunAsync(CancellationToken.None);
    }

    public async Task<ParsedSearch> ParseAsync(SearchRequest request, Operator caller)
    {
        var surroundings = await SurroundingsAsync();
        return SearchQuery.Parse(request, new ParseContext(
            caller.Role!.Value, surroundings.Catalogue, surroundings.Organisation, Get<BusinessClock>().Today,
            text => SearchCursor.TryParse(text, out var cursor) ? cursor : null));
    }

    public async Task<SearchAnswer> SearchAsync(SearchRequest request, Operator? caller = null)
    {
        var by = caller ?? Clerk;
        var query = Assert.IsType<ParsedSearch.Good>(await ParseAsync(request, by)).Query;
        var (answer, next) = await Get<SearchCustomers>().RunAsync(query, by, await SurroundingsAsync(), CancellationToken.None);
        return answer with { Cursor = next?.ToText() };
    }

    public async Task<SearchSurroundings> SurroundingsAsync() => new(
        await Get<CurrentOrganisation>().GetAsync(CancellationToken.None), await Get<CurrentCatalogue>().GetAsync(CancellationToken.None));

    public async ValueTask DisposeAsync()
    {
        await Get<AuditLog>().StopAsync(CancellationToken.None);
        await services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    private Task PeopleAsync() => Database.WriteAsync(WritePriority.Interactive, async (db, ct) =>
    {
        var head = new Department { Name = "总部" };
        db.Add(head);
        await db.SaveChangesAsync(ct);
        var east = new Department { Name = "华东销售部", ParentId = head.Id };
        var south = new Department { Name = "华南销售部", ParentId = head.Id };
        db.AddRange(east, south);
        await db.SaveChangesAsync(ct);
        (East, South) = (east.Id, south.Id);
        var accounts = new[]
        {
            NewAccount("clerk1", Role.FrontLine, east), NewAccount("clerk2", Role.FrontLine, south),
            NewAccount("manager1", Role.DepartmentManager, east), NewAccount("marketer1", Role.Marketing, head),
            NewAccount("auditor1", Role.Auditor, head), NewAccount("admin1", Role.Administrator, head),
        };
        db.AddRange(accounts);
        await db.SaveChangesAsync(ct);
        Operator[] people = [.. accounts.Select(a => new Operator
        {
            Id = a.Id, UserName = a.UserName, RealName = a.RealName, Role = a.Role, DepartmentId = a.DepartmentId,
            Department = a.DepartmentId == east.Id ? east.Name : a.DepartmentId == south.Id ? south.Name : head.Name,
            Address = "192.0.2.1",
        })];
        (Clerk, OtherClerk, Manager, Marketer, Auditor, Administrator) =
            (people[0], people[1], people[2], people[3], people[4], people[5]);
        return true;
    }, CancellationToken.None);

    private static Account NewAccount(string userName, Role role, Department department) => new()
    {
        UserName = userName, NormalizedUserName = userName.ToUpperInvariant(), RealName = userName, Role = role,
        DepartmentId = department.Id,
    };
}
