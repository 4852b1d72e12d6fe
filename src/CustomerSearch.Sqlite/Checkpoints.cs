using CustomerSearch.Core.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Win32.SafeHandles;
using SQLitePCL;

namespace CustomerSearch.Sqlite;

/// <summary>
/// Brings a long write-ahead log into the database file beside the writers; left to SQLite, the writer whose commit makes it
/// long does so itself, and everybody behind him waits a tenth of a second. What little was written meanwhile is brought in
/// while no writer has a turn, so that the next one begins the log anew.
/// </summary>
internal sealed class Checkpoints(string file, WriteGate gate, Func<SqliteCustomerDb> open) : IDisposable
{
    /// <summary>
    /// Pages of 4 KiB. A checkpoint writes each changed page once, however often it changed: the longer the log, the less is written.
    /// </summary>
    private const int LogPages = 16_384;

    /// <summary>The first brings in what has gathered, the second what was written during the first.</summary>
    private const int RoundsBesideWriters = 2;

    private const string Passive = "PRAGMA wal_checkpoint(PASSIVE)";

    /// <summary>
    /// The database file, to sync it. Open as long as the database is, for when a process closes any handle of a file it loses the
    /// locks that SQLite has on it.
    /// </summary>
    private SafeFileHandle? handle;

    private volatile Task running = Task.CompletedTask;
    private int written;

    /// <summary>Called after each commit, while its writer still has the turn.</summary>
    /// <param name="writer">What committed, open.</param>
    public void Look(SqliteConnection writer)
    {
        _ = raw.sqlite3_db_status(writer.Handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, resetFlg: 1);
        written += pages;
        if (written < LogPages || !running.IsCompleted)
            return;

        written = 0;
        running = Task.Run(RunAsync);
    }

    public void Dispose()
    {
        running.Wait();
        handle?.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            await using var db = open();
            handle ??= File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            for (var round = 0; round < RoundsBesideWriters; round++)
            {
                await db.Database.ExecuteSqlRawAsync(Passive);
                // SQLite syncs the file only in a checkpoint that reaches the end of the log: most of it is on the disk by then.
                RandomAccess.FlushToDisk(handle);
            }

            using var turn = await gate.EnterAsync(WritePriority.Index, CancellationToken.None);
            await db.Database.ExecuteSqlRawAsync(Passive);
        }
        catch (Exception exception) when (exception is SqliteException or IOException)
        {
            // The log stays until it is as long again; what is wrong with the disk a writer hears himself.
        }
    }
}
