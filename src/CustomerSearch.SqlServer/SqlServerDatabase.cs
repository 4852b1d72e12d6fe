using System.Data;
using CustomerSearch.Core.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using IDatabase = CustomerSearch.Core.Data.IDatabase;

namespace CustomerSearch.SqlServer;

/// <summary>The system of record in a SQL Server database, shared by all instances.</summary>
public sealed class SqlServerDatabase : IDatabase
{
    /// <summary>Who loses a race this often in a row has a conflict, and no bad luck.</summary>
    private const int MostRaces = 3;

    private readonly SqlServerOptions settings;
    private readonly CommitSignal committed;
    private readonly PooledDbContextFactory<SqlServerCustomerDb> contexts;

    /// <param name="settings">Where the database is and how to speak with it.</param>
    /// <param name="committed">Pulsed after each commit of a person's write.</param>
    /// <param name="interceptors">More interceptors, for tests that make the database fail.</param>
    /// <exception cref="DatabaseRefusedException">The connection string is missing or cannot be read.</exception>
    public SqlServerDatabase(SqlServerOptions settings, CommitSignal committed, params IInterceptor[] interceptors)
    {
        (this.settings, this.committed) = (settings, committed);
        contexts = new(SqlServerContexts.Options(settings, settings.ServiceConnection, interceptors));
    }

    public CustomerDb Open() => contexts.CreateDbContext();

    public async Task MigrateAsync(CancellationToken ct)
    {
        await WorldAsync(() => new SchemaChange(settings).RunAsync(ct));
        await CheckAsync(ct);
    }

    public Task CheckAsync(CancellationToken ct) => WorldAsync(async () =>
    {
        await using var db = Open();
        await DatabaseCheck.RunAsync(db, ct);
        return true;
    });

    public async Task<bool> HasTriggersAsync(CancellationToken ct)
    {
        await using var db = Open();
        return !(await DatabaseCheck.MissingTriggersAsync(db, ct)).Any();
    }

    public async Task<T> WriteAsync<T>(
        WritePriority priority, Func<CustomerDb, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        UnitOfWork.Enter(priority);
        var result = await WorldAsync(() => RaceAsync(work, ct));
        if (priority is WritePriority.Interactive)
            committed.Pulse();

        return result;
    }

    public bool IsUnavailable(Exception exception) => exception switch
    {
        DatabaseUnavailableException or RetryLimitExceededException => true,
        SqlException sql => SqlServerErrors.IsOfTheWorld(sql),
        // The pool has no connection left, or the one there was broke.
        InvalidOperationException { Source: "Microsoft.Data.SqlClient" } => true,
        { InnerException: { } inner } => IsUnavailable(inner),
        _ => false,
    };

    /// <summary>The whole unit of work begins again when somebody else wrote the same row first.</summary>
    private async Task<T> RaceAsync<T>(Func<CustomerDb, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        for (var race = 1; ; race++)
        {
            try
            {
                await using var db = Open();
                return await db.Database.CreateExecutionStrategy().ExecuteAsync(token => OnceAsync(work, token), ct);
            }
            catch (DbUpdateException exception) when (race < MostRaces && SqlServerErrors.IsLostRace(exception))
            {
                // The next round sees what the winner wrote.
            }
        }
    }

    private async Task<T> OnceAsync<T>(Func<CustomerDb, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        await using var db = Open();
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, ct);
        var result = await work(db, ct);
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is SqlException or InvalidOperationException)
        {
            // Trying again could do it twice: whoever asked finds out whether it happened.
            throw new DatabaseUnavailableException("Whether the database committed is not known.", exception);
        }

        return result;
    }

    private async Task<T> WorldAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is not DatabaseUnavailableException && IsUnavailable(exception))
        {
            throw new DatabaseUnavailableException("The database cannot be used just now.", exception);
        }
    }
}
