using System.Collections.Frozen;

namespace CustomerSearch.Core.Access;

/// <summary>A reason for which customers may be looked at.</summary>
/// <param name="Name">The word on the wire.</param>
/// <param name="Roles">Who may give it.</param>
/// <param name="FiltersConsent">Whether only customers who consented may be found.</param>
/// <param name="NamesChannel">Whether the channel must be named.</param>
/// <param name="NeedsRemark">Whether a remark must say more.</param>
/// <param name="ShowsCustomers">Whether customers may be shown under it at all.</param>
public sealed record Purpose(
    string Name, IReadOnlyList<Role> Roles, bool FiltersConsent, bool NamesChannel, bool NeedsRemark, bool ShowsCustomers);

/// <summary>The table of purposes.</summary>
public static class Purposes
{
    /// <summary>The purpose that needs a remark and opens no single customer without a search.</summary>
    public const string Other = "其他";

    public static IReadOnlyList<Purpose> All { get; } =
    [
        new("来电咨询", [Role.FrontLine, Role.DepartmentManager, Role.Administrator], false, false, false, true),
        new("业务办理", [Role.FrontLine, Role.DepartmentManager, Role.Administrator], false, false, false, true),
        new("客户回访", [Role.FrontLine, Role.DepartmentManager], false, false, false, true),
        new("投诉处理", [Role.FrontLine, Role.DepartmentManager], false, false, false, true),
        new("营销推送", [Role.Marketing, Role.DepartmentManager, Role.FrontLine], true, true, false, true),
        new("数据分析", [Role.Marketing, Role.DepartmentManager, Role.Administrator], false, false, false, true),
        new("合规审计", [Role.Auditor, Role.Administrator], false, false, false, false),
        new(Other,
            [Role.FrontLine, Role.DepartmentManager, Role.Marketing, Role.Administrator, Role.System], true, false, true, true),
    ];

    private static readonly FrozenDictionary<string, Purpose> ByName = All.ToFrozenDictionary(p => p.Name);

    public static Purpose? Find(string name) => ByName.GetValueOrDefault(name);
}
