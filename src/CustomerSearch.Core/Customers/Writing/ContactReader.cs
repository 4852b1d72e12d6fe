namespace CustomerSearch.Core.Customers.Writing;

/// <summary>Brings contacts into their normal form.</summary>
internal static class ContactReader
{
    private const int Most = 50;

    public static List<ContactDraft> Read(List<GivenContact> given, FieldErrors errors)
    {
        List<ContactDraft> contacts = [];
        foreach (var (field, type, value, primary) in given)
        {
            if (TypeOf(type) is not { } known)
                errors.Add(field, "The type must be mobile, landline, email or wechat.");
            else if (GivenText.Plain(value) is not { Length: <= 254 } text || Normal(known, text) is not { } normal)
                errors.Add(field, Message(known));
            else if (!contacts.Exists(c => c.Type == known && c.Value == normal))
                contacts.Add(new ContactDraft(known, normal, primary));
        }

        if (contacts.Count > Most)
            errors.Add("contacts", $"Must be at most {Most}.");
        if (contacts.Count(c => c.Primary) > 1)
            errors.Add("contacts", "Only one can be the primary contact.");
        return contacts;
    }

    public static ContactType? TypeOf(string? name) => name switch
    {
        "mobile" => ContactType.Mobile,
        "landline" => ContactType.Landline,
        "email" => ContactType.Email,
        "wechat" => ContactType.Wechat,
        _ => null,
    };

    private static string? Normal(ContactType type, string text) => type switch
    {
        ContactType.Mobile => NormalForm.Phone(text) is (ContactType.Mobile, var mobile) ? mobile : null,

        // Where mobiles and landlines cannot be told apart, as in North America, the caller knows better.
        ContactType.Landline => NormalForm.Phone(text) is var (_, phone) && phone.StartsWith('+') ? phone : null,
        ContactType.Email => NormalForm.Email(text),
        ContactType.Wechat => NormalForm.Wechat(text),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Message(ContactType type) => type switch
    {
        ContactType.Mobile => "Must be a mobile number.",
        ContactType.Landline => "Must be a landline number with its area code.",
        ContactType.Email => "Must be an e-mail address.",
        ContactType.Wechat => "Must be a WeChat id: 6 to 20 letters, digits, underscores or dashes, beginning with a letter.",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>The form of external ids, such that <c>system/id</c> finds them.</summary>
internal static class ExternalIdForm
{
    /// <returns>What is wrong; null when nothing is.</returns>
    public static string? Error(string? system, string? id) =>
        system is null or { Length: 0 or > 50 } || !char.IsAsciiLetter(system[0])
            || !system.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? "The system must begin with a letter and have at most 50 letters, digits, underscores and dashes."
            : id is null or { Length: 0 or > 200 } || id.Any(char.IsWhiteSpace) || !GivenText.IsWellFormed(id)
                ? "The id must have 1 to 200 characters without blanks and control characters."
                : null;
}
