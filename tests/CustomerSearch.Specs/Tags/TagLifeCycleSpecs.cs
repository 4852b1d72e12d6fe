using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Search;
using CustomerSearch.Core.Tags;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Tags;

public sealed class TagLifeCycleSpecs : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync() => world = await World.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_proposed_tag_is_carried_and_searched_only_after_another_person_confirmed_it()
    {
        await world.AddAsync(world.NewCustomer("ED2026001"));
        var id = await ProposeAsync("爱好摄影");
        Assert.Contains("not confirmed", Wrong(await SetAsync("ED2026001", add: "自定义/爱好摄影"))["add[0]"][0], StringComparison.Ordinal);
        Assert.IsType<ParsedSearch.Bad>(await world.ParseAsync(By("自定义/爱好摄影"), world.Clerk));

        Assert.IsType<TagAnswer.Denied>(await world.Get<ConfirmTag>().RunAsync(id, world.Marketer, default));
        Assert.IsType<TagAnswer.Done>(await world.Get<ConfirmTag>().RunAsync(id, world.Administrator, default));

        Assert.IsType<TagAnswer.Done>(await SetAsync("ED2026001", add: "自定义/爱好摄影"));
        await world.IndexAsync();
        Assert.Equal("ED2026001", Assert.Single((await world.SearchAsync(By("自定义/爱好摄影"))).Hits).CustomerNo);
    }

    [Fact]
    public async Task A_renamed_tag_is_found_at_once_by_its_new_name_and_by_the_one_it_had_and_keeps_its_history()
    {
        await world.AddAsync(world.NewCustomer("ED2026001"));
        var id = await ConfirmedAsync("爱好摄影");
        await SetAsync("ED2026001", add: "自定义/爱好摄影");
        await world.IndexAsync();

        Assert.IsType<TagAnswer.Done>(await world.Get<ChangeTag>().RunAsync(id, "摄影爱好者", "参加过摄影活动", world.Marketer, default));

        Assert.Single((await world.SearchAsync(By("自定义/摄影爱好者"))).Hits);
        Assert.Single((await world.SearchAsync(By("自定义/爱好摄影"))).Hits);
        var detail = (await world.Get<ReadTags>().FindAsync(id, default))!;
        Assert.Equal(
            [(1, "proposed", null, "marketer1"), (2, "confirmed", null, "admin1"), (3, "changed", "爱好摄影", "marketer1")],
            detail.History!.Select(h => (h.Version, h.Step, h.FormerCode, h.By)));
        Assert.Equal(("自定义/摄影爱好者", "参加过摄影活动", 3), (detail.Name, detail.Definition, detail.Version));
    }

    [Fact]
    public async Task A_merged_tag_counts_as_the_other_before_and_after_its_customers_are_moved()
    {
        await world.AddAsync(world.NewCustomer("ED2026001"), world.NewCustomer("ED2026002"), world.NewCustomer("ED2026003"));
        var (photo, camera) = (await ConfirmedAsync("爱好摄影"), await ConfirmedAsync("买过相机"));
        await SetAsync("ED2026001", add: "自定义/爱好摄影");
        await SetAsync("ED2026002", add: "自定义/买过相机");
        await SetAsync("ED2026003", add: ["自定义/爱好摄影", "自定义/买过相机"]);
        await world.IndexAsync();

        Assert.IsType<TagAnswer.Done>(await world.Get<MergeTag>().RunAsync(photo, camera, world.Marketer, default));

        Assert.Equal(3, (await world.SearchAsync(By("自定义/买过相机"))).Count);
        Assert.Equal(0, (await world.SearchAsync(new() { Purpose = "来电咨询", Tags = new() { None = ["自定义/买过相机"] } })).Count);
        var bad = Assert.IsType<ParsedSearch.Bad>(await world.ParseAsync(By("自定义/爱好摄影"), world.Clerk));
        Assert.Equal("The tag 自定义/爱好摄影 is retired.", bad.Errors["tags.all[0]"][0]);
        await world.Get<MoveMergedTags>().RunAsync(default);
        await using var db = world.Database.Open();
        Assert.Equal([camera, camera, camera], await db.CustomerTags.Select(t => t.TagId).ToListAsync());
        await world.IndexAsync();
        Assert.Equal(3, (await world.SearchAsync(By("自定义/买过相机"))).Count);
    }

    [Fact]
    public async Task A_retired_tag_is_carried_by_nobody_refused_by_its_name_and_its_name_stays_taken()
    {
        await world.AddAsync(world.NewCustomer("ED2026001"));
        var id = await ConfirmedAsync("爱好摄影");
        await SetAsync("ED2026001", add: "自定义/爱好摄影");

        await world.Get<RetireTag>().RunAsync(id, world.Administrator, default);

        var catalogue = await world.Get<CurrentCatalogue>().GetAsync(default);
        var customer = await world.Get<CustomerReader>().FindAsync(CustomerNo.Parse("ED2026001", null), new Scope.Everyone(), default);
        Assert.DoesNotContain("自定义/爱好摄影", catalogue.Rules.Of(customer!, catalogue.Day));
        Assert.Contains("retired", Wrong(await SetAsync("ED2026001", add: "自定义/爱好摄影"))["add[0]"][0], StringComparison.Ordinal);
        Assert.IsType<TagAnswer.Done>(await SetAsync("ED2026001", remove: "自定义/爱好摄影"));
        Assert.IsType<TagAnswer.Conflict>(await world.Get<ProposeTag>().RunAsync("自定义", "爱好摄影", "又一次", world.Marketer, default));
    }

    [Fact]
    public async Task What_a_rule_gives_is_never_set_by_hand_and_an_exclusive_dimension_takes_one_tag()
    {
        await world.AddAsync(world.NewCustomer("ED2026001"));

        Assert.Contains("rule", Wrong(await SetAsync("ED2026001", add: "价值层级/高价值"))["add[0]"][0], StringComparison.Ordinal);
        Assert.Contains("客户阶段", Wrong(await SetAsync("ED2026001", add: ["客户阶段/意向客户", "客户阶段/待转化客户"]))["add"][0], StringComparison.Ordinal);
        Assert.IsType<TagAnswer.Done>(await SetAsync("ED2026001", add: "客户阶段/意向客户"));
        Assert.IsType<TagAnswer.Wrong>(await SetAsync("ED2026001", add: "客户阶段/待转化客户"));
        Assert.IsType<TagAnswer.Done>(await SetAsync("ED2026001", add: ["客户阶段/待转化客户"], remove: ["客户阶段/意向客户"]));
        Assert.IsType<TagAnswer.Wrong>(await world.Get<ProposeTag>().RunAsync("价值层级", "特高", "x", world.Marketer, default));
    }

    [Fact]
    public async Task A_reviewed_dimension_is_set_by_managers_and_a_customer_outside_the_scope_is_not_there()
    {
        await world.AddAsync(world.NewCustomer("ED2026001"));

        Assert.IsType<TagAnswer.Denied>(await SetAsync("ED2026001", add: "客户等级/VIP客户"));
        Assert.IsType<TagAnswer.Done>(await SetAsync("ED2026001", ["客户等级/VIP客户"], [], world.Manager));
        Assert.IsType<TagAnswer.Missing>(await SetAsync("ED2026001", ["服务偏好/线上"], [], world.OtherClerk));
    }

    [Fact]
    public async Task Each_change_leaves_its_record_in_its_own_transaction_and_a_refusal_leaves_none()
    {
        await world.AddAsync(world.NewCustomer("ED2026001"));
        var id = await ConfirmedAsync("爱好摄影");
        await world.Get<ConfirmTag>().RunAsync(id, world.Administrator, default);
        await SetAsync("ED2026001", add: "自定义/爱好摄影");
        await SetAsync("ED2026001", add: "自定义/爱好摄影");
        await world.Get<RetireTag>().RunAsync(id, world.Marketer, default);

        await using var db = world.Database.Open();
        var records = await db.Records.OrderBy(r => r.Position).ToListAsync();
        Assert.Equal(
            [("propose-tag", "marketer1"), ("confirm-tag", "admin1"), ("tag-customer", "clerk1"), ("retire-tag", "marketer1")],
            records.Select(r => (r.Kind, r.UserName)));
        Assert.Equal((await db.Customers.SingleAsync()).Id, records[2].SubjectId);
    }

    private static SearchRequest By(string tag) => new() { Purpose = "来电咨询", Tags = new TagsRequest { All = [tag] } };

    private static IReadOnlyDictionary<string, string[]> Wrong(TagAnswer answer) => Assert.IsType<TagAnswer.Wrong>(answer).Errors;

    private async Task<TagId> ProposeAsync(string code) => Assert.IsType<TagAnswer.Done>(
        await world.Get<ProposeTag>().RunAsync("自定义", code, "由市场部提出", world.Marketer, default)).Tag!.Value;

    private async Task<TagId> ConfirmedAsync(string code)
    {
        var id = await ProposeAsync(code);
        Assert.IsType<TagAnswer.Done>(await world.Get<ConfirmTag>().RunAsync(id, world.Administrator, default));
        return id;
    }

    private Task<TagAnswer> SetAsync(string number, string? add = null, string? remove = null) =>
        SetAsync(number, add is null ? [] : [add], remove is null ? [] : [remove], world.Clerk);

    private Task<TagAnswer> SetAsync(string number, string[] add, string[]? remove = null) => SetAsync(number, add, remove ?? [], world.Clerk);

    private Task<TagAnswer> SetAsync(string number, string[] add, string[] remove, Operator caller) =>
        world.Get<SetCustomerTags>().RunAsync(CustomerNo.Parse(number, null), add, remove, caller, default);
}
