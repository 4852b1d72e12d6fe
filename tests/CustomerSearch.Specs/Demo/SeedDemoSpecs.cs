using CustomerSearch.Core.Access;
using CustomerSearch.Core.Demo;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Demo;

public sealed class SeedDemoSpecs
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_makes_the_organisation_and_the_customers_and_tells_how_far_it_is()
    {
        using var world = new DemoWorld();
        await world.CreateAsync(Ct);
        var told = new Told();
        await world.Seed().RunAsync(new DemoOrder(2500, 1, "open sesame"), told, Ct);

        Assert.Equal([1000, 2000, 2500], told.Rows);
        await using var db = world.Database.Open();
        Assert.Equal(2500, await db.Customers.CountAsync(Ct));
        Assert.Equal(2500, await db.Contacts.CountAsync(c => c.IsPrimary, Ct));
        var departments = await db.Departments.ToDictionaryAsync(d => d.Name, Ct);
        Assert.Equal(departments["华东销售部"].Id, departments["上海组"].ParentId);
        Assert.All(DemoOrganisation.Departments.Skip(1), d => Assert.NotNull(departments[d.Name].ParentId));

        var approver = await db.Accounts.SingleAsync(a => a.NormalizedUserName == "APPROVER1", Ct);
        Assert.Equal(departments["总部"].Id, approver.DepartmentId);
        Assert.True(approver is { Role: Role.DepartmentManager, IsApprover: true });
        Assert.Equal(1, await db.Accounts.CountAsync(a => a.IsApprover, Ct));
        Assert.Equal(42, await db.Accounts.CountAsync(a => a.Role == Role.FrontLine, Ct));
    }

    [Theory]
    [InlineData("clerk1", "华东销售部", Role.FrontLine)]
    [InlineData("clerk2", "华南销售部", Role.FrontLine)]
    [InlineData("manager1", "华东销售部", Role.DepartmentManager)]
    [InlineData("marketer1", "市场部", Role.Marketing)]
    [InlineData("auditor1", "审计部", Role.Auditor)]
    [InlineData("admin1", "信息部", Role.Administrator)]
    [InlineData("system1", "信息部", Role.System)]
    public async Task The_accounts_of_the_reference_sign_in_with_the_password_given(
        string userName, string department, Role role)
    {
        using var world = new DemoWorld();
        await world.CreateWithOrganisationAsync(Ct);

        await using var db = world.Database.Open();
        var account = await db.Accounts.SingleAsync(a => a.UserName == userName, Ct);
        Assert.Equal(role, account.Role);
        Assert.Equal(department, (await db.Departments.SingleAsync(d => d.Id == account.DepartmentId, Ct)).Name);
        Assert.NotNull(account.SecurityStamp);
        Assert.NotEqual(
            PasswordVerificationResult.Failed,
            new PasswordHasher<Account>().VerifyHashedPassword(account, account.PasswordHash!, "demo"));
    }

    [Fact]
    public async Task A_database_with_customers_is_refused()
    {
        using var world = new DemoWorld();
        await world.CreateAsync(Ct);
        await world.Seed().RunAsync(new DemoOrder(1, 1, "demo"), null, Ct);
        await using var db = world.Database.Open();
        await db.Database.ExecuteSqlAsync($"UPDATE Customer SET DeletedAt = 1", Ct);

        await Assert.ThrowsAsync<DemoRefusedException>(
            () => world.Seed().RunAsync(new DemoOrder(1, 2, "demo"), null, Ct));
    }

    [Fact]
    public async Task A_database_without_the_catalogue_is_refused_by_the_names_of_the_tags()
    {
        using var world = new DemoWorld();
        await world.CreateAsync(Ct);
        await using var db = world.Database.Open();
        await db.Database.ExecuteSqlAsync($"DELETE FROM Tag WHERE Code = 'VIP客户'", Ct);

        var refused = await Assert.ThrowsAsync<DemoRefusedException>(
            () => world.Seed().RunAsync(new DemoOrder(1, 1, "demo"), null, Ct));
        Assert.Contains("客户等级/VIP客户", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_exists_keeps_its_password()
    {
        using var world = new DemoWorld();
        await world.CreateWithOrganisationAsync(Ct);
        await using var db = world.Database.Open();
        var before = await db.Accounts.ToDictionaryAsync(a => a.UserName, a => a.PasswordHash, Ct);
        await world.Seed().RunAsync(new DemoOrder(10, 1, "another"), null, Ct);

        await using var later = world.Database.Open();
        Assert.Equal(before, await later.Accounts.ToDictionaryAsync(a => a.UserName, a => a.PasswordHash, Ct));
    }

    [Fact]
    public async Task It_can_be_cancelled_between_batches()
    {
        using var world = new DemoWorld();
        await world.CreateAsync(Ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var told = new Told(_ => stop.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => world.Seed().RunAsync(new DemoOrder(100_000, 1, "demo"), told, stop.Token));
        Assert.Equal([1000], told.Rows);
    }

    private sealed class Told(Action<long>? then = null) : IProgress<long>
    {
        public List<long> Rows { get; } = [];

        public void Report(long value)
        {
            Rows.Add(value);
            then?.Invoke(value);
        }
    }
}
