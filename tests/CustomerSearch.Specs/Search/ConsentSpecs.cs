using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Search;

namespace CustomerSearch.Specs.Search;

/// <summary>Purposes that filter by consent: who is left out, why, and from when on.</summary>
public sealed class ConsentSpecs : IAsyncLifetime
{
    private static readonly SearchRequest Campaign = new()
    {
        Purpose = "营销推送", Channel = "短信", Filters = new Dictionary<string, IReadOnlyList<string>> { ["industry"] = ["教育"] }, PageSize = 2,
    };

    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        world = await World.StartAsync();
        await world.AddAsync(
            New(1, ("短信", ConsentState.Given)), New(2, ("短信", ConsentState.Given)), New(3, ("短信", ConsentState.Given)),
            New(4, ("短信", ConsentState.Given), ("短信", ConsentState.Withdrawn)), New(5, ("电话", ConsentState.Given)),
            New(6), New(7, ("短信", ConsentState.Withdrawn), ("短信", ConsentState.Given)), New(8, ("短信", ConsentState.Unknown)));
        await world.IndexAsync();
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Only_who_gave_the_channels_consent_is_found_and_the_others_are_counted_by_reason()
    {
        var answer = await world.SearchAsync(Campaign, world.Marketer);

        Assert.Equal((4, new ExcludedForConsent(1, 3)), (answer.Count, answer.ExcludedForConsent));
    }

    [Fact]
    public async Task A_purpose_without_a_channel_of_its_own_asks_for_consent_to_any()
    {
        var answer = await world.SearchAsync(Campaign with { Purpose = "其他", Remark = "年终盘点", Channel = null }, world.Marketer);

        Assert.Equal((5, new ExcludedForConsent(1, 2)), (answer.Count, answer.ExcludedForConsent));
    }

    [Fact]
    public async Task A_withdrawal_holds_at_once_even_for_a_page_that_was_begun_before_it()
    {
        var first = await world.SearchAsync(Campaign, world.Marketer);
        var rest = await CustomersAsync(first.Hits.Select(hit => hit.CustomerNo!));
        await world.Database.WriteAsync(Core.Data.WritePriority.Interactive, async (db, ct) =>
        {
            foreach (var id in rest)
                db.Add(Change(id, "短信", ConsentState.Withdrawn, 9));
            return await db.SaveChangesAsync(ct);
        }, CancellationToken.None);

        var second = await world.SearchAsync(Campaign with { Cursor = first.Cursor }, world.Marketer);

        Assert.Equal((2, 2, 0), (rest.Count, second.ChangedSinceIndex, second.Hits.Count));
    }

    [Fact]
    public async Task A_whole_value_under_such_a_purpose_is_found_by_the_database_only_with_consent()
    {
        var manager = world.Manager;
        var given = await world.SearchAsync(new() { Purpose = "营销推送", Channel = "短信", Keyword = "ED2024001" }, manager);
        var withdrawn = await world.SearchAsync(new() { Purpose = "营销推送", Channel = "短信", Keyword = "ED2024004" }, manager);
        var never = await world.SearchAsync(new() { Purpose = "营销推送", Channel = "短信", Keyword = "ED2024006" }, manager);

        Assert.Equal(("record", 1L), (given.Source, given.Count));
        Assert.Equal((0L, new ExcludedForConsent(1, 0)), (withdrawn.Count, withdrawn.ExcludedForConsent));
        Assert.Equal((0L, new ExcludedForConsent(0, 1)), (never.Count, never.ExcludedForConsent));
    }

    [Fact]
    public async Task The_record_keeps_the_channel_and_whom_it_left_out()
    {
        var answer = await world.SearchAsync(Campaign, world.Marketer);

        await using var db = world.Database.Open();
        var record = db.Records.Single(r => r.Series == Core.Audit.RecordSeries.Search);
        Assert.Equal(("短信", """{"withdrawn":1,"neverAsked":3}""", answer.RxNumber), (record.Channel, record.Excluded, record.Number.ToString()));
    }

    [Theory]
    [InlineData("营销推送", null, "channel")]
    [InlineData("营销推送", "传真", "channel")]
    [InlineData("业务办理", "短信", "channel")]
    public async Task A_channel_that_is_missing_unknown_or_out_of_place_is_named(string purpose, string? channel, string field)
    {
        var bad = Assert.IsType<ParsedSearch.Bad>(
            await world.ParseAsync(new() { Purpose = purpose, Channel = channel, Keyword = "王" }, world.Clerk));

        Assert.Equal([field], bad.Errors.Keys);
    }

    private async Task<List<CustomerId>> CustomersAsync(IEnumerable<string> shown)
    {
        await using var db = world.Database.Open();
        var given = new[] { "ED2024001", "ED2024002", "ED2024003", "ED2024007" }.Except(shown).ToList();
        return [.. db.Customers.Where(c => given.Contains(c.Number)).Select(c => c.Id)];
    }

    private Customer New(int running, params (string Channel, ConsentState State)[] changes) => world.NewCustomer($"ED2024{running:000}", c =>
    {
        foreach (var (index, (channel, state)) in changes.Index())
            c.Consents.Add(Change(default, channel, state, index));
    });

    private ConsentChange Change(CustomerId id, string channel, ConsentState state, int day) => new()
    {
        CustomerId = id, Channel = channel, State = state, At = world.Clock.GetUtcNow().AddDays(day - 10), Source = "表单",
    };
}
