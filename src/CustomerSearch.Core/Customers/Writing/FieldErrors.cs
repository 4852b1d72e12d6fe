namespace CustomerSearch.Core.Customers.Writing;

/// <summary>Everything that is wrong with a row, by the field as its source names it; never a value.</summary>
public sealed class FieldErrors
{
    private readonly SortedDictionary<string, List<string>> errors = new(StringComparer.Ordinal);

    public FieldErrors()
    {
    }

    /// <summary>Begins with the errors that are known already.</summary>
    public FieldErrors(FieldErrors known)
    {
        foreach (var (field, messages) in known.errors)
            errors[field] = [.. messages];
    }

    public bool Any => errors.Count > 0;

    public void Add(string field, string message)
    {
        if (!errors.TryGetValue(field, out var messages))
            errors[field] = messages = [];

        messages.Add(message);
    }

    public IReadOnlyDictionary<string, string[]> ToDictionary() =>
        errors.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
}
