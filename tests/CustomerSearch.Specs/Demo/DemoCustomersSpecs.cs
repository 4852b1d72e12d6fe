using System.Text.RegularExpressions;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Demo;

namespace CustomerSearch.Specs.Demo;

public sealed partial class DemoCustomersSpecs(DemoBaseFixture demo)
{
    [Fact]
    public void The_same_seed_and_day_give_the_same_customers()
    {
        using var world = new DemoWorld();
        var first = world.Customers(seed: 7).Generate(2000).Select(Portrait).ToList();
        var second = world.Customers(seed: 7).Generate(2000).Select(Portrait).ToList();
        var other = world.Customers(seed: 8).Generate(2000).Select(Portrait).ToList();

        Assert.Equal(first, second);
        Assert.Empty(first.Intersect(other));
    }

    [Fact]
    public void The_first_customers_of_seed_1_are_the_ones_they_have_always_been()
    {
        using var world = new DemoWorld();
        Assert.Equal(
            Remembered,
            world.Customers().Generate(6).Select(c => $"{c.Number} {c.Name} {c.City} {c.LastOrderOn:yyyy-MM-dd}"));
    }

    [Fact]
    public void Of_a_hundred_names_of_individuals_14_have_two_characters_and_85_three()
    {
        var names = demo.Customers.Where(c => c.Kind == CustomerKind.Individual).Select(c => c.Name).ToList();
        Assert.InRange(Share(names, name => name.Length == 2 && IsHan(name)), 0.13, 0.15);
        Assert.InRange(Share(names, name => name.Length == 3 && IsHan(name)), 0.84, 0.86);
        Assert.InRange(Share(names, name => name.Contains('·')), 0.003, 0.008);
        Assert.InRange(Share(names, name => name.All(char.IsAscii)), 0.001, 0.005);
        Assert.InRange(demo.Customers.Count(c => c.Kind == CustomerKind.Enterprise), 9_500, 10_500);
    }

    [Fact]
    public void Surnames_come_as_often_as_in_life_and_none_is_missing()
    {
        var names = demo.Customers.Where(c => c.Kind == CustomerKind.Individual).Select(c => c.Name).ToList();
        Assert.InRange(Share(names, name => name[0] == '王'), 0.07, 0.085);
        Assert.InRange(Share(names, name => name[0] == '李'), 0.07, 0.085);
        foreach (var surname in "单 曾 仇 解 盖 区 查 翟 覃 缪 朴 欧阳 尉迟 长孙 司马 诸葛 劉 陳 張".Split(' '))
            Assert.Contains(names, name => name.StartsWith(surname, StringComparison.Ordinal));
    }

