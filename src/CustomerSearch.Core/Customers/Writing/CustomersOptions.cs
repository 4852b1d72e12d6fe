using Microsoft.Extensions.Options;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>What happens when a mobile, ID number or licence is another customer's already.</summary>
public enum DuplicatePolicy
{
    /// <summary>The write is refused.</summary>
    Refuse,

    /// <summary>It goes through, and the answer says so.</summary>
    Warn,
}

/// <summary>Settings of the section <c>Customers</c>.</summary>
public sealed class CustomersOptions
{
    /// <summary>Whether a duplicate is refused or only reported.</summary>
    [System.ComponentModel.DataAnnotations.EnumDataType(typeof(DuplicatePolicy))]
    public DuplicatePolicy Duplicates { get; set; } = DuplicatePolicy.Refuse;
}

[OptionsValidator]
public sealed partial class CustomersOptionsValidator : IValidateOptions<CustomersOptions>;
