using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Data;

/// <summary>Writes many new customers at once, past the change tracker: demo data and imports.</summary>
public interface IBulkWriter
{
    /// <summary>
    /// Inserts the customers with their parts, in short transactions of <see cref="WritePriority.Bulk"/>, whole
    /// customers
    /// each. Ids are drawn by the writer.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">The database is locked, full or gone.</exception>
    Task InsertAsync(IReadOnlyList<Customer> customers, CancellationToken ct);

    /// <summary>Inserts the customers with their parts inside the caller's unit of work, all of them.</summary>
    /// <exception cref="DatabaseUnavailableException">The database is locked, full or gone.</exception>
    void Insert(CustomerDb db, IReadOnlyList<Customer> customers);
}
