using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Events;

/// <summary>An order as its events leave it.</summary>
/// <param name="Day">The business day on which it was made.</param>
/// <param name="NetFen">What was ordered less what was returned, never below zero.</param>
/// <param name="IsReturned">Whether anything of it was returned.</param>
/// <param name="Categories">What it was of.</param>
internal sealed record Order(DateOnly Day, long NetFen, bool IsReturned, IReadOnlyList<string> Categories);

/// <summary>
/// The orders of one customer, from all events of orders there are. Pure, and the same in whatever order they arrived:
/// of an order's events the latest holds, by its own time.
/// </summary>
internal static class OrderBook
{
    /// <param name="events">Orders, cancellations and returns of one customer.</param>
    /// <returns>The orders that were made and not cancelled.</returns>
    public static List<Order> Of(IEnumerable<CustomerEvent> events)
    {
        Dictionary<(AccountId, string), Entry> entries = [];
        foreach (var e in events)
        {
            var key = (e.AccountId, e.OrderId!);
            if (!entries.TryGetValue(key, out var entry))
                entries[key] = entry = new Entry();

            if (e.Type == EventType.Return)
                entry.Return(e);
            else
                entry.Take(e);
        }

        return [.. entries.Values.Where(entry => entry.Latest is { Type: EventType.Order }).Select(entry => entry.ToOrder())];
    }

    private sealed class Entry
    {
        private long returnedFen;
        private bool isReturned;

        public CustomerEvent? Latest { get; private set; }

        public void Take(CustomerEvent e)
        {
            if (Latest is null || IsLater(e, Latest))
                Latest = e;
        }

        public void Return(CustomerEvent e)
        {
            isReturned = true;
            returnedFen += e.AmountFen ?? 0;
        }

        public Order ToOrder() =>
            new(Latest!.Day, Math.Max(0, Latest.AmountFen!.Value - returnedFen), isReturned, Latest.CategoryList);

        /// <summary>At one instant a cancellation comes after the order, and equals go by their ids.</summary>
        private static bool IsLater(CustomerEvent e, CustomerEvent than) =>
            e.At != than.At ? e.At > than.At
            : e.Type != than.Type ? e.Type == EventType.OrderCancelled
            : string.CompareOrdinal(e.EventId, than.EventId) > 0;
    }
}
