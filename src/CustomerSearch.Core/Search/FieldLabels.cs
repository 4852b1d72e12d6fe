using System.Collections.Frozen;

namespace CustomerSearch.Core.Search;

/// <summary>The Chinese names of fields, as the record and the catalogue show them.</summary>
public static class FieldLabels
{
    private static readonly FrozenDictionary<string, string> Labels = new Dictionary<string, string>
    {
        ["kind"] = "客户类型", ["status"] = "客户状态", ["industry"] = "行业", ["region"] = "地区", ["province"] = "省份",
        ["city"] = "城市", ["department"] = "部门", ["owner"] = "负责人", ["source"] = "来源", ["gender"] = "性别",
        ["cityTier"] = "城市级别", ["size"] = "企业规模", ["ownership"] = "企业性质", ["occupation"] = "职业",
        ["creditGrade"] = "信用等级", ["riskLevel"] = "风险等级", ["certificationStatus"] = "认证状态",
        ["certificationLevel"] = "认证级别", ["bornOn"] = "出生日期", ["birthday"] = "生日", ["createdOn"] = "建档日期",
        ["firstContactOn"] = "首次接触", ["lastContactOn"] = "最近接触", ["firstOrderOn"] = "首次下单",
        ["lastOrderOn"] = "最近下单", ["cooperationSince"] = "合作开始", ["certificationValidUntil"] = "认证有效期",
        ["orders6m"] = "近6月订单数", ["logins30d"] = "近30天登录", ["spend12mFen"] = "近12月消费(分)", ["arpuFen"] = "ARPU(分)",
        ["lifetimeSpendFen"] = "累计消费(分)", ["averageOrderFen"] = "客单价(分)", ["returnRateBp"] = "退货率(基点)",
        ["individual"] = "个人", ["enterprise"] = "企业",
    }.ToFrozenDictionary();

    public static string Of(string name) => Labels.GetValueOrDefault(name, name);
}
