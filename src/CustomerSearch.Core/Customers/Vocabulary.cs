namespace CustomerSearch.Core.Customers;

/// <summary>The closed lists of values that fields of a customer take, in the order in which they are shown.</summary>
public static class Vocabulary
{
    public static IReadOnlyList<string> Regions { get; } = ["华东", "华南", "华北", "华中", "西南", "西北", "东北", "海外"];

    public static IReadOnlyList<string> Sources { get; } =
        ["自然搜索", "广告推荐", "展会", "转介绍", "主动拜访", "官网注册", "其他"];

    public static IReadOnlyList<string> Statuses { get; } = ["潜在客户", "成交客户", "沉默客户", "流失客户"];

    public static IReadOnlyList<string> Genders { get; } = ["男", "女"];

    public static IReadOnlyList<string> CityTiers { get; } = ["一线", "二线", "三线", "农村"];

    public static IReadOnlyList<string> Occupations { get; } = ["企业职员", "公务员", "教师", "学生", "自由职业者", "其他"];

    public static IReadOnlyList<string> Sizes { get; } = ["大", "中", "小", "微"];

    public static IReadOnlyList<string> Ownerships { get; } = ["国有", "民营", "外资", "事业单位"];

    public static IReadOnlyList<string> CreditGrades { get; } = ["A", "B", "C", "D"];

    public static IReadOnlyList<string> RiskLevels { get; } = ["低", "中", "高"];

    public static IReadOnlyList<string> CertificationStatuses { get; } = ["未认证", "认证中", "已认证", "已过期"];

    public static IReadOnlyList<string> CertificationLevels { get; } = ["初级", "中级", "高级"];

    public static IReadOnlyList<string> ConsentSources { get; } = ["表单", "客服", "小程序", Imported];

    /// <summary>The source of a consent that another system told of.</summary>
    public const string Imported = "导入";

    /// <summary>The channels for which a customer gives or withdraws consent.</summary>
    public static IReadOnlyList<string> Channels { get; } = ["短信", "电话", "邮件", "微信"];

    /// <summary>Categories of goods, for the dimensions of preference.</summary>
    public static IReadOnlyList<string> Categories { get; } = ["家电", "数码", "服饰", "食品", "美妆", "母婴", "家居", "图书", "运动", "出行"];

    public static IReadOnlyList<string> Kinds { get; } = ["individual", "enterprise"];
}
