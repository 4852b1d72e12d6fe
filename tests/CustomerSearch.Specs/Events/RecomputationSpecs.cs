using System.Globalization;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Data;
using CustomerSearch.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Events;

/// <summary>
/// Random events in random order, some twice, some before their customer, while days pass: in the end every metric is what
/// a computation from scratch over all of them gives. CUSTOMERSEARCH_EVENTS sets how many; 100000 for the whole run.
/// </summary>
public sealed class RecomputationSpecs : IAsyncLifetime
{
    private const int BatchSize = 500;

    private static readonly int Count =
        int.Parse(Environment.GetEnvironmentVariable("CUSTOMERSEARCH_EVENTS") ?? "3000", CultureInfo.InvariantCulture);

    private readonly Random random = new(20261124);
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_computation_from_scratch_over_all_events_agrees_with_every_metric()
    {
        await world.Get<SlideWindows>().RunAsync(default);
        var events = new RandomEvents(random, world.Clock.GetUtcNow(), customers: Math.Max(20, Count / 60));
        var all = events.Make(Count);
        var sent = all.Concat(all.Where(_ => random.Next(20) == 0)).OrderBy(_ => random.Next()).ToList();
        var imported = events.Customers.ToDictionary(number => number, Imported);
        var late = events.Customers.Where((_, i) => i % 10 == 0).ToList();
        await world.AddAsync([.. events.Customers.Except(late).Select(number => imported[number].ToCustomer(world))]);

        var (created, unchanged, parked) = (0, 0, 0);
        foreach (var (index, batch) in sent.Chunk(BatchSize).Index())
        {
            var taken = await world.SendAsync([.. batch.Select(e => e.ToLine())]);
            Assert.Equal(0, taken.Rejected);
            (created, unchanged, parked) = (created + taken.Created, unchanged + taken.Unchanged, parked + taken.Parked);
            if (index % 2 == 1 && index < 10)
                await PassDayAsync();
        }

        Assert.Equal((all.Count, sent.Count - all.Count), (created + parked, unchanged));
        await world.AddAsync([.. late.Select(number => imported[number].ToCustomer(world))]);
        await world.Get<AwaitCustomers>().RunAsync(default);
        world.Clock.Advance(TimeSpan.FromDays(45));
        await world.Get<SlideWindows>().RunAsync(default);

        await AgreesAsync(all, imported);
    }

    private async Task PassDayAsync()
    {
        world.Clock.Advance(TimeSpan.FromDays(1));
        await world.Get<SlideWindows>().RunAsync(default);
        await world.Get<AwaitCustomers>().RunAsync(default);
    }

    private async Task AgreesAsync(List<RandomEvent> all, Dictionary<string, ImportedCustomer> imported)
    {
        var today = world.Get<BusinessClock>().Today;
        var byCustomer = all.ToLookup(e => e.CustomerNo);
        await using var db = world.Database.Open();
        var customers = await db.Customers.AsNoTracking().Include(c => c.Interests).Include(c => c.Consents).ToListAsync();
        Assert.Equal(imported.Count, customers.Count);
        foreach (var customer in customers)
        {
            var expected = Scratch.Of([.. byCustomer[customer.Number]], imported[customer.Number], today, world.Get<BusinessClock>());
            Assert.Equal((customer.Number, expected), (customer.Number, Scratch.Describe(customer)));
        }
    }

    private ImportedCustomer Imported(string number) => random.Next(2) == 0
        ? new ImportedCustomer(number, null, null, new Metrics(), "潜在客户")
        : new ImportedCustomer(number, new DateOnly(2020, 1, 1), new DateOnly(2026, random.Next(1, 11), 1), new Metrics
        {
            Orders6m = 3, Logins30d = 4, Spend12mFen = 500, ArpuFen = 40, LifetimeSpendFen = 9000, AverageOrderFen = 30, ReturnRateBp = 7,
        }, "成交客户");
}

/// <summary>A customer as it was before any event.</summary>
internal sealed record ImportedCustomer(string Number, DateOnly? FirstOrderOn, DateOnly? LastOrderOn, Metrics Metrics, string Status)
{
    public Customer ToCustomer(World world) => world.NewCustomer(Number, c =>
    {
        (c.FirstOrderOn, c.LastOrderOn, c.Status) = (FirstOrderOn, LastOrderOn, Status);
        c.Metrics = new Metrics
        {
            Orders6m = Metrics.Orders6m, Logins30d = Metrics.Logins30d, Spend12mFen = Metrics.Spend12mFen, ArpuFen = Metrics.ArpuFen,
            LifetimeSpendFen = Metrics.LifetimeSpendFen, AverageOrderFen = Metrics.AverageOrderFen, ReturnRateBp = Metrics.ReturnRateBp,
        };
    });
}

