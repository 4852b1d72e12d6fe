using CustomerSearch.Core.Demo;
using CustomerSearch.Core.Names;

namespace CustomerSearch.Specs.Names;

/// <summary>Every generated name is found by all that the rule promises: CUSTOMERSEARCH_NAMES says how many (100000 for all).</summary>
public sealed class NamePropertySpecs
{
    private static readonly int Names =
        int.TryParse(Environment.GetEnvironmentVariable("CUSTOMERSEARCH_NAMES"), out var names) ? names : 100;

    private readonly DemoPeople people = new();

    [Fact]
    public void A_name_is_found_by_itself_its_readings_its_initials_and_every_mix_and_beginning_of_them() =>
        Parallel.For(0, Names, i =>
        {
            var random = new DemoRandom(77, i);
            AssertFound(Parse(people.Name(random, DemoPeople.Gender(random), 1950 + random.Below(60)).Text));
        });

    private static void AssertFound(NameText name)
    {
        Assert.Equal(LaneScore.Exact, Find(name.Raw, name)!.Lane);
        if (name.Elements.Count > 4 || !name.Elements.All(element => element.IsHan))
            return;

        var readings = NameReadings.Of(name.Elements, own: null);
        foreach (var full in Chains(readings, 0, (_, syllable) => [syllable]))
            Assert.True(Find(full, name) is { Lane: LaneScore.Sounds }, $"{full} -> {name.Raw}");
        for (var start = 0; start < readings.Length; start++)
            foreach (var mix in Chains(readings, start, (at, syllable) => [name.Elements[at].Typed, syllable, syllable[..1]]))
                AssertFound(mix, name, start);
    }

    private static void AssertFound(string mix, NameText name, int start)
    {
        if (mix.Length == 1 && char.IsAsciiLetter(mix[0]) && start > 0)
            return;
        Assert.True(Find(mix, name) is not null, $"{mix} -> {name.Raw}");

        // Every beginning that ends inside the last syllable ends the query as well.
        for (var length = mix.Length - 1; length > 1 && char.IsAsciiLetter(mix[length]) && char.IsAsciiLetter(mix[length - 1]); length--)
            Assert.True(Find(mix[..length], name) is not null, $"{mix[..length]} -> {name.Raw}");
    }

    private static IEnumerable<string> Chains(Reading[][] readings, int at, Func<int, string, string[]> forms) =>
        at == readings.Length ? [""] : readings[at].SelectMany(reading => forms(at, Syllables.TextOf(reading.Syllable))).Distinct()
            .SelectMany(form => Chains(readings, at + 1, forms).Select(rest => form + rest));

    private static NameHit? Find(string text, NameText name) =>
        NameQuery.TryParse(text, NameMode.Auto, out var query, out _) ? query.Explain(name, company: false) : null;

    private static NameText Parse(string raw) =>
        NameText.TryParse(raw, out var text, out _) ? text : throw new InvalidDataException(raw);
}
