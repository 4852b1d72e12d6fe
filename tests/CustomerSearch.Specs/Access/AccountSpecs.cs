using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers.Writing;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Access;

public sealed class AccountSpecs : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task An_account_is_found_by_its_id_and_nobody_by_what_is_none()
    {
        var store = new AccountStore(world.Database);
        var id = world.Clerk.Id!.Value.Value;

        Assert.Equal(world.Clerk.UserName, (await store.FindByIdAsync($"{id}", CancellationToken.None))!.UserName);
        Assert.Null(await store.FindByIdAsync($"{id + 1000}", CancellationToken.None));
        Assert.Null(await store.FindByIdAsync("clerk", CancellationToken.None));
    }

    [Fact]
    public async Task Who_has_no_department_writes_for_the_head_of_the_tree()
    {
        await using var db = world.Database.Open();

        var head = await CustomerWrites.HeadAsync(db, CancellationToken.None);

        Assert.Null((await db.Departments.SingleAsync(d => d.Id == head)).ParentId);
    }
}
