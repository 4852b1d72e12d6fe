using System.Globalization;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Demo;
using CustomerSearch.Core.Names;
using CustomerSearch.Core.Tags;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Search.Oracle;

/// <summary>Generated customers in a world of their own, with what an evaluation needs of each worked out once.</summary>
public sealed class OracleWorld : IAsyncLifetime
{
    internal World World { get; private set; } = null!;

    internal IReadOnlyList<Subject> Subjects { get; private set; } = null!;

    internal TagCatalogue Catalogue { get; private set; } = null!;

    internal Organisation Organisation { get; private set; } = null!;

    internal DateOnly Today => World.Get<BusinessClock>().Today;

    /// <summary>How much is tried: as said by an environment variable for the long run, little in the usual one.</summary>
    internal static int Size(string variable, int usual) =>
        Environment.GetEnvironmentVariable(variable) is { } said ? int.Parse(said, CultureInfo.InvariantCulture) : usual;

    public async ValueTask InitializeAsync()
    {
        World = await World.StartAsync();
        var order = new DemoOrder(Size("CUSTOMERSEARCH_ORACLE_CUSTOMERS", 2_000), 7, "not-used-here");
        await World.Get<SeedDemo>().RunAsync(order, null, CancellationToken.None);
        await GiveToPeopleAsync();
        await World.IndexAsync();
        Catalogue = await World.Get<CurrentCatalogue>().GetAsync(CancellationToken.None);
        Organisation = await World.Get<CurrentOrganisation>().GetAsync(CancellationToken.None);
        await using var db = World.Database.Open();
        var customers = await db.Customers.AsNoTracking().AsSplitQuery().Include(c => c.Contacts).Include(c => c.ExternalIds)
            .Include(c => c.Sources).Include(c => c.Owners).Include(c => c.Tags).Include(c => c.Interests).Include(c => c.Consents)
            .ToListAsync();
        Subjects = customers.ConvertAll(c => new Subject(
            c, [.. Catalogue.Rules.Of(c, Catalogue.Day)], NameText.TryParse(c.Name, out var name, out _) ? name.Length : 0));
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    /// <summary>The people of the world own and manage enough of the generated customers to find some.</summary>
    private Task<int> GiveToPeopleAsync() => World.Database.WriteAsync(WritePriority.Bulk, async (db, ct) =>
    {
        var clerk = World.Clerk.Id!.Value;
        var others = await db.Customers.Where(c => c.Owners.All(o => o.AccountId != clerk)).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct);
        db.AddRange(others.Where((_, place) => place % 4 == 0).Select(id => new CustomerOwner { CustomerId = id, AccountId = clerk }));
        return await db.SaveChangesAsync(ct);
    }, CancellationToken.None);
}

/// <summary>One customer with what is computed of it.</summary>
internal sealed record Subject(Customer Customer, HashSet<string> Tags, int NameLength);
