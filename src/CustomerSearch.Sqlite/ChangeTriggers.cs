using CustomerSearch.Core.Data;

namespace CustomerSearch.Sqlite;

/// <summary>
/// Triggers that note in <c>IndexChange</c> each customer whose document a write touches, whoever writes. They are made
/// anew after every migration, because rebuilding a table drops its triggers.
/// </summary>
/// <remarks>
/// A trigger only inserts rows that cannot conflict: the conflict clause of the writing statement overrides its own.
/// While a row of the customer waits untaken, no second one is added.
/// </remarks>
public static class ChangeTriggers
{
    /// <summary>The names of all triggers that must stand.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. from table in DocumentTables.CustomerColumn.Keys
            from action in (string[])["Insert", "Update", "Delete"]
            select NameOf(table, action)];

    /// <summary>The script that makes every trigger anew.</summary>
    public static string Script { get; } = string.Join('\n',
        from pair in DocumentTables.CustomerColumn
        from action in (string[])["Insert", "Update", "Delete"]
        select Create(pair.Key, pair.Value, action));

    /// <summary>The script that drops every trigger, for a filling after which <see cref="NoteEverybody"/> makes up for them.</summary>
    internal static string DropScript { get; } = string.Join('\n', Names.Select(name => $"DROP TRIGGER IF EXISTS \"{name}\";"));

    /// <summary>Notes each customer there is.</summary>
    internal static string NoteEverybody { get; } =
        $"""INSERT INTO "IndexChange" ("CustomerId", "At", "Attempts") SELECT {Row("\"Id\"")} FROM "Customer" ORDER BY "Id";""";

    /// <remarks>
    /// Whether a row waits is asked in the WHEN clause where one customer is concerned: an INSERT ... SELECT that reads
    /// the table it writes goes through a temporary table each time, a fifth of what an inserted row costs.
    /// </remarks>
    private static string Create(string table, string column, string action)
    {
        var (before, after) = ($"OLD.\"{column}\"", $"NEW.\"{column}\"");
        var name = NameOf(table, action);
        return action switch
        {
            "Insert" => Create(name, table, action, $"WHEN {NoneWaits(after)}", $"VALUES ({Row(after)})"),
            "Delete" => Create(name, table, action, $"WHEN {NoneWaits(before)}", $"VALUES ({Row(before)})"),
            _ => Create(
                name,
                table,
                action,
                when: "",
                $"SELECT {Row(before)} WHERE {NoneWaits(before)}",
                $"SELECT {Row(after)} WHERE {NoneWaits(after)}"),
        };
    }

    private static string Create(string name, string table, string action, string when, params string[] rows)
    {
        var inserts = string.Join('\n', rows.Select(row => $"""
                INSERT INTO "IndexChange" ("CustomerId", "At", "Attempts") {row};
            """));
        return $"""
            DROP TRIGGER IF EXISTS "{name}";
            CREATE TRIGGER "{name}" AFTER {action.ToUpperInvariant()} ON "{table}" FOR EACH ROW {when}
            BEGIN
            {inserts}
            END;
            """;
    }

    /// <summary>Milliseconds since 1970 in words that the SQLite of any foreign writer knows, however old.</summary>
    private static string Row(string customerId) => $"{customerId}, CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER), 0";

    private static string NoneWaits(string customerId) =>
        $"""NOT EXISTS (SELECT 1 FROM "IndexChange" WHERE "CustomerId" = {customerId} AND "Pass" IS NULL)""";

    private static string NameOf(string table, string action) => $"{table}_{action}_IndexChange";
}
