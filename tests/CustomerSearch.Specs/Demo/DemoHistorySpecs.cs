using CustomerSearch.Core.Customers;

namespace CustomerSearch.Specs.Demo;

public sealed class DemoHistorySpecs(DemoBaseFixture demo)
{
    private static readonly DateTimeOffset End = new(2026, 7, 31, 0, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void Days_follow_each_other_and_none_lies_in_the_future() => Assert.All(demo.Customers, customer =>
    {
        Assert.True(customer.FirstContactOn <= customer.LastContactOn);
        Assert.True(customer.LastContactOn <= DemoWorld.Today);
        Assert.Equal(customer.FirstOrderOn is null, customer.LastOrderOn is null);
        Assert.False(customer.FirstOrderOn < customer.FirstContactOn);
        Assert.False(customer.LastOrderOn < customer.FirstOrderOn);
        Assert.False(customer.LastOrderOn > DemoWorld.Today);
        Assert.False(customer.CooperationSince > DemoWorld.Today);
        Assert.False(customer.BornOn > DemoWorld.Today.AddYears(-12));
        Assert.True(customer.CreatedAt <= customer.UpdatedAt && customer.UpdatedAt <= End);
        Assert.True(customer.CreatedAt >= End.AddYears(-8));
        Assert.All(customer.Interests, i => Assert.True(i.LastOn <= DemoWorld.Today));
        Assert.All(
            customer.Interests.Where(i => i.Kind == InterestKind.Bought),
            i => Assert.True(i.LastOn >= customer.FirstOrderOn && i.LastOn <= customer.LastOrderOn));
        Assert.All(customer.Tags, t => Assert.InRange(t.At, customer.CreatedAt, End));
        Assert.All(customer.Consents, c => Assert.InRange(c.At, customer.CreatedAt, End));
    });

    [Fact]
    public void The_status_follows_the_last_order()
    {
        Assert.All(demo.Customers, customer => Assert.Equal(
            customer.LastOrderOn switch
            {
                null => "潜在客户",
                { } last when last > DemoWorld.Today.AddMonths(-3) => "成交客户",
                { } last when last > DemoWorld.Today.AddMonths(-12) => "沉默客户",
                _ => "流失客户",
            },
            customer.Status));
        var counts = demo.Customers.CountBy(c => c.Status).ToDictionary();
        Assert.All(Vocabulary.Statuses, status => Assert.True(counts[status] > 5_000, status));
    }

    [Fact]
    public void Metrics_agree_with_the_orders_and_with_each_other() => Assert.All(demo.Customers, customer =>
    {
        var metrics = customer.Metrics;
        Assert.Equal(metrics.Spend12mFen / 12, metrics.ArpuFen);
        Assert.True(metrics.LifetimeSpendFen >= metrics.Spend12mFen);
        Assert.True(metrics.LifetimeSpendFen >= metrics.AverageOrderFen);
        Assert.Equal(customer.LastOrderOn > DemoWorld.Today.AddMonths(-6), metrics.Orders6m > 0);
        Assert.Equal(customer.LastOrderOn > DemoWorld.Today.AddMonths(-12), metrics.Spend12mFen > 0);
        Assert.Equal(customer.LastOrderOn is not null, metrics.LifetimeSpendFen > 0);
        Assert.InRange(metrics.ReturnRateBp, 0, 10_000);
        Assert.InRange(metrics.Logins30d, 0, 90);
    });

    [Fact]
    public void Spending_has_a_long_tail_and_every_band_is_peopled()
    {
        var spend = demo.Customers.Select(c => c.Metrics.Spend12mFen).Order().ToList();
        Assert.Equal(0, spend[spend.Count / 4]);
        Assert.InRange(spend.Count(fen => fen >= 10_000_000), 500, 10_000);
        Assert.InRange(spend.Count(fen => fen is >= 5_000_000 and < 10_000_000), 250, 5_000);
        Assert.InRange(demo.Customers.Count(c => c.Metrics.Orders6m >= 3), 2_000, 20_000);
        Assert.InRange(demo.Customers.Count(c => c.Metrics.Orders6m is 1 or 2), 2_000, 20_000);
    }

    [Fact]
    public void Some_consents_are_withdrawn_after_they_were_given()
    {
        var channels = demo.Customers.SelectMany(c => c.Consents.GroupBy(x => x.Channel)).ToList();
        Assert.All(channels, rows => Assert.InRange(rows.Count(), 1, 2));
        Assert.All(channels.Where(rows => rows.Count() == 2), rows =>
        {
            Assert.Equal([ConsentState.Given, ConsentState.Withdrawn], rows.Select(r => r.State));
            Assert.True(rows.First().At < rows.Last().At);
        });
        Assert.Contains(channels, rows => rows.Count() == 2);
    }
}
