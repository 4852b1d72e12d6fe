using System.Threading.Channels;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Tags;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Core.Demo;

/// <summary>What demo data is asked for.</summary>
/// <param name="Customers">How many customers.</param>
/// <param name="Seed">The same seed gives the same customers on the same business day.</param>
/// <param name="Password">The password of every demo account.</param>
public sealed record DemoOrder(int Customers, int Seed, string Password);

/// <summary>Fills a database without customers with the demo company and its customers, as of today.</summary>
/// <remarks>The tag catalogue must be there. Accounts that exist already keep their passwords and roles.</remarks>
public sealed class SeedDemo(
    IDatabase database,
    IBulkWriter writer,
    SecretValues secrets,
    BusinessClock clock,
    IPasswordHasher<Account> passwords)
{
    private const int BatchSize = 1000;
    private const int BatchesAhead = 2;

    /// <param name="progress">Told how many customers are written, after each batch.</param>
    /// <exception cref="DemoRefusedException">The database holds customers, or lacks tags that these carry.</exception>
    /// <exception cref="DatabaseUnavailableException">The database is locked, full or gone.</exception>
    public async Task RunAsync(DemoOrder order, IProgress<long>? progress, CancellationToken ct)
    {
        await RefuseWhereCustomersAreAsync(ct);
        var handTags = await HandTagsAsync(ct);
        var organisation = await EnsureOrganisationAsync(order.Password, ct);
        var customers = new DemoCustomers(order.Seed, clock.Today, organisation, handTags, secrets);
        await WriteAsync(customers.Generate(order.Customers).Chunk(BatchSize), progress, ct);
    }

    private async Task RefuseWhereCustomersAreAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        if (await db.Customers.IgnoreQueryFilters().AnyAsync(ct))
            throw new DemoRefusedException("Demo data goes into a database without customers only; this one has some.");
    }

    private async Task<Dictionary<string, TagId>> HandTagsAsync(CancellationToken ct)
    {
        await using var db = database.Open();
        var tags = await (
            from dimension in db.TagDimensions
            from tag in dimension.Tags
            where tag.Origin == TagOrigin.Hand && tag.State == TagState.Confirmed
            select new { Dimension = dimension.Name, tag.Code, tag.Id }).ToListAsync(ct);
        var byName = tags.ToDictionary(tag => $"{tag.Dimension}/{tag.Code}", tag => tag.Id);
        var missing = DemoRelations.NeededTags.Where(tag => !byName.ContainsKey(tag)).ToList();
        return missing.Count == 0
            ? byName
            : throw new DemoRefusedException($"The tag catalogue lacks {string.Join(", ", missing)}.");
    }

    private async Task<DemoOrganisation> EnsureOrganisationAsync(string password, CancellationToken ct)
    {
        List<string> present;
        await using (var db = database.Open())
            present = await db.Accounts.Select(account => account.NormalizedUserName).ToListAsync(ct);

        // Hashing takes its time on purpose, so it is done before the one writer of the database is taken, and once: the
        // password is one for all. The hasher does not look at the account.
        var hash = passwords.HashPassword(null!, password);
        var missing = DemoOrganisation.Accounts
            .ExceptBy(present, account => account.UserName.ToUpperInvariant())
            .Select(account => (account, hash))
            .ToList();
        return await database.WriteAsync(WritePriority.Bulk, (db, token) => EnsureAsync(db, missing, token), ct);
    }

    private static async Task<DemoOrganisation> EnsureAsync(
        CustomerDb db, List<(DemoAccount Account, string Hash)> missing, CancellationToken ct)
    {
        var departments = await db.Departments.ToDictionaryAsync(d => d.Name, d => d.Id, ct);
        foreach (var planned in DemoOrganisation.Departments.Where(d => !departments.ContainsKey(d.Name)))
        {
            var department = new Department
            {
                Name = planned.Name, ParentId = planned.Parent is null ? null : departments[planned.Parent],
            };
            db.Departments.Add(department);
            await db.SaveChangesAsync(ct);
            departments.Add(department.Name, department.Id);
        }

        foreach (var (planned, hash) in missing)
        {
            var account = Account.Create(planned.UserName, planned.RealName, planned.Role, departments[planned.Department], hash);
            account.IsApprover = planned.IsApprover;
            db.Accounts.Add(account);
        }

        await db.SaveChangesAsync(ct);
        var accounts = await db.Accounts.ToDictionaryAsync(a => a.NormalizedUserName, a => a.Id, ct);
        return new DemoOrganisation(
            departments,
            DemoOrganisation.Accounts.ToDictionary(a => a.UserName, a => accounts[a.UserName.ToUpperInvariant()]));
    }

    /// <summary>Makes a few batches ahead of the one being written: two cores work, and memory stays flat.</summary>
    private async Task WriteAsync(IEnumerable<Customer[]> batches, IProgress<long>? progress, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var made = Channel.CreateBounded<Customer[]>(BatchesAhead);
        var making = Task.Run(() => MakeAsync(batches, made.Writer, stop.Token), CancellationToken.None);
        try
        {
            await writer.FillAsync(Counted(made.Reader.ReadAllAsync(ct), progress), ct);
        }
        finally
        {
            await stop.CancelAsync();
            await making;
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<Customer>> Counted(IAsyncEnumerable<Customer[]> batches, IProgress<long>? progress)
    {
        var taken = 0L;
        await foreach (var batch in batches)
        {
            yield return batch;
            progress?.Report(taken += batch.Length);
        }
    }

    /// <summary>Never throws: what goes wrong travels through the channel to its reader.</summary>
    private static async Task MakeAsync(
        IEnumerable<Customer[]> batches, ChannelWriter<Customer[]> made, CancellationToken ct)
    {
        try
        {
            foreach (var batch in batches)
                await made.WriteAsync(batch, ct);

            made.Complete();
        }
        catch (Exception exception)
        {
            made.Complete(exception);
        }
    }
}

/// <summary>Demo data does not go into this database; nothing was written.</summary>
public sealed class DemoRefusedException(string message) : Exception(message);
