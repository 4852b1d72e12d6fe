using CustomerSearch.Core.Audit;

namespace CustomerSearch.Core.Tags;

/// <summary>What became of a change to the catalogue, or to the tags of a customer.</summary>
public abstract record TagAnswer
{
    private TagAnswer()
    {
    }

    /// <param name="Tag">The tag changed; null where it was a rule, or the tags of a customer.</param>
    /// <param name="Operation">The number of its record; null where nothing changed.</param>
    public sealed record Done(TagId? Tag, RecordNumber? Operation) : TagAnswer;

    /// <summary>There is none, or none of the caller's.</summary>
    public sealed record Missing : TagAnswer;

    /// <summary>It cannot be done as things stand.</summary>
    public sealed record Conflict(string Message) : TagAnswer;

    /// <summary>It cannot be done at all, by field.</summary>
    public sealed record Wrong(IReadOnlyDictionary<string, string[]> Errors) : TagAnswer
    {
        public Wrong(string field, string message)
            : this(new Dictionary<string, string[]> { [field] = [message] })
        {
        }
    }

    /// <summary>It is not this role's, by field.</summary>
    public sealed record Denied(string Field, string Message) : TagAnswer;
}
