using System.Text.Json;
using CustomerSearch.Core.Access;
using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Events;

namespace CustomerSearch.Contracts.Data;

/// <summary>What bulk writers are given.</summary>
internal static class BulkStock
{
    /// <summary>ED2026007 and ED2026008, each with a source and a contact.</summary>
    public static Customer[] Customers(DepartmentId department) => [.. new[] { "ED2026007", "ED2026008" }.Select(number =>
    {
        var customer = DatabaseStock.NewCustomer(number, department);
        customer.Sources.Add(new CustomerSource { Source = "展会" });
        customer.Contacts.Add(new Contact { Type = ContactType.Mobile, Cipher = "c", Blind = [2], IsPrimary = true });
        customer.FirstContactOn = new DateOnly(2024, 2, 29);
        return customer;
    })];

    /// <summary>An event of a customer and a parked one; together they have every field.</summary>
    public static CustomerEvent[] Events(CustomerId customer) =>
    [
        new()
        {
            AccountId = new(7), EventId = "o-1", ContentHash = [1, 2], CustomerId = customer, Type = EventType.Order,
            At = new(2026, 11, 24, 12, 0, 0, 987, TimeSpan.Zero), Day = new(2026, 11, 24), OrderId = "1", AmountFen = 100,
            Categories = "家电", BatchId = 3, Row = 1,
        },
        new()
        {
            AccountId = new(7), EventId = "c-1", ContentHash = [3], Reference = "crm/1", ParkedUntil = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero),
            Type = EventType.Consent, At = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero), Day = new(2026, 11, 24), Channel = "短信",
            State = ConsentState.Given, BatchId = 3, Row = 2,
        },
    ];

    /// <summary>All of an event but its id.</summary>
    public static string Shown(CustomerEvent e) => JsonSerializer.Serialize(new
    {
        e.AccountId, e.EventId, e.ContentHash, e.CustomerId, e.Reference, e.ParkedUntil, e.Type, e.At, e.Day, e.OrderId, e.AmountFen,
        e.Categories, e.Channel, e.State, e.BatchId, e.Row,
    });
}
