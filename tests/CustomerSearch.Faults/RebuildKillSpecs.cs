using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace CustomerSearch.Faults;

/// <summary>
/// The process ends at named points of rebuilds and drains, and at random moments; afterwards the index is the database's,
/// and nothing is left of a rebuild. The number of random kills is <c>CUSTOMERSEARCH_FAULT_ROUNDS</c>; without it there is one,
/// and of the points only those are tried where most could go wrong.
/// </summary>
public sealed class RebuildKillSpecs : IAsyncLifetime
{
    private const int Customers = 4600;

    private readonly ServiceProcess service = new(Customers);
    private int written;

    private static readonly string? Rounds = Environment.GetEnvironmentVariable("CUSTOMERSEARCH_FAULT_ROUNDS");

    public static TheoryData<string> PointsOfRebuild { get; } = Rounds is null ? ["first page written, not noted", "swapped, not noted"] :
    [
        "before it is made", "made, not registered", "before the first page", "first page written, not noted", "first page noted",
        "before the second page", "before sums are compared", "before questions are asked", "before the swap", "swapped, not noted",
        "swap noted",
    ];

    public static TheoryData<string> PointsOfDrain { get; } = Rounds is null ? ["live written, the other not"] :
    [
        "taken, nothing written", "live written, the other not", "all written, not settled", "settled",
    ];

    public async ValueTask InitializeAsync() => await service.StartAsync();

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Theory]
    [MemberData(nameof(PointsOfRebuild))]
    public async Task A_rebuild_that_ends_at_a_point_is_gone_on_with(string point)
    {
        await service.StopAsync();
        service.DiesAt = point;
        await service.StartAsync();
        await RebuildUntilGoneAsync(point);
        await AssertHealedAsync(live: 2);
    }

    [Theory]
    [MemberData(nameof(PointsOfDrain))]
    public async Task A_drain_that_ends_at_a_point_loses_nothing_in_any_generation(string point)
    {
        using (var admin = await service.SignInAsync("admin1"))
            await RebuildAsync(admin);
        await AfterAsync(view => view.GetProperty("live").GetInt32() == 2);
        await service.StopAsync();
        service.DiesAt = point;
        // It may be gone before it says that it is ready: a start has changes of its own to write.
        await service.StartAsync(until: _ => true);
        await ChangeUntilGoneAsync(point);
        await AssertHealedAsync(live: 2);
    }

    [Fact]
    public async Task Kills_at_random_moments_of_rebuilds_leave_the_index_the_databases()
    {
        var rounds = int.Parse(Rounds ?? "1", CultureInfo.InvariantCulture);
        for (var round = 0; round < rounds; round++)
        {
            using (var admin = await service.SignInAsync("admin1"))
                await RebuildAsync(admin);
            var end = TimeProvider.System.GetUtcNow().AddMilliseconds(Random.Shared.Next(2500));
            while (TimeProvider.System.GetUtcNow() < end)
                await ChangeAsync();
            await service.KillAsync();
            await service.StartAsync();
        }

        await AssertHealedAsync(live: null);
    }

    private async Task RebuildUntilGoneAsync(string point)
    {
        using (var admin = await service.SignInAsync("admin1"))
            await RebuildAsync(admin);
        await ChangeUntilGoneAsync(point);
    }

    private async Task ChangeUntilGoneAsync(string point)
    {
        for (var i = 0; !service.IsGone; i++)
        {
            Assert.True(i < 600, $"The service went on past the point: {point}.");
            await ChangeAsync();
        }
    }

    /// <summary>Another program changes some customers, and deletes one.</summary>
    private async Task ChangeAsync()
    {
        var id = ++written;
        await using var connection = await service.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"UPDATE Customer SET City = '{id}' WHERE Id % 997 = {id % 997}; DELETE FROM Customer WHERE Id = {id * 3}";
        await command.ExecuteNonQueryAsync();
        await Task.Delay(50);
    }

    private static async Task RebuildAsync(HttpClient admin)
    {
        using var answer = await admin.PostAsync("/api/v1/index/rebuild", null);
        Assert.True(answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.Conflict, $"{answer.StatusCode}");
    }

    private async Task AssertHealedAsync(int? live)
    {
        if (service.IsGone)
        {
            service.DiesAt = null;
            await service.StartAsync();
        }

        var view = await AfterAsync(view => view.GetProperty("pendingChanges").GetInt64() == 0
            && view.GetProperty("generations").EnumerateArray().All(g => g.GetProperty("state").GetString() is not ("waiting" or "building")));
        Assert.All(view.GetProperty("generations").EnumerateArray(), g => Assert.False(g.TryGetProperty("failure", out _)));
        Assert.Equal(live ?? view.GetProperty("live").GetInt32(), view.GetProperty("live").GetInt32());
        await service.StopAsync();
        await Documents.AssertFreshAsync(service);
        await Documents.AssertFreshAsync(service, view.GetProperty("kept").GetInt32());
    }

    /// <summary>A rebuild that was interrupted is taken up within the minute.</summary>
    private async Task<JsonElement> AfterAsync(Func<JsonElement, bool> isSo)
    {
        using var admin = await service.SignInAsync("admin1");
        for (var i = 0; ; i++)
        {
            Assert.True(i < 1200, "It did not happen within two minutes.");
            var view = await admin.GetFromJsonAsync<JsonElement>("/api/v1/index");
            if (isSo(view))
                return view;
            await Task.Delay(100);
        }
    }
}
