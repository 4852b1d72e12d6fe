using System.Globalization;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Demo;

/// <summary>
/// Numbers of which no two are equal. Each kind counts from one; what must not look counted is scattered by a
/// multiplication that maps its whole range onto itself.
/// </summary>
internal sealed class DemoNumbers(int seed)
{
    private const long Multiplier = 2_654_435_761;
    private const long PerPrefix = 100_000_000;
    private const long OrganisationCodes = 31L * 31 * 31 * 31 * 31 * 31;
    private const long CardsPerBank = 1_000_000_000_000;

    private static readonly string[] MobilePrefixes =
    [
        "130", "131", "132", "133", "134", "135", "136", "137", "138", "139", "145", "147", "150", "151", "152",
        "153", "155", "156", "157", "158", "159", "165", "166", "170", "171", "172", "173", "175", "176", "177", "178",
        "180", "181", "182", "183", "184", "185", "186", "187", "188", "189", "190", "191", "193", "195", "196", "198",
        "199",
    ];

    private static readonly string[] CardPrefixes = ["621700", "622848", "622202", "621661", "622588", "622622"];

    private readonly long offset = (uint)seed;
    private readonly Dictionary<(string Code, int Year), int> running = [];
    private readonly HashSet<(string Place, DateOnly Day, int Sequence)> idCards = [];
    private readonly Dictionary<string, long> external = [];
    private long mobiles;
    private long landlines;
    private long licences;
    private long cards;
    private long names;

    public CustomerNo CustomerNo(string industry, int year)
    {
        var code = Industries.CodeOf(industry);
        var next = running.GetValueOrDefault((code, year)) + 1;
        running[(code, year)] = next;
        return new CustomerNo(code, year, next);
    }

    public string Mobile()
    {
        var at = Scatter(mobiles++, MobilePrefixes.Length * PerPrefix);
        return string.Create(CultureInfo.InvariantCulture, $"{MobilePrefixes[at / PerPrefix]}{at % PerPrefix:D8}");
    }

    /// <summary>A landline of a city in E.164; local numbers begin with a 6.</summary>
    public string Landline(City city)
    {
        var range = city.LocalDigits == 8 ? 10_000_000 : 1_000_000;
        var local = $"{Scatter(landlines++, range)}".PadLeft(city.LocalDigits - 1, '0');
        return $"+86{city.AreaCode}6{local}";
    }

    /// <summary>A number that tells apart e-mail addresses and WeChat ids of people of the same name.</summary>
    public long Name() => ++names;

    /// <summary>The number by which another system knows a customer.</summary>
    public string External(string system)
    {
        var next = external.GetValueOrDefault(system) + 1;
        external[system] = next;
        return string.Create(CultureInfo.InvariantCulture, $"{system[0]}{Scatter(next, 100_000_000):D8}");
    }

    /// <summary>A unified social credit code (GB 32100) with both of its check characters.</summary>
    /// <param name="division">Six digits of the administrative division.</param>
    public string Licence(string division, bool institution)
    {
        Span<char> code = stackalloc char[18];
        (institution ? "12" : "91").CopyTo(code);
        division.CopyTo(code[2..]);
        "MA".CopyTo(code[8..]);
        var at = Scatter(licences++, OrganisationCodes);
        for (var i = 15; i >= 10; i--)
        {
            code[i] = CheckDigits.CreditAlphabet[(int)(at % 31)];
            at /= 31;
        }

        code[16] = CheckDigits.OrganisationCode(code[8..16]);
        code[17] = CheckDigits.CreditCode(code[..17]);
        return new string(code);
    }

    /// <summary>An ID-card number (GB 11643) of place, birthday and gender; the 17th digit of a man's is odd.</summary>
    public string IdCard(DemoRandom random, string division, DateOnly bornOn, string gender)
    {
        var sequence = (random.Below(500) * 2) + (gender == "男" ? 1 : 0);
        while (!idCards.Add((division, bornOn, sequence)))
            sequence = (sequence + 2) % 1000;

        var body = string.Create(CultureInfo.InvariantCulture, $"{division}{bornOn:yyyyMMdd}{sequence:D3}");
        return body + CheckDigits.IdCard(body);
    }

    public string BankCard()
    {
        var at = Scatter(cards++, CardPrefixes.Length * CardsPerBank);
        var body = string.Create(
            CultureInfo.InvariantCulture, $"{CardPrefixes[at / CardsPerBank]}{at % CardsPerBank:D12}");
        return body + CheckDigits.Luhn(body);
    }

    /// <summary>The multiplier is a prime that divides none of the ranges, so that no two counters meet.</summary>
    private long Scatter(long counter, long range) => (long)(((UInt128)(counter + offset) * Multiplier) % (ulong)range);
}
