using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace CustomerSearch.Sqlite;

/// <summary>
/// Contexts with open connections, used again as they are. With each opening EF Core hands SQLite a dozen functions of its
/// own anew, and each closing forgets what was prepared: both cost more than a small query.
/// </summary>
/// <param name="most">What comes back beyond these is closed.</param>
internal sealed class SqliteContexts(DbContextOptions<SqliteCustomerDb> options, int most) : IDisposable
{
    /// <summary>The last used is used first: its pages and statements are still at hand.</summary>
    private readonly ConcurrentStack<SqliteCustomerDb> idle = new();
    private volatile bool disposed;

    public SqliteCustomerDb Take()
    {
        if (idle.TryPop(out var db))
        {
            db.GoOut();
            return db;
        }

        db = new SqliteCustomerDb(options) { Home = this };
        db.Database.OpenConnection();
        return db;
    }

    /// <returns>Whether it is kept; otherwise its user closes it.</returns>
    public bool TryTakeBack(SqliteCustomerDb db)
    {
        if (disposed || idle.Count >= most || db.Database.CurrentTransaction is not null)
            return false;

        db.ChangeTracker.Clear();
        idle.Push(db);
        return true;
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryPop(out var db))
        {
            db.GoOut();
            db.Dispose();
        }
    }
}
