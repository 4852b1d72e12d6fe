using CustomerSearch.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Sqlite;

/// <summary>
/// Brings a long write-ahead log into the database file beside the writers; left to SQLite, the writer whose commit makes it
/// long does so itself, and everybody behind him waits a tenth of a second. What was written meanwhile is brought in while
/// no writer has a turn, so that the next one begins the log anew.
/// </summary>
/// <param name="file">Path of the database.</param>
internal sealed class Checkpoints(string file, WriteGate gate, Func<SqliteCustomerDb> open) : IDisposable
{
    /// <summary>A checkpoint writes each changed page once, however often it changed: the longer the log, the less is written.</summary>
    private const int LogBytes = 64 * 1024 * 1024;

    private const string Passive = "PRAGMA wal_checkpoint(PASSIVE)";

    private readonly string log = file + "-wal";
    private volatile Task running = Task.CompletedTask;

    /// <summary>Called after each commit, while its writer still has the turn.</summary>
    public void Look()
    {
        if (running.IsCompleted && new FileInfo(log) is { Exists: true, Length: > LogBytes })
            running = Task.Run(RunAsync);
    }

    public void Dispose() => running.Wait();

    private async Task RunAsync()
    {
        try
        {
            await using var db = open();
            await db.Database.ExecuteSqlRawAsync(Passive);
            using var turn = await gate.EnterAsync(WritePriority.Index, CancellationToken.None);
            await db.Database.ExecuteSqlRawAsync(Passive);
        }
        catch (SqliteException)
        {
            // The log stays, and the next commit looks again; what is wrong with the disk a writer hears himself.
        }
    }
}
