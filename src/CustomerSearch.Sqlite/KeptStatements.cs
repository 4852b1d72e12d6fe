using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CustomerSearch.Sqlite;

/// <summary>
/// The statements that one connection has prepared, by their text. EF Core makes a command anew for each execution, and
/// SQLite would parse and plan it anew; for a small read that is most of the work.
/// </summary>
internal sealed class KeptStatements
{
    /// <summary>The statements of this program are fewer; who makes more than these prepares them each time.</summary>
    private const int Most = 200;

    private readonly Dictionary<string, Kept> kept = [];

    /// <summary>The kept command of the same text, with what the given one was to run with; or the given one.</summary>
    private DbCommand Exchange(SqliteCommand command)
    {
        if (!kept.TryGetValue(command.CommandText, out var own))
        {
            if (kept.Count >= Most)
                return command;

            kept.Add(command.CommandText, own = new Kept(command.CommandText, command.Connection!));
        }

        if (own.IsTaken)
            return command;

        own.Take(command);
        command.Dispose();
        return own;
    }

    /// <summary>Puts kept commands in the place of EF Core's own. Scripts, which run once, are not kept.</summary>
    public sealed class Interceptor : DbCommandInterceptor
    {
        public override DbCommand CommandInitialized(CommandEndEventData eventData, DbCommand result) =>
            eventData.Context is SqliteCustomerDb db && result is SqliteCommand command && ComesAgain(eventData.CommandSource)
                ? db.Statements.Exchange(command)
                : result;

        private static bool ComesAgain(CommandSource source) => source is CommandSource.LinqQuery or CommandSource.SaveChanges
            or CommandSource.ExecuteUpdate or CommandSource.ExecuteDelete;
    }

    /// <summary>A command that outlives its executions: whoever is done with one disposes of it.</summary>
    private sealed class Kept(string text, SqliteConnection connection) : SqliteCommand(text, connection)
    {
        public bool IsTaken { get; private set; }

        public void Take(SqliteCommand from)
        {
            IsTaken = true;
            Transaction = from.Transaction;
            CommandTimeout = from.CommandTimeout;
            Parameters.Clear();
            foreach (SqliteParameter parameter in from.Parameters)
                Parameters.Add(parameter);
        }

        protected override void Dispose(bool disposing)
        {
            if (IsTaken)
                IsTaken = false;
            else
                base.Dispose(disposing);
        }
    }
}
