using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Core.Demo;

/// <summary>
/// Customers of a made-up company. The same seed, business day and count give the same customers on every machine;
/// only the nonces of sealed values differ, as they must.
/// </summary>
/// <param name="seed">Which company of the endless many.</param>
/// <param name="today">The business day on which they stand; nothing happened after it.</param>
/// <param name="organisation">Whose clerks own them.</param>
/// <param name="handTags">Tags set by hand by <c>dimension/code</c>.</param>
/// <param name="secrets">Seals contacts and identity numbers.</param>
/// <exception cref="ArgumentException">A tag that demo customers carry is not among those given.</exception>
public sealed class DemoCustomers(
    int seed,
    DateOnly today,
    DemoOrganisation organisation,
    IReadOnlyDictionary<string, TagId> handTags,
    SecretValues secrets)
{
    private readonly DemoPeople people = new();
    private readonly DemoPlaces places = new();
    private readonly DemoCompanies companies = new();
    private readonly DemoRemarks remarks = new();
    private readonly DemoCalendar calendar = new(today);
    private readonly DemoRelations relations = new(organisation, Complete(handTags), new DemoCalendar(today));

    /// <summary>Makes the customers in order of creation; numbers run from 1 for each industry and year.</summary>
    public IEnumerable<Customer> Generate(int count)
    {
        var numbers = new DemoNumbers(seed);
        var contacts = new DemoContacts(numbers, secrets);
        for (var i = 0; i < count; i++)
        {
            var random = new DemoRandom(seed, i);
            yield return One(random, numbers, contacts, calendar.CreatedAt((i + random.Unit()) / count));
        }
    }

    private Customer One(DemoRandom random, DemoNumbers numbers, DemoContacts contacts, DateTimeOffset createdAt)
    {
        var kind = random.Chance(200) ? CustomerKind.Enterprise : CustomerKind.Individual;
        var industry = DemoCompanies.AnyIndustry(random);
        var city = places.City(random);
        var createdOn = DemoCalendar.DayOf(createdAt);
        var history = DemoHistory.Draw(random, kind, createdOn, today);
        var clerk = organisation.ClerkOf(random, random.Chance(40) ? places.City(random) : city);
        var lastTouched = calendar.During(random, history.LastContactOn);
        var customer = new Customer
        {
            Number = numbers.CustomerNo(industry, createdOn.Year).ToString(),
            CreatedAt = createdAt,
            UpdatedAt = lastTouched > createdAt ? lastTouched : createdAt,
            Kind = kind,
            Name = "",
            Industry = industry,
            Region = city.Region,
            Province = city.Province,
            City = city.Name,
            Status = history.StatusOn(today),
            DepartmentId = clerk.Department,
            FirstContactOn = history.FirstContactOn,
            LastContactOn = history.LastContactOn,
            FirstOrderOn = history.FirstOrderOn,
            LastOrderOn = history.LastOrderOn,
            CooperationSince = kind == CustomerKind.Enterprise || random.Chance(500) ? history.FirstOrderOn : null,
            Metrics = history.Metrics,
            Remark = remarks.Remark(random),
        };

        var letters = kind == CustomerKind.Enterprise
            ? DescribeEnterprise(random, customer, numbers, city)
            : DescribeIndividual(random, customer, city, createdOn);
        Assess(random, customer, createdOn);
        contacts.Add(random, customer, city, letters);
        contacts.AddIdentity(random, customer, city);
        AddExternalIds(random, customer, numbers);
        DemoRelations.AddSources(random, customer);
        relations.AddOwners(random, customer, clerk, city);
        relations.AddTags(random, customer, clerk.Account);
        relations.AddInterests(random, customer, createdOn);
        relations.AddConsents(random, customer);
        return customer;
    }

    private string DescribeIndividual(DemoRandom random, Customer customer, City city, DateOnly createdOn)
    {
        var gender = DemoPeople.Gender(random);
        var age = random.Chance(40) ? random.Between(12, 17) : Math.Min(random.Between(18, 75), random.Between(24, 75));
        var bornOn = createdOn.AddYears(-age).AddDays(-random.Below(365));
        var name = people.Name(random, gender, bornOn.Year);
        customer.Name = name.Text;
        customer.Reading = random.Chance(500) ? name.Reading : null;
        customer.Gender = random.Chance(970) ? gender : null;
        customer.BornOn = random.Chance(880) ? bornOn : null;
        customer.Occupation = random.Chance(150) ? null : OccupationAt(random, age);
        customer.CityTier = city.Tier == "三线" && random.Chance(300) ? "农村" : city.Tier;
        customer.Address = random.Chance(600) && !city.IsAbroad ? places.Home(random, city) : null;
        return name.Letters;
    }

    private static string OccupationAt(DemoRandom random, int age)
    {
        if (age < 22)
            return "学生";

        return random.Below(100) switch
        {
            < 52 => "企业职员",
            < 60 => "公务员",
            < 69 => "教师",
            < 86 => "自由职业者",
            _ => "其他",
        };
    }

    /// <returns>The letters of the person whom one reaches there.</returns>
    private string DescribeEnterprise(DemoRandom random, Customer customer, DemoNumbers numbers, City city)
    {
        var institution = companies.Institution(random, city, customer.Industry);
        var name = institution ?? companies.Company(random, city, customer.Industry);
        customer.Name = name;
        customer.Size = random.Below(100) switch { < 6 => "大", < 24 => "中", < 68 => "小", _ => "微" };
        customer.Ownership = institution is not null ? "事业单位" : city.IsAbroad ? "外资" : random.Below(100) switch
        {
            < 9 => "国有",
            < 16 => "外资",
            _ => "民营",
        };
        customer.Address = random.Chance(800) && !city.IsAbroad ? places.Office(random, city) : null;
        var head = people.Name(random, DemoPeople.Gender(random), random.Between(1955, 1995));
        if (random.Chance(920))
            customer.LegalRepresentative = head.Text;

        if (!city.IsAbroad && random.Chance(900))
            customer.LicenceNo = numbers.Licence(DemoPlaces.Division(random, city), institution is not null);

        return head.Letters;
    }

    private void Assess(DemoRandom random, Customer customer, DateOnly createdOn)
    {
        if (random.Chance(650))
        {
            var lot = random.Below(100);
            customer.CreditGrade = lot switch { < 28 => "A", < 70 => "B", < 93 => "C", _ => "D" };
            customer.RiskLevel = lot switch { < 60 => "低", < 90 => "中", _ => "高" };
        }

        var certifiedOn = random.Between(createdOn, today);
        var validUntil = certifiedOn.AddYears(random.Between(1, 3));
        customer.Certification = random.Below(100) switch
        {
            < 45 => new Certification { Status = "未认证" },
            < 52 => new Certification { Status = "认证中" },
            < 85 => new Certification
            {
                Status = validUntil < today ? "已过期" : "已认证",
                Level = random.Pick(Vocabulary.CertificationLevels),
                ValidUntil = validUntil,
            },
            _ => new Certification(),
        };
    }

    private static void AddExternalIds(DemoRandom random, Customer customer, DemoNumbers numbers)
    {
        if (random.Chance(260))
            customer.ExternalIds.Add(new ExternalId { System = "CRM", Value = numbers.External("CRM") });

        if (random.Chance(customer.Kind == CustomerKind.Enterprise ? 400 : 60))
            customer.ExternalIds.Add(new ExternalId { System = "ERP", Value = numbers.External("ERP") });

        if (customer.Kind == CustomerKind.Individual && random.Chance(120))
            customer.ExternalIds.Add(new ExternalId { System = "MEMBER", Value = numbers.External("MEMBER") });
    }

    private static IReadOnlyDictionary<string, TagId> Complete(IReadOnlyDictionary<string, TagId> handTags) =>
        DemoRelations.NeededTags.Where(tag => !handTags.ContainsKey(tag)).ToList() is { Count: > 0 } missing
            ? throw new ArgumentException($"Tags are missing: {string.Join(", ", missing)}.", nameof(handTags))
            : handTags;
}