    [Fact]
    public void A_reading_has_a_syllable_for_each_character()
    {
        var read = demo.Customers.Where(c => c.Reading is not null).ToList();
        Assert.NotEmpty(read);
        Assert.All(read, c => Assert.Equal(c.Name.Length, c.Reading!.Split(' ').Length));
        Assert.Contains(read, c => c.Name[0] == '单' && c.Reading!.StartsWith("shan ", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_value_stands_in_its_vocabulary() => Assert.All(demo.Customers, customer =>
    {
        Among(Industries.All, customer.Industry);
        Among(Vocabulary.Regions, customer.Region);
        Among(Vocabulary.Statuses, customer.Status);
        Among(Vocabulary.Genders, customer.Gender);
        Among(Vocabulary.CityTiers, customer.CityTier);
        Among(Vocabulary.Occupations, customer.Occupation);
        Among(Vocabulary.Sizes, customer.Size);
        Among(Vocabulary.Ownerships, customer.Ownership);
        Among(Vocabulary.CreditGrades, customer.CreditGrade);
        Among(Vocabulary.RiskLevels, customer.RiskLevel);
        Among(Vocabulary.CertificationStatuses, customer.Certification.Status);
        Among(Vocabulary.CertificationLevels, customer.Certification.Level);
        Assert.InRange(customer.Sources.Count, 1, 2);
        Assert.InRange(customer.Owners.Count, 1, 2);
        Assert.All(customer.Sources, s => Among(Vocabulary.Sources, s.Source));
        Assert.All(customer.Interests, i => Among(Vocabulary.Categories, i.Category));
        Assert.All(customer.Consents, c => Among(Vocabulary.Channels, c.Channel));
        Assert.All(customer.Consents, c => Among(Vocabulary.ConsentSources, c.Source));
    });

    [Fact]
    public void Individuals_and_enterprises_have_each_their_own_fields() => Assert.All(demo.Customers, customer =>
    {
        if (customer.Kind == CustomerKind.Individual)
            Assert.True(customer is { Size: null, Ownership: null, LegalRepresentative: null, LicenceNo: null });
        else
        {
            Assert.True(customer is { Gender: null, BornOn: null, Occupation: null, CityTier: null, Reading: null });
            Assert.True(customer is { IdCardBlind: null, Size: not null, Ownership: not null });
        }
    });

    [Fact]
    public void A_number_carries_the_industry_and_the_year_and_runs_from_one_without_a_gap()
    {
        var numbers = demo.Customers.Select(c => (Customer: c, No: CustomerNo.Parse(c.Number, null))).ToList();
        Assert.All(numbers, n => Assert.Equal(Industries.CodeOf(n.Customer.Industry), n.No.Code));
        Assert.All(numbers, n => Assert.Equal(DemoCalendar.DayOf(n.Customer.CreatedAt).Year, n.No.Year));
        Assert.All(
            numbers.GroupBy(n => (n.No.Code, n.No.Year)),
            group => Assert.Equal(Enumerable.Range(1, group.Count()), group.Select(n => n.No.Running)));
        Assert.Equal(9, numbers.Select(n => n.No.Year).Distinct().Count());
    }

    [Fact]
    public void Remarks_are_short_and_hold_no_run_of_seven_digits() => Assert.All(
        demo.Customers.Where(c => c.Remark is not null).Select(c => c.Remark!),
        remark => Assert.False(remark.Length > 500 || SevenDigits().IsMatch(remark)));

    [Fact]
    public void The_clerks_whom_the_reference_names_own_some_hundred_of_twenty_thousand()
    {
        using var world = new DemoWorld();
        var owners = world.Customers().Generate(20_000)
            .SelectMany(c => c.Owners)
            .CountBy(o => o.AccountId.Value)
            .ToDictionary();
        Assert.InRange(owners[1], 300, 1200);
        Assert.InRange(owners[2], 300, 1200);
        Assert.Equal(42, owners.Count);
    }

    private static string Portrait(Customer c) => string.Join('|',
        c.Number, c.Name, c.Reading, c.CreatedAt, c.UpdatedAt, c.Gender, c.BornOn, c.Address, c.LicenceNo, c.Remark,
        c.DepartmentId, c.FirstContactOn, c.LastContactOn, c.FirstOrderOn, c.LastOrderOn, c.Metrics.LifetimeSpendFen,
        c.Certification.ValidUntil,
        Convert.ToHexString(c.IdCardBlind ?? []),
        Convert.ToHexString(c.BankCardBlind ?? []),
        string.Join(',', c.ExternalIds.Select(e => e.System + e.Value)),
        string.Join(',', c.Contacts.Select(x => x.Type)),
        string.Join(',', c.Tags.Select(t => $"{t.TagId}{t.At:O}")),
        string.Join(',', c.Consents.Select(x => $"{x.Channel}{x.State}{x.At:O}")),
        string.Join(',', c.Interests.Select(i => $"{i.Kind}{i.Category}{i.LastOn}")));

    private static readonly string[] Remembered =
    [
        "CN2019001 北京云隆装饰工程有限公司 北京市 ",
        "IT2021001 阜阳嘉兴数据科技有限责任公司 阜阳市 2026-05-25",
        "FN2022001 李雪霞 沈阳市 2022-02-13",
        "CN2024001 胡铭然 昆明市 2026-05-14",
        "MF2024001 于嘉睿 天津市 2024-10-25",
        "HC2025001 韩静婷 北京市 2026-05-19",
    ];

    private static void Among(IReadOnlyList<string> vocabulary, string? value) =>
        Assert.True(value is null || vocabulary.Contains(value), value);

    private static double Share(IReadOnlyCollection<string> all, Func<string, bool> wanted) =>
        all.Count(wanted) / (double)all.Count;

    private static bool IsHan(string name) => name.All(c => c is >= '\u4E00' and <= '\u9FFF');

    [GeneratedRegex("[0-9]{7}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SevenDigits();
}
