using System.Data.Common;
using System.Runtime.CompilerServices;
using CustomerSearch.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CustomerSearch.Sqlite;

/// <summary>The system of record in one SQLite file of this process.</summary>
public sealed class SqliteDatabase : IDatabase, IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly SqliteContexts contexts;

    /// <summary>
    /// The one that writes, always the same: a commit empties the page caches of all connections but its own, and whoever
    /// writes next finds the pages that the last one left.
    /// </summary>
    private readonly SqliteContexts writer;
    private readonly WriteGate gate = new();
    private readonly CommitSignal committed;
    private readonly Checkpoints checkpoints;

    /// <param name="file">Path of the database file; its folder must exist.</param>
    /// <param name="committed">Pulsed after each commit of a person's write.</param>
    /// <param name="interceptors">More interceptors, for tests that make the database fail.</param>
    public SqliteDatabase(string file, CommitSignal committed, params IInterceptor[] interceptors)
    {
        this.committed = committed;
        var connection = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            DefaultTimeout = (int)LongestWait.TotalSeconds,
        };
        var options = new DbContextOptionsBuilder<SqliteCustomerDb>()
            // One parameter for a list of ids, whatever its length: the statement stays the same and stays prepared.
            .UseSqlite(connection.ConnectionString, sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter))
            .AddInterceptors([new Pragmas(), new KeptStatements.Interceptor(), .. interceptors])
            .Options;
        contexts = new SqliteContexts(options, most: 64);
        writer = new SqliteContexts(options, most: 1);
        checkpoints = new Checkpoints(file, gate, contexts.Take);
    }

    public CustomerDb Open() => contexts.Take();

    public async Task MigrateAsync(CancellationToken ct)
    {
        try
        {
            await using var db = Open();
            await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", ct);
            await db.Database.MigrateAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Database.ExecuteSqlRawAsync(ChangeTriggers.Script, ct);
            await transaction.CommitAsync(ct);
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw Unavailable(exception);
        }
    }

    public async Task CheckAsync(CancellationToken ct)
    {
        try
        {
            await using var db = Open();
            if ((await db.Database.GetPendingMigrationsAsync(ct)).Any() || !await HasTriggersAsync(ct))
                throw new DatabaseRefusedException("The database has an older schema. Run the command migrate first.");
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw Unavailable(exception);
        }
    }

    public async Task<bool> HasTriggersAsync(CancellationToken ct)
    {
        await using var db = Open();
        var standing = await db.Database
            .SqlQueryRaw<string>("SELECT name AS Value FROM sqlite_master WHERE type = 'trigger'")
            .ToListAsync(ct);
        return !ChangeTriggers.Names.Except(standing).Any();
    }

    public async Task<T> WriteAsync<T>(
        WritePriority priority, Func<CustomerDb, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        using var turn = await gate.EnterAsync(priority, ct);
        UnitOfWork.Enter(priority);
        try
        {
            await using var db = writer.Take();
            SyncAtCommit(db, priority is not WritePriority.Bulk);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var result = await work(db, ct);
            await transaction.CommitAsync(CancellationToken.None);
            checkpoints.Look((SqliteConnection)db.Database.GetDbConnection());
            if (priority is WritePriority.Interactive)
                committed.Pulse();

            return result;
        }
        catch (Exception exception) when (IsUnavailable(exception))
        {
            throw Unavailable(exception);
        }
    }

    public bool IsUnavailable(Exception exception) => exception switch
    {
        DatabaseUnavailableException => true,
        SqliteException sqlite => (sqlite.SqliteErrorCode & 0xFF) is
            SqlitePrimary.Busy or SqlitePrimary.Locked or SqlitePrimary.ReadOnly or SqlitePrimary.InputOutput
            or SqlitePrimary.Corrupt or SqlitePrimary.Full or SqlitePrimary.CannotOpen or SqlitePrimary.NotADatabase,
        { InnerException: { } inner } => IsUnavailable(inner),
        _ => false,
    };

    public void Dispose()
    {
        writer.Dispose();
        contexts.Dispose();
        checkpoints.Dispose();
    }

    /// <summary>
    /// What nobody waits for reaches the disk with the next commit that somebody does: the log is one file and is synced whole. It
    /// is told each time, for a handle goes from context to context.
    /// </summary>
    private static void SyncAtCommit(SqliteCustomerDb db, bool isSynced)
    {
        using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = isSynced ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL";
        command.ExecuteNonQuery();
    }

    private static DatabaseUnavailableException Unavailable(Exception exception) =>
        exception as DatabaseUnavailableException
        ?? new DatabaseUnavailableException("The database cannot be used just now.", exception);

    /// <summary>The result codes of SQLite that speak of the world and not of the statement.</summary>
    private static class SqlitePrimary
    {
        public const int Busy = 5;
        public const int Locked = 6;
        public const int ReadOnly = 8;
        public const int InputOutput = 10;
        public const int Corrupt = 11;
        public const int Full = 13;
        public const int CannotOpen = 14;
        public const int NotADatabase = 26;
    }

    /// <summary>What SQLite forgets with each connection: a commit is on the disk before anybody goes on (bulk excepted).</summary>
    private sealed class Pragmas : DbConnectionInterceptor
    {
        /// <summary>
        /// Of the log: <see cref="Checkpoints"/> see to it; a writer does at four times their length. Its file keeps twice that length
        /// when it begins anew: a commit that only writes over it is on the disk sooner than one that makes it longer, and cutting it
        /// may take a disk a tenth of a second. The database is not mapped: with each commit of another connection SQLite unmaps it,
        /// and a page that is touched again costs more than one that is read.
        /// </summary>
        private const string Statements =
            "PRAGMA synchronous = FULL; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 64000; "
            + "PRAGMA journal_size_limit = 134217728;";

        /// <summary>The handles that have them already: a pooled connection comes back with the handle it had.</summary>
        private readonly ConditionalWeakTable<object, object> told = [];

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (!IsNew(connection))
                return;

            using var command = connection.CreateCommand();
            command.CommandText = Statements;
            command.ExecuteNonQuery();
        }

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            ConnectionOpened(connection, eventData);
            return Task.CompletedTask;
        }

        private bool IsNew(DbConnection connection) =>
            connection is SqliteConnection { Handle: { } handle } && told.TryAdd(handle, this);
    }
}
