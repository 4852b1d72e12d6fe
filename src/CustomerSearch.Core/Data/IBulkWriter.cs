using CustomerSearch.Core.Customers;
using CustomerSearch.Core.Events;

namespace CustomerSearch.Core.Data;

/// <summary>Writes many new rows at once, past the change tracker: demo data, imports, events. Ids are drawn by the writer.</summary>
public interface IBulkWriter
{
    /// <summary>
    /// Fills a database that has no customers, while nobody else writes: what keeps tables quick to read and changes known is
    /// set aside meanwhile. Each customer stands in the queue of changes afterwards, as if it had been written alone.
    /// </summary>
    /// <exception cref="InvalidOperationException">The database has customers.</exception>
    /// <exception cref="DatabaseUnavailableException">The database is locked, full or gone.</exception>
    Task FillAsync(IAsyncEnumerable<IReadOnlyList<Customer>> batches, CancellationToken ct);

    /// <summary>Inserts the customers with their parts inside the caller's unit of work, all of them.</summary>
    /// <exception cref="DatabaseUnavailableException">The database is locked, full or gone.</exception>
    void Insert(CustomerDb db, IReadOnlyList<Customer> customers);

    /// <summary>Inserts the events inside the caller's unit of work, all of them; whose they are stands in them.</summary>
    /// <exception cref="DatabaseUnavailableException">The database is locked, full or gone.</exception>
    void Insert(CustomerDb db, IReadOnlyList<CustomerEvent> events);
}
