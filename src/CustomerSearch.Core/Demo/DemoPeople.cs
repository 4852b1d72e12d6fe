using System.Collections.Frozen;
using System.Text;

namespace CustomerSearch.Core.Demo;

/// <summary>A person's name with what goes with it.</summary>
/// <param name="Letters">The name in ASCII letters, for e-mail addresses and WeChat ids; may be empty.</param>
/// <param name="Reading">One syllable a character where the surname is not read as it usually is.</param>
internal sealed record PersonName(string Text, string Letters, string? Reading);

/// <summary>
/// Names as people of a gender and a generation bear them: of a hundred 14 have two characters, 85 three, one is a
/// minority name with a middle dot, a Latin one or a compound surname before two characters.
/// </summary>
internal sealed class DemoPeople
{
    private static readonly string[] Genders = ["男", "女"];

    private readonly Weighted<Surname> surnames = new(Surnames(text => text.Length == 1));
    private readonly Weighted<Surname> allSurnames = new(Surnames(text => text.Length <= 2));
    private readonly Weighted<Surname> compounds = new(Surnames(text => text.Length == 2));
    private readonly Dictionary<string, Weighted<char>> given;
    private readonly FrozenDictionary<char, string> syllables;
    private readonly Dictionary<string, string[]> others = DemoData.Lists("others.txt");
    private readonly FrozenDictionary<char, char> traditional;

    public DemoPeople()
    {
        given = DemoData.Lists("given.txt").ToDictionary(list => list.Key, list => Characters(list.Value));
        syllables = DemoData.Lines("readings.txt")
            .SelectMany(line => line[1].Select(character => (character, line[0])))
            .ToFrozenDictionary(pair => pair.character, pair => pair.Item2);
        traditional = others["繁体"].ToFrozenDictionary(pair => pair[0], pair => pair[1]);
    }

    public static string Gender(DemoRandom random) => Genders[random.Below(Genders.Length)];

    public PersonName Name(DemoRandom random, string gender, int bornIn)
    {
        var kind = random.Below(1000);
        if (kind >= 990)
            return Uncommon(random, gender, bornIn);

        var generation = gender + (bornIn < 1970 ? "1" : bornIn < 1990 ? "2" : "3");
        var name = kind < 140
            ? Han(surnames.Pick(random), given[generation + "后"].Pick(random).ToString())
            : ThreeCharacters(random, generation);
        return random.Chance(6) ? name with { Text = Traditional(name.Text) } : name;
    }

    private PersonName ThreeCharacters(DemoRandom random, string generation)
    {
        var surname = allSurnames.Pick(random);
        var last = given[generation + "后"].Pick(random);
        if (surname.Text.Length == 2)
            return Han(surname, last.ToString());

        return Han(surname, GivenTwo(random, generation, last));
    }

    private string GivenTwo(DemoRandom random, string generation, char last)
    {
        if (generation == "女3" && random.Chance(40))
            return new string(last, 2);

        var first = given[generation + "前"].Pick(random);
        return first == last ? GivenTwo(random, generation, last) : new string([first, last]);
    }

    private PersonName Uncommon(DemoRandom random, string gender, int bornIn)
    {
        switch (random.Below(10))
        {
            case < 5:
                var dotted = $"{random.Pick(others[$"中点{gender}名"])}·{random.Pick(others["中点父名"])}";
                return new PersonName(dotted, "", null);
            case < 8:
                var latin = $"{random.Pick(others[$"拉丁{gender}名"])} {random.Pick(others["拉丁姓"])}";
                return new PersonName(latin, Letters(latin), null);
            default:
                var generation = gender + (bornIn < 1990 ? "2" : "3");
                var last = given[generation + "后"].Pick(random);
                return Han(compounds.Pick(random), GivenTwo(random, generation, last));
        }
    }

    private PersonName Han(Surname surname, string givenName)
    {
        var reading = new StringBuilder(surname.Reading);
        foreach (var character in givenName)
            reading.Append(' ').Append(syllables[character]);

        var spelt = reading.ToString();
        return new PersonName(
            surname.Text + givenName,
            spelt.Replace(" ", "", StringComparison.Ordinal),
            surname.IsOddlyRead && surname.Text.Length == 1 ? spelt : null);
    }

    private string Traditional(string name) => string.Create(name.Length, (name, traditional), static (text, from) =>
    {
        for (var i = 0; i < text.Length; i++)
            text[i] = from.traditional.GetValueOrDefault(from.name[i], from.name[i]);
    });

    private static string Letters(string latin) => new([.. latin.ToLowerInvariant().Where(char.IsAsciiLetter)]);

    private static IEnumerable<(Surname, int)> Surnames(Func<string, bool> wanted) =>
        from line in DemoData.Lines("surnames.txt")
        where wanted(line[0])
        select (new Surname(line[0], line[1], line.Length > 3), int.Parse(line[2]));

    private static Weighted<char> Characters(string[] entries) =>
        new(entries.Select(entry => (entry[0], entry[1] - '0')));

    private sealed record Surname(string Text, string Reading, bool IsOddlyRead);
}
