using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Demo;

/// <summary>A department of the demo company; only the head of the tree has no parent.</summary>
public sealed record DemoDepartment(string Name, string? Parent);

/// <summary>An account of the demo company.</summary>
public sealed record DemoAccount(string UserName, string RealName, Role Role, string Department, bool IsApprover);

/// <summary>The company that the demo customers belong to: its plan, and the ids which the database gave it.</summary>
/// <param name="departments">Ids by name of the department, all of <see cref="Departments"/>.</param>
/// <param name="accounts">Ids by user name, all of <see cref="Accounts"/>.</param>
public sealed class DemoOrganisation(
    IReadOnlyDictionary<string, DepartmentId> departments, IReadOnlyDictionary<string, AccountId> accounts)
{
    private const string Head = "总部";

    private readonly Dictionary<string, List<Clerk>> clerks = Accounts
        .Where(account => account.Role == Role.FrontLine)
        .GroupBy(account => account.Department)
        .ToDictionary(
            group => group.Key,
            group => group.Select(a => new Clerk(accounts[a.UserName], departments[a.Department])).ToList());

    /// <summary>The departments, parents before children.</summary>
    public static IReadOnlyList<DemoDepartment> Departments { get; } =
    [
        new(Head, null),
        .. ((string[])["华东", "华南", "华北", "华中", "西南", "西北", "东北"])
            .Select(region => new DemoDepartment($"{region}销售部", Head)),
        .. ((string[])["海外部", "市场部", "审计部", "信息部"]).Select(name => new DemoDepartment(name, Head)),
        new("上海组", "华东销售部"),
        new("深圳组", "华南销售部"),
    ];

    public static IReadOnlyList<DemoAccount> Accounts { get; } =
        [.. DemoData.Lines("staff.txt").Select(line =>
            new DemoAccount(line[0], line[1], Enum.Parse<Role>(line[2]), line[3], IsApprover: line.Length > 4))];

    /// <summary>The accounts that a newcomer tries: one or two of each role; the rest are more clerks.</summary>
    public static IEnumerable<string> Named => Accounts.Select(account => account.UserName)
        .Where(name => name is "clerk1" or "clerk2" || !name.StartsWith("clerk", StringComparison.Ordinal));

    /// <summary>A clerk who looks after customers of the city.</summary>
    internal Clerk ClerkOf(DemoRandom random, City city)
    {
        var department = city.IsAbroad ? "海外部" : $"{city.Region}销售部";
        var team = clerks.GetValueOrDefault($"{city.ShortName}组");
        return random.Pick(team is not null && random.Chance(850) ? team : clerks[department]);
    }

    internal sealed record Clerk(AccountId Account, DepartmentId Department);
}
