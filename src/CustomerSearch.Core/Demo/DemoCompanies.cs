namespace CustomerSearch.Core.Demo;

/// <summary>Names of companies and institutions: place, trade word, business, legal form.</summary>
internal sealed class DemoCompanies
{
    private static readonly Weighted<string> Industry = new(
    [
        ("农业", 4), ("制造业", 20), ("能源", 2), ("建筑业", 8), ("零售业", 15), ("物流", 6), ("餐饮住宿", 6), ("IT", 11), ("金融", 4),
        ("房地产", 3), ("服务业", 12), ("教育", 5), ("医疗", 5), ("公共机构", 3), ("其他", 3),
    ]);

    private readonly Dictionary<string, string[]> lists = DemoData.Lists("companies.txt");
    private readonly Weighted<string> forms;
    private readonly ILookup<string, string> institutions;

    public DemoCompanies()
    {
        forms = new Weighted<string>(
            lists["形式"].Select(form => form.Split(':')).Select(form => (form[0], int.Parse(form[1]))));
        institutions = lists["事业"].Select(entry => entry.Split(':')).ToLookup(entry => entry[0], entry => entry[1]);
    }

    public static string AnyIndustry(DemoRandom random) => Industry.Pick(random);

    /// <summary>A public institution of the industry; null where it has none or the lot falls on a company.</summary>
    public string? Institution(DemoRandom random, City city, string industry)
    {
        if (city.IsAbroad || !institutions.Contains(industry) || !random.Chance(industry == "公共机构" ? 600 : 120))
            return null;

        var place = random.Chance(300) && city.Province != city.Name ? city.Province : city.Name;
        return place + OrdinalOf(random) + random.Pick([.. institutions[industry]]);
    }

    public string Company(DemoRandom random, City city, string industry)
    {
        var latin = city.IsAbroad || random.Chance(40);
        var word = latin
            ? random.Pick(lists["拉丁字号"])
            : $"{random.Pick(lists["字首"])}{random.Pick(lists["字尾"])}";
        if (city.IsAbroad && random.Chance(700))
            return $"{word} {random.Pick(lists["拉丁字号"])} Co., Ltd.";

        var business = random.Pick(lists[industry]);
        var form = forms.Pick(random);
        return random.Below(10) switch
        {
            0 => $"{word}{business}{form}",
            1 => $"{word}（{city.ShortName}）{business}{form}",
            _ => $"{city.ShortName}{word}{business}{form}",
        };
    }

    private static string OrdinalOf(DemoRandom random) => random.Below(6) switch
    {
        0 => "第一",
        1 => "第三",
        _ => "",
    };
}
