using System.Collections.Frozen;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Tags;

/// <summary>
/// The rules as they stand, ready to run: the tags of a customer are a pure function of the customer, these rules and
/// the day.
/// </summary>
public sealed class TagRules
{
    private readonly List<Version> versions;
    private readonly FrozenDictionary<TagId, HandTag> handTags;

    /// <param name="versions">Every version whose tags stand in documents; at most one a dimension is in force.</param>
    /// <param name="handTags">What each tag set by hand counts as.</param>
    internal TagRules(IEnumerable<Version> versions, IReadOnlyDictionary<TagId, HandTag> handTags)
    {
        this.versions = [.. versions];
        this.handTags = handTags.ToFrozenDictionary();
    }

    /// <summary>What the rules in force give, as <c>dimension/code</c>, in the order of the dimensions.</summary>
    public List<string> ByRule(Customer customer, TagDay day)
    {
        List<string> tags = [];
        foreach (var version in versions.Where(version => version.InForce))
            tags.AddRange(version.Rule(customer, day).Select(code => $"{version.Dimension}/{code}"));

        return tags;
    }

    /// <summary>
    /// Every tag of the customer. In an exclusive dimension what a rule gives stands before what a hand set: facts
    /// first. A retired tag is carried by nobody; one that was merged counts as its successor.
    /// </summary>
    public List<string> Of(Customer customer, TagDay day)
    {
        var tags = ByRule(customer, day);
        foreach (var tag in ByHand(customer).Where(tag => tag.IsShown))
        {
            var name = tag.Name.ToString();
            if (!tags.Contains(name) && !(tag.Exclusive && tags.Exists(other => TagName.Parse(other).Dimension == tag.Name.Dimension)))
                tags.Add(name);
        }

        return tags;
    }

    /// <summary>
    /// The tags as the index has them, under every version that a search may still or will soon use: see
    /// <see cref="TagTerm"/>.
    /// </summary>
    public List<string> Terms(Customer customer, TagDay day)
    {
        HashSet<string> terms = [];
        var byHand = ByHand(customer).ToList();
        foreach (var version in versions)
        {
            var codes = version.Rule(customer, day);
            terms.UnionWith(codes.Select(code => TagTerm.OfRule(version.Dimension, version.Number, code)));
            terms.UnionWith(byHand.Where(tag => tag.Name.Dimension == version.Dimension && !(tag.Exclusive && codes.Count > 0))
                .Select(tag => TagTerm.OfHand(version.Dimension, version.Number, tag.Id)));
        }

        terms.UnionWith(byHand.Where(tag => !versions.Exists(version => version.Dimension == tag.Name.Dimension))
            .Select(tag => TagTerm.OfHand(tag.Name.Dimension, null, tag.Id)));
        return [.. terms.Order(StringComparer.Ordinal)];
    }

    private IEnumerable<HandTag> ByHand(Customer customer)
    {
        foreach (var set in customer.Tags)
        {
            if (handTags.TryGetValue(set.TagId, out var tag))
                yield return tag;
        }
    }

    /// <summary>One version of the rule of a dimension.</summary>
    internal sealed record Version(string Dimension, int Number, bool InForce, RunnableRule Rule);

    /// <summary>What a tag set by hand counts as: itself, or the one it was merged into.</summary>
    internal sealed record HandTag(TagId Id, TagName Name, bool Exclusive, bool IsShown);
}

/// <summary>
/// A tag as the index has it. A rule's tag names the version that gives it, so that documents carry the tags of two
/// versions side by side and a search sees one of them; a tag set by hand goes by its id, so that it can be renamed.
/// </summary>
public static class TagTerm
{
    /// <param name="version">Of the rule of the dimension; null where there is none.</param>
    public static string Beginning(string dimension, int? version) => version is { } number ? $"{dimension}@{number}" : $"{dimension}#";

    public static string OfRule(string dimension, int version, string code) => $"{dimension}@{version}/{code}";

    /// <param name="version">Of the rule of the same dimension, which decides whether a hand counts; null where there is none.</param>
    public static string OfHand(string dimension, int? version, TagId id) =>
        version is { } number ? $"{dimension}@{number}#{id.Value}" : $"{dimension}#{id.Value}";
}

/// <summary>A tag's full name.</summary>
public readonly record struct TagName(string Dimension, string Code)
{
    /// <summary>Takes <c>dimension/code</c>; a code may hold a slash, a dimension may not.</summary>
    /// <exception cref="FormatException">There is no slash.</exception>
    public static TagName Parse(string text) =>
        TryParse(text, out var name) ? name : throw new FormatException("Not dimension/code.");

    public static bool TryParse(string text, out TagName name)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        name = slash > 0 && slash < text.Length - 1 ? new TagName(text[..slash], text[(slash + 1)..]) : default;
        return name.Dimension is not null;
    }

    public override string ToString() => $"{Dimension}/{Code}";
}
