using CustomerSearch.Core.Names;

namespace CustomerSearch.Contracts.Elasticsearch;

/// <summary>A name as people type it: written, by its sound, by initials, in part, mixed, with a slip.</summary>
internal sealed class TypedNames(Random random)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    public string Of(string raw)
    {
        if (!NameText.TryParse(raw, out var name, out _) || name.Elements.Count == 0)
            return raw;

        var from = random.Next(3) == 0 ? random.Next(name.Elements.Count) : 0;
        var most = random.Next(4) == 0 ? name.Elements.Count : 4;
        var readings = NameReadings.Of(name.Elements, own: null);
        List<string> parts =
        [
            .. name.Elements.Index().Skip(from).Take(1 + random.Next(most))
                .Select(element => Part(element.Item.Typed, readings[element.Index])),
        ];
        var way = random.Next(5);
        var typed = way switch
        {
            0 => string.Concat(name.Elements.Skip(from).Take(parts.Count).Select(element => element.Typed)),
            1 => string.Concat(parts.Select(part => part[..1])),
            2 => string.Concat(parts)[..(1 + random.Next(string.Concat(parts).Length))],
            3 => string.Join('\'', parts),
            _ => string.Concat(parts),
        };
        return random.Next(4) == 0 ? Slip(typed) : typed;
    }

    private string Part(string typed, Reading[] readings) => readings.Length == 0 || random.Next(8) == 0
        ? typed
        : Syllables.TextOf(readings[random.Next(readings.Length)].Syllable);

    private string Slip(string typed)
    {
        var at = random.Next(typed.Length);
        return random.Next(4) switch
        {
            0 => typed.Remove(at, 1) is { Length: > 0 } shorter ? shorter : typed,
            1 => typed.Insert(at, Letters[random.Next(Letters.Length)].ToString()),
            2 when at > 0 => typed[..(at - 1)] + typed[at] + typed[at - 1] + typed[(at + 1)..],
            _ => typed[..at] + Letters[random.Next(Letters.Length)] + typed[(at + 1)..],
        };
    }
}
