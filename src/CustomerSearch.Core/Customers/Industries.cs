using System.Collections.Frozen;

namespace CustomerSearch.Core.Customers;

/// <summary>The industries and the two letters by which a customer number names them.</summary>
public static class Industries
{
    private static readonly FrozenDictionary<string, string> NameByCode = new Dictionary<string, string>
    {
        ["AG"] = "农业", ["MF"] = "制造业", ["EN"] = "能源", ["CN"] = "建筑业", ["RT"] = "零售业", ["LG"] = "物流",
        ["HT"] = "餐饮住宿", ["IT"] = "IT", ["FN"] = "金融", ["RE"] = "房地产", ["BS"] = "服务业", ["ED"] = "教育",
        ["HC"] = "医疗", ["PA"] = "公共机构", ["OT"] = "其他",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> CodeByName =
        NameByCode.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every industry, in the order of the table above.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["农业", "制造业", "能源", "建筑业", "零售业", "物流", "餐饮住宿", "IT", "金融", "房地产", "服务业", "教育", "医疗", "公共机构", "其他"];

    public static bool IsCode(string code) => NameByCode.ContainsKey(code);

    /// <exception cref="KeyNotFoundException">No such industry.</exception>
    public static string CodeOf(string industry) => CodeByName[industry];
}
