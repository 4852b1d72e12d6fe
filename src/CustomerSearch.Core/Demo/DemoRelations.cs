using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Demo;

/// <summary>What hangs on a customer in several rows: sources, owners, tags set by hand, interests, consents.</summary>
internal sealed class DemoRelations(
    DemoOrganisation organisation, IReadOnlyDictionary<string, TagId> handTags, DemoCalendar calendar)
{
    /// <summary>The tags set by hand that demo customers carry, as <c>dimension/code</c>.</summary>
    public static IReadOnlyList<string> NeededTags { get; } =
    [
        "服务偏好/线上", "服务偏好/线下", "服务偏好/个性化", "客户等级/VIP客户", "客户等级/战略合作伙伴", "客户等级/普通客户", "客户阶段/意向客户",
        "客户阶段/待转化客户",
    ];

    private static readonly string[] Services = ["服务偏好/线上", "服务偏好/线下", "服务偏好/个性化"];

    private static readonly Weighted<string> Source = new(
        [("自然搜索", 22), ("广告推荐", 20), ("展会", 9), ("转介绍", 18), ("主动拜访", 10), ("官网注册", 17), ("其他", 4)]);

    /// <summary>Channels, and in how many of a thousand cases each was asked for.</summary>
    private static readonly (string Channel, int Asked)[] Channels =
        [("短信", 440), ("电话", 280), ("邮件", 180), ("微信", 320)];

    public static void AddSources(DemoRandom random, Customer customer)
    {
        var first = Source.Pick(random);
        customer.Sources.Add(new CustomerSource { Source = first });
        if (random.Chance(180) && Source.Pick(random) is var second && second != first)
            customer.Sources.Add(new CustomerSource { Source = second });
    }

    /// <summary>Adds the clerk whose department the customer has, and to some a second one.</summary>
    public void AddOwners(DemoRandom random, Customer customer, DemoOrganisation.Clerk first, City city)
    {
        customer.Owners.Add(new CustomerOwner { AccountId = first.Account });
        if (random.Chance(130) && organisation.ClerkOf(random, city) is var second && second.Account != first.Account)
            customer.Owners.Add(new CustomerOwner { AccountId = second.Account });
    }

    public void AddTags(DemoRandom random, Customer customer, AccountId owner)
    {
        if (random.Chance(220))
        {
            var first = random.Below(Services.Length);
            Tag(random, customer, owner, Services[first]);
            if (random.Chance(250))
                Tag(random, customer, owner, Services[(first + 1) % Services.Length]);
        }

        if (customer.FirstOrderOn is null && random.Chance(550))
            Tag(random, customer, owner, random.Chance(450) ? "客户阶段/意向客户" : "客户阶段/待转化客户");

        if (customer.Metrics.Spend12mFen >= 5_000_000 && random.Chance(600))
        {
            var partner = customer.Kind == CustomerKind.Enterprise && customer.Metrics.LifetimeSpendFen >= 50_000_000;
            Tag(random, customer, owner, partner ? "客户等级/战略合作伙伴" : "客户等级/VIP客户");
        }
        else if (random.Chance(120))
        {
            Tag(random, customer, owner, "客户等级/普通客户");
        }
    }

    public void AddInterests(DemoRandom random, Customer customer, DateOnly createdOn)
    {
        if (customer is { FirstOrderOn: { } first, LastOrderOn: { } last })
        {
            var category = random.Below(Vocabulary.Categories.Count);
            Interest(customer, InterestKind.Bought, category, last);
            if (first < last && random.Chance(400))
                Interest(customer, InterestKind.Bought, category + random.Between(1, 4), random.Between(first, last));
        }

        if (!random.Chance(400))
            return;

        var viewed = random.Below(Vocabulary.Categories.Count);
        var until = calendar.Today;
        Interest(customer, InterestKind.Viewed, viewed, random.Between(createdOn, until));
        if (random.Chance(300))
            Interest(customer, InterestKind.Viewed, viewed + random.Between(1, 4), random.Between(createdOn, until));
    }

    /// <summary>A channel was never asked for, refused, given, or given and withdrawn later.</summary>
    public void AddConsents(DemoRandom random, Customer customer)
    {
        foreach (var (channel, asked) in Channels)
        {
            if (!random.Chance(asked))
                continue;

            var at = random.Between(customer.CreatedAt, Earlier(customer.CreatedAt.AddDays(3)));
            var given = random.Chance(870);
            Consent(random, customer, channel, given ? ConsentState.Given : ConsentState.Withdrawn, at);
            if (!given || !random.Chance(110))
                continue;

            var later = random.Between(at, calendar.End);
            if (later > at)
                Consent(random, customer, channel, ConsentState.Withdrawn, later);
        }
    }

    private DateTimeOffset Earlier(DateTimeOffset instant) => instant < calendar.End ? instant : calendar.End;

    private void Tag(DemoRandom random, Customer customer, AccountId owner, string tag) =>
        customer.Tags.Add(new CustomerTag
        {
            TagId = handTags[tag],
            At = random.Between(customer.CreatedAt, calendar.End),
            SetBy = random.Chance(250) ? null : owner,
        });

    private static void Interest(Customer customer, InterestKind kind, int category, DateOnly lastOn) =>
        customer.Interests.Add(new CustomerInterest
        {
            Kind = kind,
            Category = Vocabulary.Categories[category % Vocabulary.Categories.Count],
            LastOn = lastOn,
        });

    private void Consent(DemoRandom random, Customer customer, string channel, ConsentState state, DateTimeOffset at) =>
        customer.Consents.Add(new ConsentChange
        {
            Channel = channel,
            State = state,
            At = at,
            Source = random.Pick(Vocabulary.ConsentSources),
            Wording = calendar.WordingAt(at),
        });
}
