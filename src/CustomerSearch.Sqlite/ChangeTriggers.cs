using System.Collections.Frozen;

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
    private static readonly FrozenDictionary<string, string> CustomerColumn = new Dictionary<string, string>
    {
        ["Customer"] = "Id",
        ["Contact"] = "CustomerId",
        ["ExternalId"] = "CustomerId",
        ["CustomerSource"] = "CustomerId",
        ["CustomerOwner"] = "CustomerId",
        ["CustomerTag"] = "CustomerId",
        ["CustomerInterest"] = "CustomerId",
        ["ConsentChange"] = "CustomerId",
    }.ToFrozenDictionary();

    /// <summary>The tables that feed a document.</summary>
    public static IReadOnlySet<string> Tables { get; } = CustomerColumn.Keys.ToFrozenSet();

    /// <summary>The names of all triggers that must stand.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. from table in CustomerColumn.Keys from action in (string[])["Insert", "Update", "Delete"] select NameOf(table, action)];

    /// <summary>The script that makes every trigger anew.</summary>
    public static string Script { get; } = string.Join('\n',
        from pair in CustomerColumn
        from action in (string[])["Insert", "Update", "Delete"]
        select Create(pair.Key, pair.Value, action));

    private static string Create(string table, string column, string action)
    {
        string[] rows = action switch
        {
            "Insert" => [$"NEW.\"{column}\""],
            "Delete" => [$"OLD.\"{column}\""],
            _ => [$"OLD.\"{column}\"", $"NEW.\"{column}\""],
        };
        var inserts = string.Join('\n', rows.Select(row => $"""
                INSERT INTO "IndexChange" ("CustomerId", "At", "Attempts")
                SELECT {row}, CAST(unixepoch('subsec') * 1000 AS INTEGER), 0
                WHERE NOT EXISTS (SELECT 1 FROM "IndexChange" WHERE "CustomerId" = {row} AND "Pass" IS NULL);
            """));
        var name = NameOf(table, action);
        return $"""
            DROP TRIGGER IF EXISTS "{name}";
            CREATE TRIGGER "{name}" AFTER {action.ToUpperInvariant()} ON "{table}" FOR EACH ROW
            BEGIN
            {inserts}
            END;
            """;
    }

    private static string NameOf(string table, string action) => $"{table}_{action}_IndexChange";
}
