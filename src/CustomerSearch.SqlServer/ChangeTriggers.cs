using CustomerSearch.Core.Data;

namespace CustomerSearch.SqlServer;

/// <summary>
/// Triggers that note in <c>IndexChange</c> each customer whose document a statement touches, whoever writes. They are made anew
/// after every migration.
/// </summary>
/// <remarks>
/// Always a row a customer and statement: under READ_COMMITTED_SNAPSHOT a row that seems to wait may be taken by a pass that has
/// read the customer already, and leaving the new one out would lose the change.
/// </remarks>
public static class ChangeTriggers
{
    /// <summary>The names of all triggers that must stand.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. DocumentTables.CustomerColumn.Keys.Select(NameOf)];

    /// <summary>A batch for each trigger, which makes it anew.</summary>
    public static IReadOnlyList<string> Batches { get; } =
        [.. DocumentTables.CustomerColumn.Select(pair => Create(pair.Key, pair.Value))];

    internal static string NameOf(string table) => $"{table}_IndexChange";

    private static string Create(string table, string column) => $"""
        CREATE OR ALTER TRIGGER [{NameOf(table)}] ON [{table}] AFTER INSERT, UPDATE, DELETE AS
        BEGIN
            SET NOCOUNT ON;
            INSERT INTO [IndexChange] ([CustomerId], [At], [Attempts])
            SELECT [touched].[Id], SYSUTCDATETIME(), 0
            FROM (SELECT [{column}] AS [Id] FROM inserted UNION SELECT [{column}] FROM deleted) AS [touched];
        END
        """;
}
