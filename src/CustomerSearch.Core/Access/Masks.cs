using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Access;

/// <summary>What is left of a value when it is masked.</summary>
public static class Masks
{
    private const int TailLength = 4;

    /// <summary><c>*先生</c>, <c>*女士</c> or <c>*客户</c>; with the surname <c>张先生</c>, <c>欧阳女士</c>.</summary>
    /// <param name="surname">What is shown of the name; null for nothing.</param>
    public static string Name(string? gender, string? surname) => (surname ?? "*") + gender switch
    {
        "男" => "先生",
        "女" => "女士",
        _ => "客户",
    };

    /// <summary>
    /// <c>138****5678</c> for phones, <c>l***@example.com</c> for e-mail, first and last letter for WeChat.
    /// </summary>
    public static string Contact(ContactType type, string value) => type switch
    {
        ContactType.Mobile or ContactType.Landline => Phone(value),
        ContactType.Email => Email(value),
        ContactType.Wechat => value.Length > 2 ? $"{value[0]}***{value[^1]}" : "***",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>The last four characters of an ID or bank card.</summary>
    public static string Tail(string value) => value.Length > TailLength ? $"****{value[^TailLength..]}" : "****";

    private static string Phone(string value) => value.Length >= 8 ? $"{value[..^8]}****{value[^TailLength..]}" : "****";

    private static string Email(string value)
    {
        var at = value.IndexOf('@', StringComparison.Ordinal);
        return at > 1 ? $"{value[0]}***{value[at..]}" : $"*{value[Math.Max(at, 0)..]}";
    }
}
