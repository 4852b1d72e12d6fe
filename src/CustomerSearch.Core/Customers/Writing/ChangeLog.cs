using System.Globalization;
using CustomerSearch.Core.Access;

namespace CustomerSearch.Core.Customers.Writing;

/// <summary>
/// What a write changed, as its record keeps it for good: plain values as they are, all others masked beside a token, so
/// that deleting the customer leaves nothing of the person there.
/// </summary>
internal sealed class ChangeLog(BlindIndex blinds)
{
    private readonly SortedDictionary<string, Func<object>> changed = new(StringComparer.Ordinal);

    public bool IsEmpty => changed.Count == 0;

    public IReadOnlyCollection<string> Fields => changed.Keys;

    /// <summary>The changes by field, each <c>{from, to}</c>.</summary>
    /// <remarks>Made when it is asked for: an import leaves one record, and asks for none of these.</remarks>
    public object Data => changed.ToDictionary(pair => pair.Key, pair => pair.Value());

    public void Note(string field, bool plain, object? from, object? to) =>
        changed[field] = () => new { from = Show(field, plain, from), to = Show(field, plain, to) };

    public void NoteSecret(string field, Masked? from, Masked? to) => changed[field] = () => new { from, to };

    public void NoteParts(string field, IEnumerable<object> added, IEnumerable<object> removed)
    {
        List<object> more = [.. added];
        List<object> less = [.. removed];
        if (more.Count + less.Count > 0)
            changed[field] = () => new { added = more, removed = less };
    }

    /// <summary>A personal value that is not itself a number or an address.</summary>
    public Masked Personal(string field, string value) => new("***", Token(blinds.Token(BlindDomain.Personal, $"{field}|{value}")));

    public static string Token(byte[] blind) => Convert.ToBase64String(blind);

    private object? Show(string field, bool plain, object? value)
    {
        var text = value switch
        {
            null => null,
            CustomerKind kind => kind == CustomerKind.Enterprise ? "enterprise" : "individual",
            DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
            _ => value,
        };
        return text is null || plain ? text : Personal(field, Convert.ToString(text, CultureInfo.InvariantCulture)!);
    }

    /// <param name="Value">What is left of it.</param>
    /// <param name="Token">By which the value is found when it is known.</param>
    internal sealed record Masked(string Value, string Token);
}
