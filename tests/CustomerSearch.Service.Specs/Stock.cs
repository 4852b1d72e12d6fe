using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Service.Specs;

/// <summary>Puts customers of a test's own into the running service.</summary>
internal static class Stock
{
    private static int running = 500;

    /// <summary>A customer owned by the account, in the account's department, written like any other writer would.</summary>
    public static async Task<Customer> AddCustomerAsync(
        this RunningService service, string owner, string name, Action<Customer, SecretValues>? change = null)
    {
        var number = $"ED2020{Interlocked.Increment(ref running):000}";
        return await service.Get<IDatabase>().WriteAsync(WritePriority.Interactive, async (db, ct) =>
        {
            var account = await db.Accounts.SingleAsync(a => a.UserName == owner, ct);
            var customer = new Customer
            {
                Number = number,
                CreatedAt = DateTimeOffset.UnixEpoch,
                UpdatedAt = DateTimeOffset.UnixEpoch,
                Kind = CustomerKind.Individual,
                Name = name,
                Industry = "教育",
                Status = "潜在客户",
                DepartmentId = account.DepartmentId,
            };
            customer.Owners.Add(new CustomerOwner { AccountId = account.Id });
            customer.Sources.Add(new CustomerSource { Source = "其他" });
            change?.Invoke(customer, service.Get<SecretValues>());
            db.Add(customer);
            await db.SaveChangesAsync(ct);
            return customer;
        }, CancellationToken.None);
    }

    /// <summary>Waits until the index has everything that was committed before this call.</summary>
    public static async Task CatchUpAsync(this RunningService service)
    {
        // A look is known by its millisecond: only a later one certainly began after what was committed in this one.
        var since = DateTimeOffset.FromUnixTimeMilliseconds(service.Get<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds());
        var status = service.Get<Core.Indexing.IndexStatus>();
        for (var i = 0; status.AsOf is not { } asOf || asOf <= since; i++)
        {
            Assert.True(i < 500, "The index did not catch up within ten seconds.");
            await Task.Delay(20);
        }
    }
}
