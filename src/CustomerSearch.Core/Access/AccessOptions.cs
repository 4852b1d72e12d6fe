using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace CustomerSearch.Core.Access;

/// <summary>Settings of the section <c>Access</c>.</summary>
public sealed class AccessOptions
{
    /// <summary>How long a session lasts, in hours.</summary>
    [Range(1, 24)]
    public int SessionHours { get; set; } = 12;

    /// <summary>After how many wrong passwords in a row an account is locked.</summary>
    [Range(3, 20)]
    public int WrongPasswords { get; set; } = 5;

    /// <summary>For how many minutes an account is locked.</summary>
    [Range(1, 1440)]
    public int LockoutMinutes { get; set; } = 15;

    /// <summary>How many whole values an account may look up in an hour that find nobody of its own.</summary>
    [Range(1, 100_000)]
    public int MissesPerHour { get; set; } = 120;
}

[OptionsValidator]
public sealed partial class AccessOptionsValidator : IValidateOptions<AccessOptions>;
