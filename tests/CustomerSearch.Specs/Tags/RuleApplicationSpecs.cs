using CustomerSearch.Core.Data;
using CustomerSearch.Core.Search;
using CustomerSearch.Core.Tags;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Tags;

public sealed class RuleApplicationSpecs : IAsyncLifetime
{
    private const int Customers = 30;

    private World world = null!;
    private long rule;

    public async ValueTask InitializeAsync()
    {
        world = await World.StartAsync();
        await using var db = world.Database.Open();
        rule = await db.TagDimensions.Where(d => d.Name == "价值层级").Select(d => d.Id).SingleAsync();
        await world.AddAsync([.. Enumerable.Range(1, Customers).Select(i => world.NewCustomer(
            $"ED2026{i:000}", c => c.Metrics.Spend12mFen = i * 1_000_000))]);
        await world.IndexAsync();
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_preview_counts_who_moves_from_which_tag_to_which_and_changes_nothing()
    {
        await SaveAsync(high: 20_000_000, middle: 10_000_000);

        var preview = (await world.Get<PreviewRule>().RunAsync(rule, default))!;

        Assert.Equal((2, 1, Customers, 15), (preview.Version, preview.Against, preview.Customers, preview.Moved));
        Assert.Equal(
            [("高价值", "中价值", 10), ("中价值", "低价值", 5)], preview.Moves.Select(m => (m.From!, m.To!, (int)m.Count)));
        Assert.Equal(21, (await HighAsync()).Count);
        await using var db = world.Database.Open();
        Assert.Empty(await db.IndexChanges.ToListAsync());
    }

    [Fact]
    public async Task While_a_rule_is_applied_every_search_sees_one_version_and_its_record_names_it()
    {
        await SaveAsync(high: 20_000_000, middle: 10_000_000);
        Assert.IsType<TagAnswer.Done>(await world.Get<ApplyRule>().RunAsync(rule, world.Administrator, default));
        await SeesAsync(21, version: 1);

        Assert.True(await StepAsync());
        await SeesAsync(21, version: 1);
        var before = await QueryAsync();
        await world.IndexAsync();
        await SeesAsync(21, version: 1);

        Assert.True(await StepAsync());
        await SeesAsync(11, version: 2);
        var (late, _) = await world.Get<SearchCustomers>().RunAsync(before, world.Clerk, await world.SurroundingsAsync(), default);
        Assert.Equal(21, late.Count);

        world.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.True(await StepAsync());
        await world.IndexAsync();
        Assert.False(await StepAsync());
        await SeesAsync(11, version: 2);
        var application = (await world.Get<ReadRules>().FindAsync(rule, default))!.Application!;
        Assert.Equal(("done", Customers, Customers), (application.State, application.CustomersDone, application.CustomersTotal));
    }

    [Fact]
    public async Task A_customer_that_changes_meanwhile_is_found_rightly_by_the_old_version_and_by_the_new()
    {
        await SaveAsync(high: 20_000_000, middle: 10_000_000);
        await world.Get<ApplyRule>().RunAsync(rule, world.Administrator, default);
        await StepAsync();
        await world.IndexAsync();
        await world.Database.WriteAsync(WritePriority.Interactive, (db, ct) => db.Customers.Where(c => c.Number == "ED2026001")
            .ExecuteUpdateAsync(set => set.SetProperty(c => c.Metrics.Spend12mFen, 15_000_000), ct), default);
        await world.AddAsync(world.NewCustomer("ED2026031", c => c.Metrics.Spend12mFen = 25_000_000));
        await world.IndexAsync();
        await SeesAsync(23, version: 1);

        await StepAsync();

        await SeesAsync(12, version: 2);
    }

    [Fact]
    public async Task The_day_that_passes_during_an_application_moves_the_tags_of_both_versions()
    {
        await using (var db = world.Database.Open())
            rule = await db.TagDimensions.Where(d => d.Name == "年龄段").Select(d => d.Id).SingleAsync();
        await world.AddAsync(world.NewCustomer("ED2026040", c => c.BornOn = new DateOnly(2006, 11, 25)));
        RuleTag[] tags = [new("未满二十", "周岁不满20"), new("二十以上", "周岁20及以上")];
        await world.Get<SaveRule>().RunAsync(
            rule, new RuleBody.Bands([new("未满二十", [new("age", null, 20)]), new("二十以上", [new("age", 20)])]), tags, world.Administrator, default);
        await world.Get<ApplyRule>().RunAsync(rule, world.Administrator, default);
        await StepAsync();
        await world.IndexAsync();
        world.Clock.Advance(TimeSpan.FromHours(13));

        await world.Get<MoveTagDay>().RunAsync(default);
        await world.IndexAsync();
        await StepAsync();

        Assert.Equal(1, (await world.SearchAsync(By("年龄段/二十以上"))).Count);
        Assert.Equal("The tag 年龄段/18-25 is retired.", Assert.IsType<ParsedSearch.Bad>(
            await world.ParseAsync(By("年龄段/18-25"), world.Clerk)).Errors["tags.all[0]"][0]);
    }

    [Fact]
    public async Task The_tags_of_a_dimension_follow_its_rule_and_the_change_is_recorded_as_who_asked_for_it()
    {
        await SaveAsync(high: 20_000_000, middle: 10_000_000);
        await ApplyToTheEndAsync();

        var catalogue = await world.Get<CurrentCatalogue>().GetAsync(default);
        var high = catalogue.Find("价值层级/高价值")!.Value.Tag;
        Assert.Equal(("满200000元", 2), (high.Definition, high.Version));
        Assert.Equal(new TagName("价值层级", "高价值"), catalogue.NameOf(Assert.Single(catalogue.TermsOf(new("价值层级", "高价值")))));
        await using var db = world.Database.Open();
        Assert.Equal(
            [("save-rule", "admin1"), ("apply-rule", "admin1"), ("rule-in-force", "admin1")],
            (await db.Records.OrderBy(r => r.Position).ToListAsync()).Select(r => (r.Kind, r.UserName)));
        Assert.Equal(
            [(1, TagRuleState.Superseded), (2, TagRuleState.InForce)],
            (await db.TagRules.Where(r => r.DimensionId == rule).OrderBy(r => r.Version).ToListAsync()).Select(r => (r.Version, r.State)));
    }

    [Fact]
    public async Task One_version_is_applied_at_a_time_and_a_draft_is_replaced_until_it_is()
    {
        Assert.IsType<TagAnswer.Conflict>(await world.Get<ApplyRule>().RunAsync(rule, world.Administrator, default));
        await SaveAsync(high: 20_000_000, middle: 10_000_000);
        await SaveAsync(high: 30_000_000, middle: 10_000_000);
        await world.Get<ApplyRule>().RunAsync(rule, world.Administrator, default);
        await SaveAsync(high: 40_000_000, middle: 10_000_000);

        Assert.IsType<TagAnswer.Conflict>(await world.Get<ApplyRule>().RunAsync(rule, world.Administrator, default));

        Assert.Equal(
            [(3, "draft"), (2, "applying"), (1, "inForce")],
            (await world.Get<ReadRules>().FindAsync(rule, default))!.Versions.Select(v => (v.Version, v.State)));
    }

    [Fact]
    public async Task Two_at_once_bring_a_rule_into_force_once()
    {
        await SaveAsync(high: 20_000_000, middle: 10_000_000);
        await world.Get<ApplyRule>().RunAsync(rule, world.Administrator, default);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(StepAsync)));
        await world.IndexAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(StepAsync)));

        await SeesAsync(11, version: 2);
        await using var db = world.Database.Open();
        Assert.Single(await db.Records.Where(r => r.Kind == "rule-in-force").ToListAsync());
        Assert.Equal(Customers, (await db.RuleApplications.SingleAsync()).CustomersDone);
    }

    private static SearchRequest By(string tag) =>
        new() { Purpose = "来电咨询", Tags = new TagsRequest { All = [tag] }, Facets = ["价值层级"], PageSize = 200 };

    private async Task SaveAsync(long high, long middle) => Assert.IsType<TagAnswer.Done>(await world.Get<SaveRule>().RunAsync(
        rule,
        new RuleBody.Bands(
        [
            new("高价值", [new("spend12mFen", high)]), new("中价值", [new("spend12mFen", middle, high)]),
            new("低价值", [new("spend12mFen", null, middle)]),
        ]),
        [new("高价值", $"满{high / 100}元"), new("中价值", $"满{middle / 100}元"), new("低价值", $"不满{middle / 100}元")],
        world.Administrator, default));

    private Task<bool> StepAsync() => world.Get<ContinueRuleApplications>().RunAsync(default);

    private async Task ApplyToTheEndAsync()
    {
        await world.Get<ApplyRule>().RunAsync(rule, world.Administrator, default);
        while (await StepAsync())
        {
            await world.IndexAsync();
            world.Clock.Advance(TimeSpan.FromSeconds(90));
        }
    }

    private Task<SearchAnswer> HighAsync() => world.SearchAsync(By("价值层级/高价值"));

    private async Task<SearchQuery> QueryAsync() =>
        Assert.IsType<ParsedSearch.Good>(await world.ParseAsync(By("价值层级/高价值"), world.Clerk)).Query;

    private async Task SeesAsync(int count, int version)
    {
        var answer = await HighAsync();
        Assert.Equal((count, 0, count), ((int)answer.Count, answer.ChangedSinceIndex, answer.Hits.Count));
        var facet = Assert.Single(answer.Facets!["价值层级"]);
        Assert.Equal(("高价值", count), (facet.Code, (int)facet.Count));
        Assert.All(answer.Hits, hit => Assert.Contains("价值层级/高价值", hit.Customer.Tags!));
        await using var db = world.Database.Open();
        var record = await db.Records.OrderByDescending(r => r.Position).FirstAsync();
        Assert.Equal($$"""{"价值层级":{{version}}}""", record.RuleVersions);
    }
}
