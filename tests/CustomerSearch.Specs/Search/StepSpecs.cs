using CustomerSearch.Core.Access;
using CustomerSearch.Core.Audit;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Specs.Search;

/// <summary>One look-up, one number: what is a step of it, and what draws a number of its own.</summary>
public sealed class StepSpecs : IAsyncLifetime
{
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        world = await World.StartAsync();
        await world.AddAsync([.. Enumerable.Range(1, 5).Select(i => world.NewCustomer($"ED2024{i:000}", c => c.Name = "欧阳" + "一二三四五"[i - 1]))]);
        await world.IndexAsync();
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData("欧", "欧阳", 59, true)]
    [InlineData("欧阳", "欧", 1, true)]
    [InlineData("欧", "欧阳", 61, false)]
    [InlineData("欧阳", "阳", 1, false)]
    [InlineData("欧", "王", 1, false)]
    [InlineData("138", "13812345678", 1, true)]
    public async Task A_text_typed_further_within_a_minute_is_a_step(string before, string after, int seconds, bool isStep)
    {
        var first = await LookUpAsync(before, null);
        world.Clock.Advance(TimeSpan.FromSeconds(seconds));

        var second = await LookUpAsync(after, first.RxNumber);

        Assert.Equal((1, isStep ? 2 : 1, isStep), (first.Step, second.Step, first.RxNumber == second.RxNumber));
    }

    [Fact]
    public async Task Typing_counts_from_the_last_step_and_numbers_have_no_gap_beside_it()
    {
        var first = await LookUpAsync("欧", null);
        world.Clock.Advance(TimeSpan.FromSeconds(50));
        await LookUpAsync("欧阳", first.RxNumber);
        var other = await LookUpAsync("王", null);
        world.Clock.Advance(TimeSpan.FromSeconds(50));

        var third = await LookUpAsync("欧阳一", first.RxNumber);
        var next = await LookUpAsync("李", null);

        Assert.Equal((first.RxNumber, 3), (third.RxNumber, third.Step));
        Assert.Equal(["RX20261124001", "RX20261124002", "RX20261124003"], [first.RxNumber, other.RxNumber, next.RxNumber]);
        Assert.True((await world.Get<VerifyChain>().RunAsync(new Progress<(long, long)>(), CancellationToken.None)).IsIntact);
    }

    [Fact]
    public async Task Another_person_another_purpose_another_filter_and_another_day_draw_their_own_number()
    {
        var first = await LookUpAsync("欧", null);
        var filtered = new Dictionary<string, IReadOnlyList<string>> { ["region"] = ["华东"] };
        SearchAnswer[] others =
        [
            await LookUpAsync("欧阳", first.RxNumber, world.Manager),
            await LookUpAsync("欧阳", first.RxNumber, purpose: "来电咨询"),
            await world.SearchAsync(new() { Purpose = "业务办理", Keyword = "欧阳", Filters = filtered, Continues = first.RxNumber }),
            await LookUpAsync("欧阳", "RX20200101001"),
            await LookUpAsync("欧阳", "RX20261124999"),
        ];
        world.Clock.Advance(TimeSpan.FromHours(11) + TimeSpan.FromMinutes(59) + TimeSpan.FromSeconds(50));
        var late = await LookUpAsync("王", null);
        world.Clock.Advance(TimeSpan.FromSeconds(20));

        var tomorrow = await LookUpAsync("王芳", late.RxNumber);

        Assert.All([.. others, tomorrow], answer => Assert.Equal(1, answer.Step));
        Assert.Equal("RX20261125001", tomorrow.RxNumber);
        Assert.True((await world.Get<VerifyChain>().RunAsync(new Progress<(long, long)>(), CancellationToken.None)).IsIntact);
    }

    [Theory]
    [InlineData(29, 2)]
    [InlineData(31, 1)]
    public async Task A_changed_draft_that_is_only_counted_is_a_step_for_half_an_hour(int minutes, int step)
    {
        var first = await world.SearchAsync(Draft("华东") with { PageSize = 0 });
        world.Clock.Advance(TimeSpan.FromMinutes(minutes));

        var second = await world.SearchAsync(Draft("华南") with { PageSize = 0, Continues = first.RxNumber });
        var shown = await world.SearchAsync(Draft("华北") with { Continues = first.RxNumber });

        Assert.Equal((step, 1), (second.Step, shown.Step));
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(31, false)]
    public async Task A_next_page_is_a_step_for_half_an_hour_and_still_a_page_after_it(int minutes, bool isStep)
    {
        var request = new SearchRequest { Purpose = "业务办理", Keyword = "欧阳", PageSize = 2 };
        var first = await world.SearchAsync(request);
        world.Clock.Advance(TimeSpan.FromMinutes(minutes));

        var second = await world.SearchAsync(request with { Cursor = first.Cursor });
        var third = await world.SearchAsync(request with { Cursor = second.Cursor });

        Assert.Equal((isStep, isStep ? 2 : 1), (second.RxNumber == first.RxNumber, second.Step));
        Assert.Equal((second.RxNumber, second.Step + 1, null), (third.RxNumber, third.Step, third.Cursor));
        Assert.Equal(5, first.Hits.Concat(second.Hits).Concat(third.Hits).Select(hit => hit.CustomerNo).Distinct().Count());
    }

    [Fact]
    public async Task Every_page_counts_days_from_the_first_one()
    {
        await world.AddAsync([.. Enumerable.Range(1, 3).Select(i => world.NewCustomer($"RT2024{i:000}", c => c.LastOrderOn = new(2026, 11, 24)))]);
        await world.IndexAsync();
        var request = new SearchRequest
        {
            Purpose = "业务办理", PageSize = 2, Ranges = [new() { Field = "lastOrderOn", From = System.Text.Json.JsonSerializer.SerializeToElement("today") }],
        };
        var first = await world.SearchAsync(request);
        world.Clock.Advance(TimeSpan.FromHours(12));

        var second = await world.SearchAsync(request with { Cursor = first.Cursor });
        var anew = await world.SearchAsync(request);

        Assert.Equal((3, 1, 0), (second.Count, second.Hits.Count, anew.Count));
    }

    [Fact]
    public async Task Steps_of_one_number_asked_for_at_once_are_numbered_without_a_gap()
    {
        var first = await world.SearchAsync(Draft("华东") with { PageSize = 0 });

        var steps = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            world.SearchAsync(Draft("华南") with { PageSize = 0, Continues = first.RxNumber })));

        Assert.Equal(Enumerable.Range(2, 20), steps.Select(answer => answer.Step).Order());
        Assert.True((await world.Get<VerifyChain>().RunAsync(new Progress<(long, long)>(), CancellationToken.None)).IsIntact);
    }

    private Task<SearchAnswer> LookUpAsync(string text, string? continues, Operator? caller = null, string purpose = "业务办理") =>
        world.SearchAsync(new SearchRequest { Purpose = purpose, Keyword = text, Continues = continues }, caller);

    private static SearchRequest Draft(string region) =>
        new() { Purpose = "业务办理", Filters = new Dictionary<string, IReadOnlyList<string>> { ["region"] = [region] } };
}
