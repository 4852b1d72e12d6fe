using Microsoft.Data.Sqlite;

namespace CustomerSearch.Benchmarks;

/// <summary>
/// The same questions asked of SQLite, on the same base with its plain indexes: the count and a first page, as a program
/// without an index would ask.
/// </summary>
internal static class SqlQuestions
{
    private const string Page = "SELECT Number, Name, City, Status FROM Customer WHERE DeletedAt IS NULL AND ";

    public static string[] Name(string part) =>
    [
        $"SELECT COUNT(*) FROM Customer WHERE DeletedAt IS NULL AND Name LIKE '%{part}%'",
        $"{Page} Name LIKE '%{part}%' ORDER BY LastContactOn DESC LIMIT 20",
    ];

    public static string[] Number(string number) => [$"{Page} Number = '{number}'"];

    /// <summary>价值层级/低价值, 流失风险/否, 性别/女, and a last contact within a year.</summary>
    public static string[] TagsAndRange(DateOnly today)
    {
        var condition = $"""
            Spend12mFen < 5000000 AND (LastOrderOn IS NULL OR LastOrderOn > '{today.AddMonths(-3):yyyy-MM-dd}') AND Gender = '女'
            AND LastContactOn BETWEEN '{today.AddYears(-1):yyyy-MM-dd}' AND '{today:yyyy-MM-dd}'
            """;
        return [$"SELECT COUNT(*) FROM Customer WHERE DeletedAt IS NULL AND {condition}", $"{Page} {condition} ORDER BY Id LIMIT 20"];
    }

    public static string[] Facets() =>
    [
        .. ((string[])["Industry", "Region", "Status", "CityTier", "Gender"])
            .Select(column => $"SELECT {column}, COUNT(*) FROM Customer WHERE DeletedAt IS NULL GROUP BY {column}"),
    ];

    public static async Task AskAsync(SqliteConnection connection, IEnumerable<string> statements)
    {
        foreach (var sql in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
                _ = reader.GetValue(0);
        }
    }
}
