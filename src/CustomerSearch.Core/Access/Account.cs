using System.Security.Cryptography;

namespace CustomerSearch.Core.Access;

public readonly record struct AccountId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

public readonly record struct DepartmentId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What an account may do; one role an account.</summary>
public enum Role
{
    FrontLine = 1,
    DepartmentManager = 2,
    Marketing = 3,
    Auditor = 4,
    Administrator = 5,
    System = 6,
}

/// <summary>A department; departments form a tree.</summary>
public sealed class Department
{
    public DepartmentId Id { get; init; }

    public required string Name { get; set; }

    public DepartmentId? ParentId { get; set; }
}

/// <summary>A person or a system that signs in.</summary>
public sealed class Account
{
    public AccountId Id { get; init; }

    public required string UserName { get; init; }

    /// <summary>The user name as it is compared: upper case.</summary>
    public required string NormalizedUserName { get; set; }

    public required string RealName { get; set; }

    public required Role Role { get; set; }

    public required DepartmentId DepartmentId { get; set; }

    /// <summary>Whether this person decides on exports; never implied by a role.</summary>
    public bool IsApprover { get; set; }

    public bool IsDisabled { get; set; }

    public string? PasswordHash { get; set; }

    /// <summary>Changes whenever credentials do.</summary>
    public string? SecurityStamp { get; set; }

    public int AccessFailedCount { get; set; }

    public DateTimeOffset? LockoutEnd { get; set; }

    /// <summary>One that can sign in by a password of this hash.</summary>
    internal static Account Create(string userName, string realName, Role role, DepartmentId department, string passwordHash) => new()
    {
        UserName = userName,
        NormalizedUserName = userName.ToUpperInvariant(),
        RealName = realName,
        Role = role,
        DepartmentId = department,
        PasswordHash = passwordHash,
        SecurityStamp = RandomNumberGenerator.GetHexString(32),
    };
}

/// <summary>A signed-in session; the token itself is known to its holder alone.</summary>
public sealed class Session
{
    /// <summary>SHA-256 of the 256-bit token.</summary>
    public required byte[] TokenHash { get; init; }

    public required AccountId AccountId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; set; }

    public string? Address { get; init; }
}
