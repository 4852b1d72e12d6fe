using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Tags;

namespace CustomerSearch.Specs.Tags;

public sealed class DefaultCatalogueSpecs : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private World world = null!;
    private TagCatalogue catalogue = null!;

    public async ValueTask InitializeAsync()
    {
        world = await World.StartAsync();
        catalogue = await world.Get<CurrentCatalogue>().GetAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData(9_999_999, "价值层级/中价值")]
    [InlineData(10_000_000, "价值层级/高价值")]
    [InlineData(4_999_999, "价值层级/低价值")]
    [InlineData(5_000_000, "价值层级/中价值")]
    [InlineData(2_999_999, "年消费/低消费")]
    [InlineData(3_000_000, "年消费/中消费")]
    [InlineData(10_000_000, "年消费/高消费")]
    public void Spend_falls_into_the_band_it_belongs_to_at_each_bound(long fen, string tag) =>
        Assert.Contains(tag, TagsOf(c => c.Metrics.Spend12mFen = fen));

    [Theory]
    [InlineData(999_999, "ARPU/中")]
    [InlineData(1_000_000, "ARPU/高")]
    [InlineData(499_999, "ARPU/低")]
    [InlineData(500_000, "ARPU/中")]
    public void Arpu_falls_into_the_band_it_belongs_to_at_each_bound(long fen, string tag) =>
        Assert.Contains(tag, TagsOf(c => c.Metrics.ArpuFen = fen));

    [Theory]
    [InlineData(0, "购买频次/低频")]
    [InlineData(1, "购买频次/中频")]
    [InlineData(2, "购买频次/中频")]
    [InlineData(3, "购买频次/高频")]
    public void Orders_fall_into_their_band(int orders, string tag) =>
        Assert.Contains(tag, TagsOf(c => c.Metrics.Orders6m = orders));

    [Theory]
    [InlineData("2008-11-25", "年龄段/18岁以下")]
    [InlineData("2008-11-24", "年龄段/18-25")]
    [InlineData("2000-11-25", "年龄段/18-25")]
    [InlineData("2000-11-24", "年龄段/26-35")]
    [InlineData("1990-11-25", "年龄段/26-35")]
    [InlineData("1990-11-24", "年龄段/36-45")]
    [InlineData("1980-11-25", "年龄段/36-45")]
    [InlineData("1980-11-24", "年龄段/46岁及以上")]
    public void Age_is_in_complete_years(string bornOn, string tag) =>
        Assert.Contains(tag, TagsOf(c => c.BornOn = DateOnly.Parse(bornOn)));

    [Fact]
    public void Who_was_born_on_the_29th_of_February_grows_older_on_the_28th_in_a_common_year()
    {
        var customer = world.NewCustomer("ED2026001", c => c.BornOn = new DateOnly(2008, 2, 29));

        Assert.Contains("年龄段/18岁以下", catalogue.Rules.ByRule(customer, On(new DateOnly(2026, 2, 27))));
        Assert.Contains("年龄段/18-25", catalogue.Rules.ByRule(customer, On(new DateOnly(2026, 2, 28))));
    }

    [Theory]
    [InlineData("2026-08-25", "流失风险/否")]
    [InlineData("2026-08-24", "流失风险/是")]
    [InlineData("2025-11-25", "客户阶段/老客户")]
    [InlineData("2025-11-24", "客户阶段/流失客户")]
    public void Silence_begins_on_the_day_that_completes_its_months(string lastOrderOn, string tag) =>
        Assert.Contains(tag, TagsOf(c => (c.FirstOrderOn, c.LastOrderOn) = (new DateOnly(2020, 1, 1), DateOnly.Parse(lastOrderOn))));

    [Fact]
    public void Silence_after_an_order_at_the_end_of_a_long_month_begins_at_the_end_of_a_short_one()
    {
        var customer = world.NewCustomer("ED2026001", c => c.FirstOrderOn = c.LastOrderOn = new DateOnly(2026, 11, 30));

        Assert.Contains("流失风险/否", catalogue.Rules.ByRule(customer, On(new DateOnly(2027, 2, 27))));
        Assert.Contains("流失风险/是", catalogue.Rules.ByRule(customer, On(new DateOnly(2027, 2, 28))));
    }

    [Theory]
    [InlineData(0, "活跃度/不活跃")]
    [InlineData(1, "活跃度/一般")]
    [InlineData(4, "活跃度/一般")]
    [InlineData(5, "活跃度/活跃")]
    public void Logins_fall_into_their_band(int logins, string tag) =>
        Assert.Contains(tag, TagsOf(c => c.Metrics.Logins30d = logins));

    [Theory]
    [InlineData("2025-11-25", "合作时长/1年以下")]
    [InlineData("2025-11-24", "合作时长/1-3年")]
    [InlineData("2023-11-25", "合作时长/1-3年")]
    [InlineData("2023-11-24", "合作时长/3年以上")]
    public void Cooperation_is_in_complete_years(string since, string tag) =>
        Assert.Contains(tag, TagsOf(c => c.CooperationSince = DateOnly.Parse(since)));

    [Theory]
    [InlineData("2026-08-26", "客户阶段/新客户")]
    [InlineData("2026-08-25", "客户阶段/老客户")]
    public void A_customer_is_new_within_ninety_days_of_the_first_order(string firstOrderOn, string tag) =>
        Assert.Contains(tag, TagsOf(c => (c.FirstOrderOn, c.LastOrderOn) = (DateOnly.Parse(firstOrderOn), Today)));

    [Fact]
    public void Who_never_ordered_is_no_risk_and_has_no_stage_by_rule()
    {
        var tags = TagsOf(_ => { });

        Assert.Contains("流失风险/否", tags);
        Assert.DoesNotContain(tags, tag => tag.StartsWith("客户阶段/", StringComparison.Ordinal));
        Assert.DoesNotContain(tags, tag => tag.StartsWith("RFM/", StringComparison.Ordinal));
    }

    [Fact]
    public void In_an_exclusive_dimension_what_a_rule_gives_stands_before_what_a_hand_set()
    {
        var byHand = catalogue.Find("客户阶段/意向客户")!.Value.Tag.Id;
        var prospect = world.NewCustomer("ED2026001", c => c.Tags.Add(new CustomerTag { TagId = byHand, At = world.Clock.GetUtcNow() }));
        Assert.Contains("客户阶段/意向客户", catalogue.Rules.Of(prospect, On(Today)));

        (prospect.FirstOrderOn, prospect.LastOrderOn) = (Today, Today);

        Assert.Equal(["客户阶段/新客户"], catalogue.Rules.Of(prospect, On(Today)).Where(t => t.StartsWith("客户阶段/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(10, 2, 100, "RFM/重要价值")]
    [InlineData(11, 2, 100, "RFM/重要保持")]
    [InlineData(10, 1, 100, "RFM/重要发展")]
    [InlineData(11, 1, 100, "RFM/重要挽留")]
    [InlineData(10, 2, 99, "RFM/一般价值")]
    [InlineData(10, 1, 99, "RFM/一般发展")]
    [InlineData(11, 2, 99, "RFM/一般保持")]
    [InlineData(11, 1, 99, "RFM/一般挽留")]
    public void Rfm_is_at_or_better_than_the_median(int days, int orders, long fen, string tag)
    {
        var customer = world.NewCustomer("ED2026001", c =>
        {
            c.FirstOrderOn = c.LastOrderOn = Today.AddDays(-days);
            (c.Metrics.Orders6m, c.Metrics.Spend12mFen) = (orders, fen);
        });

        Assert.Contains(tag, catalogue.Rules.ByRule(customer, new TagDay { Day = Today, RecencyDays = 10, Orders6m = 2, Spend12mFen = 100 }));
    }

    [Theory]
    [InlineData("2026-05-24", true)]
    [InlineData("2026-05-23", false)]
    public void A_preference_lasts_six_months(string lastOn, bool there) => Assert.Equal(there, TagsOf(c => c.Interests.Add(
        new CustomerInterest { Kind = InterestKind.Bought, Category = "家电", LastOn = DateOnly.Parse(lastOn) })).Contains("产品偏好/家电"));

    [Fact]
    public void Every_tag_that_a_rule_can_give_stands_in_the_catalogue_with_a_definition()
    {
        var byRule = catalogue.Dimensions.SelectMany(d => d.Tags.Where(t => t.Origin == TagOrigin.Rule)).ToList();

        Assert.All(byRule, tag => Assert.NotEmpty(tag.Definition));
        Assert.Equal(
            Industries.All, catalogue.Dimensions.Single(d => d.Name == "行业").Tags.Select(t => t.Code));
        Assert.Equal(
            Vocabulary.Regions, catalogue.Dimensions.Single(d => d.Name == "地域").Tags.Select(t => t.Code));
        Assert.Equal(
            Vocabulary.Categories, catalogue.Dimensions.Single(d => d.Name == "产品偏好").Tags.Select(t => t.Code));
    }

    [Fact]
    public void Every_rule_of_the_default_catalogue_covers_every_value_exactly_once()
    {
        var listed = SeedCatalogue.Read().Dimensions.Where(d => d.Rule is not null).ToList();

        Assert.NotEmpty(listed);
        Assert.All(listed, d => Assert.Empty(RuleCheck.Errors(
            new TagDimension { Name = d.Name, Exclusive = d.Exclusive }, d.Rule!, d.Tags)));
    }

    /// <summary>Each bound that any default rule names, tried one below and exactly at it.</summary>
    [Fact]
    public void At_each_bound_of_the_default_catalogue_the_tag_changes_and_on_either_side_there_is_exactly_one()
    {
        var bounds = 0;
        foreach (var listed in SeedCatalogue.Read().Dimensions)
        {
            if (listed.Rule is not RuleBody.Bands { Cases: var cases } || cases.SelectMany(c => c.When).DistinctBy(b => b.Field).Count() > 1)
                continue;

            foreach (var bound in cases.SelectMany(c => c.When).SelectMany(b => (long?[])[b.From, b.To]).OfType<long>().Distinct())
            {
                var (below, at) = (Holding(cases, bound - 1), Holding(cases, bound));
                Assert.NotEqual(Assert.Single(below), Assert.Single(at));
                bounds++;
            }
        }

        Assert.True(bounds >= 16, $"{bounds}");

        static List<string> Holding(IReadOnlyList<RuleCase> cases, long value)
        {
            var holding = cases.Where(c => c.When.Count > 0 && c.When.All(b => b.Holds(value))).Select(c => c.Tag).ToList();
            return holding.Count > 0 ? holding : [.. cases.Where(c => c.When.Count == 0).Select(c => c.Tag)];
        }
    }

    [Fact]
    public void Every_value_of_a_listed_field_gives_the_tag_of_its_name()
    {
        foreach (var (dimension, values, set) in (ReadOnlySpan<(string, IReadOnlyList<string>, Action<Customer, string>)>)
            [
                ("行业", Industries.All, (c, v) => c.Industry = v), ("地域", Vocabulary.Regions, (c, v) => c.Region = v),
                ("性别", Vocabulary.Genders, (c, v) => c.Gender = v), ("城市级别", Vocabulary.CityTiers, (c, v) => c.CityTier = v),
                ("职业", Vocabulary.Occupations, (c, v) => c.Occupation = v),
            ])
        {
            foreach (var value in values)
                Assert.Contains($"{dimension}/{value}", TagsOf(c => set(c, value)));
        }
    }

    private static TagDay On(DateOnly day) => new() { Day = day };

    private List<string> TagsOf(Action<Customer> change) =>
        catalogue.Rules.ByRule(world.NewCustomer("ED2026001", change), On(Today));
}
