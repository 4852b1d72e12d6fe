using CustomerSearch.Core.Data;
using CustomerSearch.Core.Search;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Search;

/// <summary>Paging while customers change: who keeps the sort values is shown once, whoever else comes, goes or moves.</summary>
public sealed class PagingUnderChangeSpecs
{
    [Theory]
    [InlineData("spend12mFen")]
    [InlineData("-spend12mFen")]
    [InlineData("relevance")]
    public async Task Walking_all_pages_neither_repeats_nor_skips_whose_sort_values_stayed(string sort)
    {
        const int customers = 300;
        await using var world = await World.StartAsync();
        var random = new Random(5);
        await world.AddAsync([.. Enumerable.Range(1, customers).Select(i => world.NewCustomer($"ED2024{i:000}", c =>
        {
            c.Metrics.Spend12mFen = random.Next(40) * 100;
            c.LastContactOn = new DateOnly(2026, 1, 1).AddDays(random.Next(30));
        }))]);
        await world.IndexAsync();
        HashSet<string> touched = [];
        List<string> seen = [];
        var request = new SearchRequest { Purpose = "业务办理", Keyword = "王芳", Sort = [sort], PageSize = 13 };

        var answer = await world.SearchAsync(request);
        for (var page = 0; ; page++)
        {
            seen.AddRange(answer.Hits.Select(hit => hit.CustomerNo!));
            if (answer.Cursor is null)
                break;

            await DisturbAsync(world, random, page, touched);
            answer = await world.SearchAsync(request with { Cursor = answer.Cursor });
        }

        var stayed = Enumerable.Range(1, customers).Select(i => $"ED2024{i:000}").Except(touched).ToList();
        Assert.InRange(touched.Count, 60, 200);
        Assert.Equal(stayed, seen.Where(stayed.Contains).Order());
    }

    /// <summary>Some move, some go, some come, some change in what the order does not see.</summary>
    private static async Task DisturbAsync(World world, Random random, int page, HashSet<string> touched)
    {
        await world.Database.WriteAsync(WritePriority.Interactive, async (db, ct) =>
        {
            var all = await db.Customers.OrderBy(c => c.Id).ToListAsync(ct);
            for (var i = 0; i < 6; i++)
            {
                var customer = all[random.Next(all.Count)];
                touched.Add(customer.Number);
                customer.Metrics.Spend12mFen = random.Next(40) * 100;
                customer.LastContactOn = new DateOnly(2026, 1, 1).AddDays(random.Next(30));
            }

            foreach (var bystander in all.Where(_ => random.Next(10) == 0))
                bystander.City = "苏州";
            var gone = all[random.Next(all.Count)];
            touched.Add(gone.Number);
            db.Remove(gone);
            return await db.SaveChangesAsync(ct);
        }, CancellationToken.None);
        await world.AddAsync(world.NewCustomer($"RT2024{page + 1:000}", c => c.Metrics.Spend12mFen = random.Next(40) * 100));
        await world.IndexAsync();
    }
}
