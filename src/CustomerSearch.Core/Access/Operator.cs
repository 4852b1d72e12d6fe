namespace CustomerSearch.Core.Access;

/// <summary>Who asks: the signed-in account as it is at this request, and from where.</summary>
public sealed record Operator
{
    /// <summary>Null where nobody is signed in: a refused sign-in, the command line.</summary>
    public required AccountId? Id { get; init; }

    public required string? UserName { get; init; }

    public required string? RealName { get; init; }

    public required Role? Role { get; init; }

    public required DepartmentId? DepartmentId { get; init; }

    public required string? Department { get; init; }

    public bool IsApprover { get; init; }

    /// <summary>The client's network address; null for the command line.</summary>
    public string? Address { get; init; }

    /// <summary>When the session began; null where there is none.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>The operator of commands given on the machine itself.</summary>
    public static Operator CommandLine { get; } = Nobody(null) with { RealName = "命令行" };

    /// <summary>Somebody who is not signed in.</summary>
    public static Operator Nobody(string? address) => new()
    {
        Id = null, UserName = null, RealName = null, Role = null, DepartmentId = null, Department = null, Address = address,
    };
}

/// <summary>The names of roles on the wire.</summary>
public static class RoleNames
{
    public static string Of(Role role) => role switch
    {
        Role.FrontLine => "一线员工",
        Role.DepartmentManager => "部门经理",
        Role.Marketing => "市场",
        Role.Auditor => "审计",
        Role.Administrator => "管理员",
        Role.System => "系统账号",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
