using System.Net;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Indexing;

namespace CustomerSearch.Service.Specs.Hosting;

public sealed class DeadLetterSpecs(RunningService service)
{
    [Fact]
    public async Task Administrators_list_them_by_pages_retry_one_and_discard_another_and_both_are_recorded()
    {
        var administrator = await service.AsAsync("admin1");
        var customers = new[] { await service.AddCustomerAsync("clerk1", "南宫括"), await service.AddCustomerAsync("clerk1", "南宫适") };
        await service.CatchUpAsync();
        var ids = await GiveUpAsync([.. customers.Select(customer => customer.Id)]);

        var first = await administrator.GetAsync("/api/v1/dead-letters?pageSize=1");
        var second = await administrator.GetAsync($"/api/v1/dead-letters?pageSize=1&cursor={first["cursor"].GetString()}");
        Assert.Equal(customers[1].Number, first["items"][0].GetProperty("customerNo").GetString());
        Assert.Equal(customers[0].Number, second["items"][0].GetProperty("customerNo").GetString());
        Assert.Equal("some_exception", second["items"][0].GetProperty("error").GetString());

        Assert.Equal(HttpStatusCode.NoContent, (await administrator.PostAsync($"/api/v1/dead-letters/{ids[0]}/retry", "")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await administrator.PostAsync($"/api/v1/dead-letters/{ids[1]}/discard", "")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.PostAsync($"/api/v1/dead-letters/{ids[0]}/retry", "")).Status);

        await service.CatchUpAsync();
        Assert.True(await VersionAsync(customers[0].Id) > await VersionAsync(customers[1].Id));
        foreach (var (kind, id) in (IEnumerable<(string, long)>)[("retry-dead-letter", ids[0]), ("discard-dead-letter", ids[1])])
        {
            var operations = await (await service.AsAsync("auditor1")).GetAsync($"/api/v1/operations?kind={kind}");
            Assert.Equal(id, operations["items"][0].GetProperty("criteria").GetProperty("deadLetter").GetInt64());
        }
    }

    [Theory]
    [InlineData("clerk1")]
    [InlineData("manager1")]
    [InlineData("auditor1")]
    public async Task Nobody_else_sees_or_settles_them(string userName)
    {
        var caller = await service.AsAsync(userName);

        Assert.Equal(HttpStatusCode.Forbidden, (await caller.GetAsync("/api/v1/dead-letters")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await caller.PostAsync("/api/v1/dead-letters/1/retry", "")).Status);
    }

    private Task<long[]> GiveUpAsync(Core.Customers.CustomerId[] ids) => service.Get<IDatabase>().WriteAsync(WritePriority.Interactive, async (db, ct) =>
    {
        DeadLetter[] letters = [.. ids.Select(id => new DeadLetter { CustomerId = id, Error = "some_exception", At = DateTimeOffset.UnixEpoch, Pass = 1 })];
        db.AddRange(letters);
        await db.SaveChangesAsync(ct);
        return letters.Select(letter => letter.Id).ToArray();
    }, CancellationToken.None);

    private async Task<long> VersionAsync(Core.Customers.CustomerId id)
    {
        await foreach (var row in service.Get<IIndexWriter>().ReadAllAsync(service.Get<IndexStatus>().Generation!.Value, CancellationToken.None))
            if (row.Id == id)
                return row.Version;
        return 0;
    }
}