/// <summary>The plain computation from all events of a customer, as one line.</summary>
internal static class Scratch
{
    public static string Of(List<RandomEvent> events, ImportedCustomer imported, DateOnly today, BusinessClock clock)
    {
        var ordering = events.Where(e => e.Type is "order" or "order-cancelled").ToList();
        var inForce = ordering.GroupBy(e => e.OrderId)
            .Select(g => g.OrderBy(e => e.At).ThenBy(e => e.Type == "order-cancelled").ThenBy(e => e.EventId, StringComparer.Ordinal).Last())
            .Where(e => e.Type == "order").ToList();
        var returns = events.Where(e => e.Type == "return").ToLookup(e => e.OrderId);
        long Net(RandomEvent e) => Math.Max(0, e.AmountFen!.Value - returns[e.OrderId].Sum(r => r.AmountFen ?? 0));
        DateOnly Day(RandomEvent e) => clock.DayOf(e.At);
        var hasOrders = ordering.Exists(e => e.Type == "order");
        var days = inForce.Select(Day).ToList();
        var m = imported.Metrics;
        var metrics = hasOrders
            ? (days.Count(d => d >= today.AddMonths(-6)),
                inForce.Where(e => Day(e) >= today.AddMonths(-12)).Sum(Net),
                inForce.Where(e => Day(e) >= today.AddMonths(-12)).Sum(Net) / 12,
                inForce.Sum(Net),
                inForce.Count == 0 ? 0 : inForce.Sum(Net) / inForce.Count,
                inForce.Count == 0 ? 0 : (int)(inForce.Count(e => returns.Contains(e.OrderId)) * 10_000L / inForce.Count))
            : (m.Orders6m, m.Spend12mFen, m.ArpuFen, m.LifetimeSpendFen, m.AverageOrderFen, m.ReturnRateBp);
        var logins = events.Where(e => e.Type == "login").ToList();
        var loggedIn = logins.Count == 0 ? m.Logins30d : logins.Count(e => Day(e) >= today.AddDays(-30));
        DateOnly? first = days.Append(imported.FirstOrderOn ?? DateOnly.MaxValue).Min() is var f && f == DateOnly.MaxValue ? null : f;
        DateOnly? last = days.Append(imported.LastOrderOn ?? DateOnly.MinValue).Max() is var l && l == DateOnly.MinValue ? null : l;
        var interests = inForce.SelectMany(e => e.Categories, (e, c) => ($"Bought:{c}", Day(e)))
            .Concat(events.Where(e => e.Type == "view").SelectMany(e => e.Categories, (e, c) => ($"Viewed:{c}", Day(e))))
            .GroupBy(pair => pair.Item1).Select(g => $"{g.Key}={g.Max(pair => pair.Item2):O}");
        var contacts = events.Where(e => e.Type == "contact").Select(Day).ToList();
        var consents = events.Where(e => e.Type == "consent").Select(e => $"{e.Channel}:{e.State}@{e.At.ToUnixTimeMilliseconds()}");
        return Line(
            metrics, loggedIn, first, last, Status(last, today), interests,
            contacts.Count == 0 ? null : contacts.Min(), contacts.Count == 0 ? null : contacts.Max(), consents);
    }

    public static string Describe(Customer c) => Line(
        (c.Metrics.Orders6m, c.Metrics.Spend12mFen, c.Metrics.ArpuFen, c.Metrics.LifetimeSpendFen, c.Metrics.AverageOrderFen, c.Metrics.ReturnRateBp),
        c.Metrics.Logins30d, c.FirstOrderOn, c.LastOrderOn, c.Status, c.Interests.Select(i => $"{i.Kind}:{i.Category}={i.LastOn:O}"),
        c.FirstContactOn, c.LastContactOn,
        c.Consents.Select(s => $"{s.Channel}:{s.State.ToString().ToLowerInvariant()}@{s.At.ToUnixTimeMilliseconds()}"));

    /// <summary>Every customer of this test has some event of an order, so that none keeps an imported status.</summary>
    private static string Status(DateOnly? last, DateOnly today) => last is not { } day ? "潜在客户"
        : day.AddMonths(12) <= today ? "流失客户" : day.AddMonths(3) <= today ? "沉默客户" : "成交客户";

    private static string Line(
        (int, long, long, long, long, int) metrics, int logins, DateOnly? first, DateOnly? last, string status, IEnumerable<string> interests,
        DateOnly? firstContact, DateOnly? lastContact, IEnumerable<string> consents) => string.Create(CultureInfo.InvariantCulture,
            $"{metrics} logins {logins} orders {first:O}..{last:O} {status} contacts {firstContact:O}..{lastContact:O} "
            + $"{string.Join(',', interests.Order(StringComparer.Ordinal))} {string.Join(',', consents.Order(StringComparer.Ordinal))}");
}
