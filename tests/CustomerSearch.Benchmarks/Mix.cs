using CustomerSearch.Core.Access;
using CustomerSearch.Core.Names;

namespace CustomerSearch.Benchmarks;

/// <summary>One customer whom somebody looks up.</summary>
internal sealed record Sought(string Name, string Number, string? Phone)
{
    /// <summary>How the characters of the name are read, without tones; null where one of them is not read.</summary>
    private IReadOnlyList<string>? Syllables { get; } = SyllablesOf(Name);

    /// <summary>The whole reading of a name of at most four characters.</summary>
    public string? Pinyin => Syllables is { } all ? string.Concat(all) : null;

    public string? Initials => Syllables is { } all ? string.Concat(all.Select(syllable => syllable[0])) : null;

    /// <summary>The surname as it is written and the rest by its sound; null where there is no rest.</summary>
    public string? Mixed => Syllables is { Count: > 1 } all ? Name[..1] + string.Concat(all.Skip(1)) : null;

    /// <summary>The reading as who does not tell zh, ch, sh and ng from z, c, s and n types it; null where that is the same.</summary>
    public string? Accented => Pinyin is { } pinyin && Southern(pinyin) is var typed && typed != pinyin ? typed : null;

    /// <summary>The name with another character of the same sound at its end.</summary>
    public string? Homophone => Syllables is { } all && Homophones.TryGetValue(all[^1], out var other) && !Name.EndsWith(other)
        ? Name[..^1] + other : null;

    private static readonly Dictionary<string, char> Homophones = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂"
        .Select(letter => (Letter: letter, Syllables: SyllablesOf($"王{letter}")!))
        .DistinctBy(pair => pair.Syllables[1]).ToDictionary(pair => pair.Syllables[1], pair => pair.Letter);

    private static string Southern(string pinyin) => pinyin
        .Replace("zh", "z", StringComparison.Ordinal).Replace("ch", "c", StringComparison.Ordinal)
        .Replace("sh", "s", StringComparison.Ordinal).Replace("ng", "n", StringComparison.Ordinal);

    private static List<string>? SyllablesOf(string name)
    {
        if (name.Length > 4 || !NameText.TryParse(name, out var text, out _))
            return null;

        var readings = NameReadings.Of(text.Elements, own: null);
        return Array.TrueForAll(readings, reading => reading.Length > 0)
            ? [.. readings.Select(reading => Core.Names.Syllables.TextOf(reading[0].Syllable))]
            : null;
    }
}

/// <summary>What people type, four clerks inside their scope for each one who sees a department or everybody.</summary>
internal sealed class Mix(ServiceUnderTest service)
{
    private const int CustomersEach = 150;

    /// <summary>The families of questions, each asked as often as the others. What a customer does not have is not asked.</summary>
    private static readonly (string Family, Func<Sought, string?> Question)[] Families =
    [
        ("whole name", customer => customer.Name),
        ("beginning of a name", customer => customer.Name[..Math.Min(2, customer.Name.Length)]),
        ("surname", customer => customer.Name[..1]),
        ("pinyin", customer => customer.Pinyin),
        ("initials", customer => customer.Initials),
        ("number", customer => customer.Number),
        ("beginning of a number", customer => customer.Number[..6]),
        ("phone", customer => customer.Phone),
        ("end of a phone", customer => customer.Phone?[^4..]),
    ];

    private const int Clerks = 24;
    private const int OfEachWide = 3;

    private const string EverybodyIsTheirs = "1 = 1";

    public async Task<List<Asker>> AskersAsync()
    {
        List<Asker> askers = [];
        foreach (var clerk in Enumerable.Range(1, Clerks).Select(i => $"clerk{i}"))
            askers.Add(new(await service.TokenAsync(clerk), Questions(await SoughtAsync($"a.UserName = '{clerk}'"))));

        var department = new Asker(await service.TokenAsync("manager1"), Questions(await SoughtAsync("d.Name = '华东销售部'")));
        var everybody = new Asker(await service.TokenAsync("approver1"), Questions(await SoughtAsync()));
        for (var i = 0; i < OfEachWide; i++)
            askers.AddRange([department, everybody]);
        return askers;
    }

    /// <summary>Customers of the whole base, spread over it.</summary>
    public Task<List<Sought>> SoughtAsync() => SoughtAsync(EverybodyIsTheirs);

    private static List<string> Questions(List<Sought> customers) =>
        [.. from customer in customers from family in Families let q = family.Question(customer) where q is not null select q];

    private async Task<List<Sought>> SoughtAsync(string whose)
    {
        var cipher = new FieldCipher(KeyRing.Load(service.Keys, create: false));
        await using var connection = await service.ConnectAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT c.Name, c.Number, (SELECT Cipher FROM Contact WHERE CustomerId = c.Id AND Type = 1 LIMIT 1)
            FROM CustomerOwner o JOIN Account a ON a.Id = o.AccountId JOIN Customer c ON c.Id = o.CustomerId
            JOIN Department d ON d.Id = c.DepartmentId
            WHERE {whose} ORDER BY (o.CustomerId * 7919) % 100003 LIMIT {CustomersEach}
            """;
        await using var reader = await command.ExecuteReaderAsync();
        List<Sought> sought = [];
        while (await reader.ReadAsync())
        {
            var number = reader.GetString(1);
            sought.Add(new(reader.GetString(0), number, await reader.IsDBNullAsync(2)
                ? null : cipher.Open(KeyPurpose.Contacts, "Contact", "Cipher", number, reader.GetString(2))));
        }

        return sought;
    }
}
