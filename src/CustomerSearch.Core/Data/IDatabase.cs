namespace CustomerSearch.Core.Data;

/// <summary>Whose turn it is where a database has one writer at a time.</summary>
public enum WritePriority
{
    /// <summary>The search record: a caller waits for it before an answer leaves.</summary>
    Record = 0,

    /// <summary>A person waits.</summary>
    Interactive = 1,

    /// <summary>
    /// The index keeps its own books; customers never change in it, so nobody looks at the queue after it.
    /// </summary>
    Index = 2,

    /// <summary>
    /// Import, seed, events: nobody waits for one row. A power cut may take the last of it back, as if it had not run yet; it is
    /// durable with the next commit that is more urgent, so no record is among it.
    /// </summary>
    Bulk = 3,
}

/// <summary>The database of one provider: contexts to read with, and units of work that write.</summary>
public interface IDatabase
{
    /// <summary>Brings the database to the present schema and makes the change triggers anew.</summary>
    /// <exception cref="DatabaseRefusedException">It is not set up as the service needs it.</exception>
    /// <exception cref="DatabaseUnavailableException">The database is locked, damaged or gone.</exception>
    Task MigrateAsync(CancellationToken ct);

    /// <summary>Looks whether it has the present schema and is set up as the service needs it.</summary>
    /// <exception cref="DatabaseRefusedException">It is not.</exception>
    /// <exception cref="DatabaseUnavailableException">The database is locked, damaged or gone.</exception>
    Task CheckAsync(CancellationToken ct);

    /// <summary>Whether every change trigger stands.</summary>
    Task<bool> HasTriggersAsync(CancellationToken ct);

    /// <summary>A context for reading. What must be written goes through <see cref="WriteAsync"/>.</summary>
    CustomerDb Open();

    /// <summary>
    /// Runs one unit of work in one transaction and commits it. The work may run again from the start when the database
    /// asks for a retry, so it touches nothing but the context it is given.
    /// </summary>
    /// <exception cref="DatabaseUnavailableException">The database is locked, full or gone.</exception>
    Task<T> WriteAsync<T>(WritePriority priority, Func<CustomerDb, CancellationToken, Task<T>> work, CancellationToken ct);

    /// <summary>
    /// Whether an exception, of any depth, says that the database could not be reached or could not write.
    /// </summary>
    bool IsUnavailable(Exception exception);
}

/// <summary>The system of record cannot answer now.</summary>
public sealed class DatabaseUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The database is not set up as the service needs it; the message says what to do.</summary>
public sealed class DatabaseRefusedException(string message) : Exception(message);
