using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Data;
using CustomerSearch.Service.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerSearch.Service.Specs.Access;

public sealed class AccountCommandSpecs : IDisposable
{
    private const string Password = "a-long-password";

    private readonly CommandFolder folder = new();

    [Fact]
    public async Task The_first_administrator_of_an_empty_database_is_made_by_command_and_signs_in()
    {
        Assert.Equal(0, await folder.RunAsync("account", "add", "boss", "--name", "管理员", "--department", "总部", "--password-file", PasswordFile()));

        await using var app = OwnHost.Build(folder.Settings);
        await ServiceHost.StartAsync(app);
        using var boss = await Client.SignInAsync(new Uri(app.Urls.First()), "boss", Password);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await boss.GetAsync("/health")).Status);
        await app.StopAsync();
    }

    [Fact]
    public async Task It_leaves_a_record_makes_the_department_once_and_no_account_twice()
    {
        string[] wanted = ["--name", "管理员", "--department", "总部", "--password-file", PasswordFile()];
        Assert.Equal(0, await folder.RunAsync(["account", "add", "boss", .. wanted]));
        Assert.Equal(0, await folder.RunAsync(["account", "add", "clerk", "--role", "frontLine", .. wanted]));
        Assert.Equal(1, await folder.RunAsync(["account", "add", "BOSS", .. wanted]));

        await using var app = OwnHost.Build(folder.Settings);
        await using var db = app.Services.GetRequiredService<IDatabase>().Open();
        Assert.Equal("总部", (await db.Departments.SingleAsync()).Name);
        Assert.Equal([Role.Administrator, Role.FrontLine], await db.Accounts.OrderBy(a => a.Id).Select(a => a.Role).ToListAsync());
        Assert.Equal(2, await db.Records.CountAsync(r => r.Kind == Operations.AddAccount));
        Assert.DoesNotContain(Password, string.Concat(await db.Records.Select(r => r.Criteria).ToListAsync()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("account", "add", "boss")]
    [InlineData("account", "add", "boss", "--name", "管理员")]
    [InlineData("account", "add", "boss", "--name", "管理员", "--department", "总部", "--role", "emperor")]
    [InlineData("account", "remove", "boss")]
    public async Task What_is_not_understood_changes_nothing(params string[] args)
    {
        Assert.Equal(2, await folder.RunAsync(args));
        Assert.False(File.Exists(folder.DatabaseFile));
    }

    [Fact]
    public async Task Migrating_by_command_is_what_starting_refuses_to_do_when_told_not_to()
    {
        await using (var app = OwnHost.Build([.. folder.Settings, "--Database:MigrateAtStart=false"]))
            await Assert.ThrowsAsync<DatabaseRefusedException>(() => ServiceHost.StartAsync(app));

        Assert.Equal(0, await folder.RunAsync("migrate"));
        await using var again = OwnHost.Build([.. folder.Settings, "--Database:MigrateAtStart=false"]);
        await ServiceHost.StartAsync(again);
        await again.StopAsync();
    }

    public void Dispose() => folder.Dispose();

    private string PasswordFile() => folder.Write("password", Password);
}
