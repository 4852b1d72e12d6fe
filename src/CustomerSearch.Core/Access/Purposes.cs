using System.Collections.Frozen;

namespace CustomerSearch.Core.Access;

/// <summary>A reason for which customers may be looked at.</summary>
/// <param name="Name">The word on the wire.</param>
/// <param name="Roles">Who may give it.</param>
/// <param name="FiltersConsent">Whether only customers who consented may be found.</param>
/// <param name="NamesChannel">Whether the channel must be named.</param>
/// <param name="NeedsRemark">Whether a remark must say more.</param>
/// <param name="ShowsCustomers">Whether customers may be shown under it at all.</param>
/// <param name="File">What may be taken out in a file; null where nothing may.</param>
public sealed record Purpose(
    string Name,
    IReadOnlyList<Role> Roles,
    bool FiltersConsent = false,
    bool NamesChannel = false,
    bool NeedsRemark = false,
    bool ShowsCustomers = true,
    FileLimit? File = null);

/// <summary>What a purpose lets out in a file, always after approval where contacts or many rows are in it.</summary>
/// <param name="Roles">Who may ask for one.</param>
/// <param name="MostRows">How many rows it may have; null where the audience is the limit.</param>
/// <param name="Never">The classes of fields that are never in it.</param>
public sealed record FileLimit(IReadOnlyList<Role> Roles, int? MostRows, IReadOnlyList<FieldClass> Never);

/// <summary>The table of purposes.</summary>
public static class Purposes
{
    /// <summary>The purpose that needs a remark and opens no single customer without a search.</summary>
    public const string Other = "其他";

    private static readonly FileLimit Campaign = new([Role.Marketing, Role.DepartmentManager], null, [FieldClass.Identity]);

    private static readonly FileLimit FollowUp = new([Role.DepartmentManager], 5000, [FieldClass.Identity]);

    private static readonly FileLimit Figures = new(
        [Role.Marketing, Role.DepartmentManager], null, [FieldClass.Name, FieldClass.Contact, FieldClass.Identity]);

    public static IReadOnlyList<Purpose> All { get; } =
    [
        new("来电咨询", [Role.FrontLine, Role.DepartmentManager, Role.Administrator]),
        new("业务办理", [Role.FrontLine, Role.DepartmentManager, Role.Administrator]),
        new("客户回访", [Role.FrontLine, Role.DepartmentManager], File: FollowUp),
        new("投诉处理", [Role.FrontLine, Role.DepartmentManager], File: FollowUp),
        new("营销推送", [Role.Marketing, Role.DepartmentManager, Role.FrontLine],
            FiltersConsent: true, NamesChannel: true, File: Campaign),
        new("数据分析", [Role.Marketing, Role.DepartmentManager, Role.Administrator], File: Figures),
        new("合规审计", [Role.Auditor, Role.Administrator], ShowsCustomers: false),
        new(Other, [Role.FrontLine, Role.DepartmentManager, Role.Marketing, Role.Administrator, Role.System],
            FiltersConsent: true, NeedsRemark: true),
    ];

    private static readonly FrozenDictionary<string, Purpose> ByName = All.ToFrozenDictionary(p => p.Name);

    public static Purpose? Find(string name) => ByName.GetValueOrDefault(name);
}
