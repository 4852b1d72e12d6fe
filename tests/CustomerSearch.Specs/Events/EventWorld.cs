using System.Text;
using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Events;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Specs.Events;

/// <summary>Sends events as a system account and reads what customers became of them.</summary>
internal static class EventWorld
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web);

    /// <summary>The account that sends.</summary>
    public static Operator System(this World world) => world.Administrator with { Role = Role.System, UserName = "system1" };

    /// <summary>Takes the lines and applies them, and whatever else waits.</summary>
    public static async Task<EventBatchView> SendAsync(this World world, params object[] events)
    {
        var id = await world.TakeAsync(events);
        await world.Get<ApplyEvents>().RunAsync(CancellationToken.None);
        return (await world.Get<ReadEventBatches>().FindAsync(id, world.System(), CancellationToken.None))!;
    }

    public static Task<long> TakeAsync(this World world, params object[] events) => world.Get<TakeEvents>().RunAsync(
        Encoding.UTF8.GetBytes(string.Join('\n', events.Select(e => e as string ?? JsonSerializer.Serialize(e, Wire)))),
        world.System(), CancellationToken.None);

    public static async Task<List<EventRejectView>> RejectsAsync(this World world, EventBatchView batch)
    {
        List<EventRejectView> rejects = [];
        await foreach (var reject in world.Get<ReadEventBatches>().RejectsAsync(batch.ImportId, CancellationToken.None))
            rejects.Add(reject);

        return rejects;
    }

    public static async Task<Customer> CustomerAsync(this World world, string number)
    {
        await using var db = world.Database.Open();
        return await db.Customers.AsNoTracking().Include(c => c.Interests).Include(c => c.Consents).SingleAsync(c => c.Number == number);
    }

    public static object Order(string eventId, string orderId, string on, long fen, string customerNo = "ED2026001", params string[] categories) =>
        new { eventId, customerNo, type = "order", at = At(on), orderId, amountFen = fen, categories };

    public static object Cancel(string eventId, string orderId, string on) =>
        new { eventId, customerNo = "ED2026001", type = "order-cancelled", at = At(on), orderId };

    public static object Login(string eventId, string on) => new { eventId, customerNo = "ED2026001", type = "login", at = At(on) };

    /// <summary>A day at ten in the morning, or a whole instant.</summary>
    public static string At(string on) => on.Length > 10 ? on : $"{on}T10:00:00+08:00";
}
