namespace CustomerSearch.Core.Search;

/// <summary>Collects what is wrong with a request, field by field.</summary>
internal sealed class ParseErrors
{
    private readonly Dictionary<string, List<string>> errors = [];

    public bool Any => errors.Count > 0;

    /// <summary>Whether any error is a matter of rights.</summary>
    public bool Denied { get; private set; }

    public void Add(string field, string message)
    {
        if (!errors.TryGetValue(field, out var messages))
            errors[field] = messages = [];

        messages.Add(message);
    }

    public void Deny(string field, string message)
    {
        Denied = true;
        Add(field, message);
    }

    public Dictionary<string, string[]> ToDictionary() => errors.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray());
}
