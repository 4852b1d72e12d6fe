namespace CustomerSearch.Specs.Events;

/// <summary>One event of a test's own.</summary>
internal sealed record RandomEvent(string EventId, string CustomerNo, string Type, DateTimeOffset At)
{
    public string? OrderId { get; init; }

    public long? AmountFen { get; init; }

    public string[] Categories { get; init; } = [];

    public string? Channel { get; init; }

    public string? State { get; init; }

    public object ToLine() => new { EventId, CustomerNo, Type, At = At.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz"), OrderId, AmountFen, Categories, Channel, State };
}

/// <summary>
/// Makes events of some customers over a year and a half: orders that are amended, cancelled and returned, sometimes at the
/// same instant, and everything else.
/// </summary>
internal sealed class RandomEvents(Random random, DateTimeOffset now, int customers)
{
    private static readonly string[] Categories = ["家电", "数码", "图书", "登山"];
    private static readonly string[] Channels = ["短信", "电话", "邮件", "微信"];

    public IReadOnlyList<string> Customers { get; } = [.. Enumerable.Range(1, customers).Select(i => $"ED2024{i:000}")];

    public List<RandomEvent> Make(int count) => [.. Enumerable.Range(0, count).Select(One)];

    private RandomEvent One(int index)
    {
        var customer = Customers[random.Next(Customers.Count)];
        var at = now - TimeSpan.FromHours(random.Next(550 * 24)) - TimeSpan.FromMilliseconds(random.Next(2) * 137);
        var order = $"{customer}-{random.Next(12)}";
        RandomEvent Event(string type) => new($"e{index}", customer, type, at);
        return random.Next(100) switch
        {
            < 40 => Event("order") with { OrderId = order, AmountFen = random.Next(1_000_000), Categories = Some() },
            < 50 => Event("order-cancelled") with { OrderId = order },
            < 58 => Event("return") with { OrderId = order, AmountFen = random.Next(3) == 0 ? null : random.Next(500_000) },
            < 75 => Event("login") with { At = now - TimeSpan.FromHours(random.Next(80 * 24)) },
            < 87 => Event("view") with { Categories = [.. Some().Append("运动").Distinct()] },
            < 94 => Event("contact"),
            _ => Event("consent") with { Channel = Channels[random.Next(4)], State = random.Next(2) == 0 ? "given" : "withdrawn" },
        };
    }

    private string[] Some() => [.. Categories.Where(_ => random.Next(3) == 0)];
}
