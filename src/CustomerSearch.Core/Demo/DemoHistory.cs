using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Demo;

/// <summary>What happened to a customer, and when: dates, status and metrics that agree with each other.</summary>
internal sealed class DemoHistory
{
    private const int OrdersPerYear = 4;

    public required DateOnly CreatedOn { get; init; }

    public required DateOnly FirstContactOn { get; init; }

    public required DateOnly LastContactOn { get; init; }

    public DateOnly? FirstOrderOn { get; init; }

    public DateOnly? LastOrderOn { get; init; }

    public required Metrics Metrics { get; init; }

    /// <summary>No order yet, an order within 3 months, within 12, or longer ago.</summary>
    public string StatusOn(DateOnly today) => LastOrderOn switch
    {
        null => "潜在客户",
        { } last when last > today.AddMonths(-3) => "成交客户",
        { } last when last > today.AddMonths(-12) => "沉默客户",
        _ => "流失客户",
    };

    public static DemoHistory Draw(DemoRandom random, CustomerKind kind, DateOnly createdOn, DateOnly today)
    {
        var firstContact = random.Chance(700) ? createdOn : createdOn.AddDays(-random.Between(1, 45));
        var metrics = new Metrics { Logins30d = random.Chance(450) ? 0 : Math.Min(90, (int)random.LongTail(4, 1.3)) };
        var firstOrder = FirstOrder(random, createdOn, today);
        if (firstOrder is not { } first)
        {
            return new DemoHistory
            {
                CreatedOn = createdOn,
                FirstContactOn = firstContact,
                LastContactOn = LastContact(random, createdOn, today),
                Metrics = metrics,
            };
        }

        var last = LastOrder(random, first, today);
        Fill(metrics, random, kind, first, last, today);
        return new DemoHistory
        {
            CreatedOn = createdOn,
            FirstContactOn = firstContact,
            LastContactOn = LastContact(random, last, today),
            FirstOrderOn = first,
            LastOrderOn = last,
            Metrics = metrics,
        };
    }

    /// <summary>Days until the first order have a long tail; a quarter never orders.</summary>
    private static DateOnly? FirstOrder(DemoRandom random, DateOnly createdOn, DateOnly today)
    {
        var day = createdOn.AddDays((int)random.LongTail(12, 2));
        return random.Chance(750) && day <= today ? day : null;
    }

    private static DateOnly LastOrder(DemoRandom random, DateOnly first, DateOnly today)
    {
        var ago = random.Below(100) switch
        {
            < 38 => random.Between(0, 89),
            < 52 => random.Between(90, 180),
            < 68 => random.Between(181, 364),
            _ => random.Between(365, 2000),
        };
        var last = today.AddDays(-ago);
        return last > first ? last : first;
    }

    private static DateOnly LastContact(DemoRandom random, DateOnly after, DateOnly today)
    {
        var day = after.AddDays((int)random.LongTail(20, 2));
        return day < today ? day : random.Between(after, today);
    }

    private static void Fill(
        Metrics metrics, DemoRandom random, CustomerKind kind, DateOnly first, DateOnly last, DateOnly today)
    {
        var years = (last.DayNumber - first.DayNumber) / 365.0;
        var orders = first == last ? 1 : Math.Clamp((int)random.LongTail(2 + (OrdersPerYear * years), 1.5), 2, 900);
        var orders12m = OrdersSince(today.AddMonths(-12), first, last, orders);
        metrics.Orders6m = Math.Min(orders12m, OrdersSince(today.AddMonths(-6), first, last, orders));

        var average = kind == CustomerKind.Enterprise ? random.LongTail(900_000, 1.8) : random.LongTail(42_000, 1.5);
        metrics.Spend12mFen = (long)(orders12m * average * (0.8 + (random.Unit() * 0.4)));
        metrics.ArpuFen = metrics.Spend12mFen / 12;
        metrics.LifetimeSpendFen = metrics.Spend12mFen + (long)((orders - orders12m) * average);
        metrics.AverageOrderFen = metrics.LifetimeSpendFen / orders;
        metrics.ReturnRateBp = orders == 1 || random.Chance(650) ? 0 : Math.Min(5000, (int)random.LongTail(350, 1.2));
    }

    /// <summary>Orders lie evenly between the first and the last, which count wherever they fall.</summary>
    private static int OrdersSince(DateOnly since, DateOnly first, DateOnly last, int orders)
    {
        if (last <= since)
            return 0;

        if (first > since)
            return orders;

        var days = last.DayNumber - first.DayNumber;
        return Math.Clamp((int)((long)orders * (last.DayNumber - since.DayNumber) / days), 1, orders - 1);
    }
}
