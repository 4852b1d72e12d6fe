using System.Collections.Frozen;
using System.Diagnostics;
using CustomerSearch.Core.Customers;

namespace CustomerSearch.Core.Tags;

/// <summary>
/// The rules in force, ready to run: the tags of a customer are a pure function of the customer, these rules and
/// the day.
/// </summary>
public sealed class TagRules
{
    private readonly List<Func<Customer, TagDay, IEnumerable<string>>> rules;
    private readonly FrozenDictionary<TagId, TagName> handTags;

    /// <param name="rules">One rule a dimension.</param>
    /// <param name="handTags">
    /// The names of tags that are set by hand, and whether their dimension takes only one.
    /// </param>
    public TagRules(
        IEnumerable<(string Dimension, RuleBody Body)> rules, IReadOnlyDictionary<TagId, (TagName Name, bool Exclusive)> handTags)
    {
        this.rules = [.. rules.Select(rule => Compile(rule.Dimension, rule.Body))];
        this.handTags = handTags.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Name);
        ExclusiveByHand = handTags.Values.Where(tag => tag.Exclusive).Select(tag => tag.Name.Dimension).ToFrozenSet();
    }

    private FrozenSet<string> ExclusiveByHand { get; }

    /// <summary>What the rules alone give, as <c>dimension/code</c>, in the order of the dimensions.</summary>
    public List<string> ByRule(Customer customer, TagDay day)
    {
        List<string> tags = [];
        foreach (var rule in rules)
            tags.AddRange(rule(customer, day));

        return tags;
    }

    /// <summary>
    /// Every tag of the customer. In an exclusive dimension what a rule gives stands before what a hand set: facts
    /// first.
    /// </summary>
    public List<string> Of(Customer customer, TagDay day)
    {
        var tags = ByRule(customer, day);
        foreach (var set in customer.Tags)
        {
            if (handTags.TryGetValue(set.TagId, out var name)
                && !(ExclusiveByHand.Contains(name.Dimension) && tags.Exists(tag => TagName.Parse(tag).Dimension == name.Dimension)))
                tags.Add(name.ToString());
        }

        return tags;
    }

    private static Func<Customer, TagDay, IEnumerable<string>> Compile(string dimension, RuleBody body) => body switch
    {
        RuleBody.Copy(var field) => CompileCopy(dimension, RuleFacts.Text(field)),
        RuleBody.Bands(var cases) => CompileBands(dimension, cases),
        RuleBody.Interests(var kind, var months) => (customer, day) => customer.Interests
            .Where(i => i.Kind == kind && i.LastOn >= day.Day.AddMonths(-months))
            .Select(i => $"{dimension}/{i.Category}"),
        _ => throw new UnreachableException(),
    };

    private static Func<Customer, TagDay, IEnumerable<string>> CompileCopy(string dimension, Func<Customer, string?> text) =>
        (customer, _) => text(customer) is { } value ? [$"{dimension}/{value}"] : [];

    private static Func<Customer, TagDay, IEnumerable<string>> CompileBands(string dimension, IReadOnlyList<RuleCase> cases)
    {
        var compiled = cases.Select(c => (
            Tag: (string[])[$"{dimension}/{c.Tag}"],
            Bands: c.When.Select(band => (Value: RuleFacts.Number(band.Field), Band: band)).ToArray())).ToArray();
        return (customer, day) =>
        {
            foreach (var (tag, bands) in compiled)
            {
                if (Array.TrueForAll(bands, b => Lies(b.Value(customer, day), b.Band)))
                    return tag;
            }

            return [];
        };
    }

    private static bool Lies(long? value, RuleBand band) =>
        value is { } number && !(number < band.From) && !(number >= band.To);
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
