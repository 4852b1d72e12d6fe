using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Demo;

/// <summary>Remarks of one or two Chinese sentences, as clerks leave them.</summary>
internal sealed class DemoRemarks
{
    private readonly Dictionary<string, string[]> lists = DemoData.Lists("remarks.txt");

    public string? Remark(DemoRandom random)
    {
        if (!random.Chance(350))
            return null;

        var opening = random.Pick(lists["开头"]);
        if (random.Chance(400))
            return opening;

        var text = opening + random.Pick(lists["中段"]) + random.Pick(lists["结尾"]);
        return text.Replace("{类}", random.Pick(Vocabulary.Categories), StringComparison.Ordinal)
            .Replace("{月}", $"{random.Between(1, 12)}", StringComparison.Ordinal);
    }
}
